// Passwords to bcrypt hashes and back: pre-hashed since bcrypt reads 72 bytes only, off the event loop, few at a time.
import { createHmac, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/bcrypt'
import { bulkhead, isBulkheadRejectedError } from 'cockatiel'
import { passwordsBusy } from './errors.ts'

const COST = 12
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1))
const QUEUE = 20

// Not a secret: it keeps these hashes apart from a plain SHA-256 of the same password leaked elsewhere.
const DOMAIN = 'tradewind password 1'

// Hashes brought along from another shop: bcrypt of the bare password.
const FOREIGN = 'plain:'
const BCRYPT = /^(plain:)?\$2[aby]\$(0[4-9]|1[0-5])\$[./0-9A-Za-z]{53}$/

const work = bulkhead(AT_ONCE, QUEUE)

// Unknown addresses are compared with the hash of a word nobody knows, so that they take as long as known ones.
const NOBODY = '$2b$12$Uy9WAkiea5laVgHkpwnApupdep5RMWjuIP/1rXR5lJpwmsvHa4Uum'

export const hashPassword = async (password: string): Promise<string> =>
  await inTurn(async () => await hash(prehash(password), { cost: COST }))

export const passwordMatches = async (password: string, known: string | undefined): Promise<boolean> =>
  await inTurn(async () => await isPassword(password, known))

/** Within a turn that was waited for already. */
export async function isPassword (password: string, known: string | undefined): Promise<boolean> {
  const usable = known !== undefined && BCRYPT.test(known) ? known : undefined
  const same = await verified(password, usable ?? NOBODY)
  return same && usable !== undefined
}

/** True for a hash that is weaker or made otherwise than today's: hashed anew at the next sign-in, when the password is at hand. */
export const needsUpgrade = (known: string): boolean => known.startsWith(FOREIGN) || costOf(known) < COST

export const generatedPassword = (): string => randomBytes(15).toString('base64url')

const prehash = (password: string): string =>
  createHmac('sha256', DOMAIN).update(password.normalize('NFC')).digest('base64')

const costOf = (known: string): number => Number(BCRYPT.exec(known)?.[2] ?? 0)

// A cheaper hash is followed by the work it lacks (a step of cost doubles it), or its owner would be known by the quicker answer.
async function verified (password: string, known: string): Promise<boolean> {
  const foreign = known.startsWith(FOREIGN)
  const same = await verify(foreign ? password : prehash(password), foreign ? known.slice(FOREIGN.length) : known)
  for (let cost = costOf(known); cost < COST; cost += 1) await hash('', { cost })
  return same
}

/** Where the slow hashes wait; refused when too many do. Whoever is in must not wait here again. */
export async function inTurn<T> (run: () => Promise<T>): Promise<T> {
  try {
    return await work.execute(run)
  } catch (error) {
    throw isBulkheadRejectedError(error) ? passwordsBusy() : error
  }
}
