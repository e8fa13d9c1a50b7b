// The second factor: a secret in somebody's phone, a code of it taken once, and ten codes for the day the phone is gone.
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Db } from '../../platform/db.ts'
import * as q from './factor-queries.ts'
import { currentSeal, open, seal, type Secrets } from './factor-secret.ts'

const PERIOD_SECONDS = 30
const RECOVERY_CODES = 10
const BATCH = 500
// Without letters and digits that are taken for one another.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

export const factorOf = q.factorOf

/** A new secret, to be shown once; it counts only when confirmed, and until then the former factor stands. */
export async function beginFactor (tx: Db, secrets: Secrets, userId: string): Promise<string> {
  const secret = new Secret({ buffer: Uint8Array.from(randomBytes(20)).buffer }).base32
  await q.putPending(tx, userId, seal(secrets, userId, secret))
  return secret
}

export const otpauthUrl = (secret: string, issuer: string, label: string): string => totpOf(secret, { issuer, label }).toString()

/** The recovery codes, to be shown once; undefined when the code is not the new secret's. */
export async function confirmFactor (tx: Db, secrets: Secrets, userId: string, code: string): Promise<string[] | undefined> {
  const pending = await q.pendingFactor(tx, userId)
  const secret = pending && open(secrets, userId, pending.secret)
  const step = secret && stepOf(secret, code)
  if (!pending || !step) return undefined

  await q.deleteConfirmed(tx, userId)
  await q.confirm(tx, pending.id, step)
  return await renewRecoveryCodes(tx, userId)
}

export async function renewRecoveryCodes (tx: Db, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode)
  await q.deleteRecoveryCodes(tx, userId)
  await q.insertRecoveryCodes(tx, userId, codes.map((code) => hashOfCode(userId, code)))
  return codes
}

/** Takes a code of the phone or a recovery code; each is good once, however many come with it at the same moment. */
export async function takeCode (tx: Db, secrets: Secrets, userId: string, code: string): Promise<'totp' | 'recovery' | undefined> {
  const isOfPhone = /^[0-9]{6}$/.test(code)
  const taken = await (isOfPhone ? takeTotp(tx, secrets, userId, code) : q.takeRecoveryCode(tx, userId, hashOfCode(userId, code)))
  return taken ? isOfPhone ? 'totp' : 'recovery' : undefined
}

/** False when there was none. */
export async function removeFactor (tx: Db, userId: string): Promise<boolean> {
  await q.deleteRecoveryCodes(tx, userId)
  return await q.deleteFactor(tx, userId)
}

/** After SECRET changed: what SECRET_PREVIOUS sealed is sealed anew, so that it can be let go. What neither opens stays as it is. */
export async function resealFactors (db: Db, secrets: Secrets): Promise<void> {
  let rows: q.FactorRow[] = []
  do {
    rows = await q.sealedOtherwise(db, currentSeal(secrets), rows.at(-1)?.id ?? null, BATCH)
    for (const { id, userId, secret } of rows) {
      const opened = open(secrets, userId, secret)
      if (opened !== undefined) await q.reseal(db, id, secret, seal(secrets, userId, opened))
    }
  } while (rows.length === BATCH)
}

export async function sweepFactors (db: Db): Promise<void> {
  while (await q.deleteUnconfirmed(db, BATCH) === BATCH);
}

async function takeTotp (tx: Db, secrets: Secrets, userId: string, code: string): Promise<boolean> {
  const row = await q.confirmedFactor(tx, userId)
  const secret = row && open(secrets, userId, row.secret)
  const step = secret && stepOf(secret, code)
  if (!row || !secret || !step) return false
  const kept = row.secret.startsWith(currentSeal(secrets)) ? row.secret : seal(secrets, userId, secret)
  return await q.takeStep(tx, row.id, step, kept)
}

// A clock may be half a minute off: the code before and the one after are taken too.
function stepOf (secret: string, code: string): number | undefined {
  const timestamp = Date.now()
  const delta = totpOf(secret).validate({ token: code, window: 1, timestamp })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta
}

const totpOf = (secret: string, named: { issuer?: string, label?: string } = {}): TOTP =>
  new TOTP({ ...named, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS })

const newCode = (): string => Array.from({ length: 3 }, () =>
  Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join('-')

// Sixty random bits need no slow hash; the owner's id keeps equal codes apart.
const hashOfCode = (userId: string, code: string): Buffer =>
  createHash('sha256').update(`${userId} ${code.toLowerCase().replaceAll('-', '')}`).digest()
