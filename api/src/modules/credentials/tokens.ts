// What a mailed link carries: 32 bytes nobody guesses, of which only the hash is kept; taken once.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Db } from '../../platform/db.ts'
import { passwordMatches } from './passwords.ts'
import * as q from './queries.ts'

export interface TokenWish {
  userId: string
  kind: q.TokenKind
  hours: number
  payload?: object
  /** No more than this many of the kind within an hour; the next is not made. */
  atMostAnHour?: number
}

/** The token to mail, or undefined when the person got too many of late. */
export async function issueToken (tx: Db, wish: TokenWish & { atMostAnHour: number }): Promise<string | undefined>
export async function issueToken (tx: Db, wish: TokenWish): Promise<string>
export async function issueToken (tx: Db, { userId, kind, hours, payload = {}, atMostAnHour }: TokenWish): Promise<string | undefined> {
  if (atMostAnHour !== undefined) {
    await q.lockTokensOf(tx, userId)
    if (await q.tokensOfLastHour(tx, userId, kind) >= atMostAnHour) return undefined
  }
  const token = newToken()
  await q.insertToken(tx, { userId, kind, hours, payload, hash: hashOfToken(token) })
  return token
}

/** Is it good at this moment? Asked before costly work; whether it is taken only takeToken says. */
export const tokenIsLive = async (db: Db, kind: q.TokenKind, token: string): Promise<boolean> =>
  await q.liveToken(db, kind, hashOfToken(token))

/** Of two who come with one token at once only one gets it. */
export const takeToken = async (tx: Db, kind: q.TokenKind, token: string): Promise<q.TakenToken | undefined> =>
  await q.takeToken(tx, kind, hashOfToken(token))

/** Every open link of the person, whatever it is for, or those of one kind. */
export const voidTokens = async (tx: Db, userId: string, kind?: q.TokenKind): Promise<void> => { await q.voidTokens(tx, userId, kind) }

const newToken = (): string => randomBytes(32).toString('base64url')

const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()

export const registrationOfToken = async (db: Db, token: string): Promise<q.Registration | undefined> =>
  await q.registrationByToken(db, hashOfToken(token))

/** The token to mail, or undefined when the address got too many of late. Made from the row, so that a job's second try mails the same. */
export async function issueRegistrationToken (tx: Db, secret: string, { id, email }: q.Registration, most: number): Promise<string | undefined> {
  const token = createHmac('sha256', secret).update('registration ').update(id).digest('base64url')
  return await q.markMailed(tx, id, email, hashOfToken(token), most) ? token : undefined
}

/** Counted like a token, but there is none: the address has an account. */
export const noteRegistrationOfKnown = async (tx: Db, { id, email }: q.Registration, most: number): Promise<boolean> =>
  await q.markMailed(tx, id, email, null, most)

/** Kept for known addresses and unknown ones, until the link is pressed or has run out. */
export const keepRegistration = async (tx: Db, secret: string, password: string, registration: Omit<q.NewRegistration, 'passwordTag'>): Promise<void> => {
  await q.insertRegistration(tx, { ...registration, passwordTag: tagOf(secret, password) })
}

/**
 * Is this the password somebody chose who has yet to open the mailed link? Told of known addresses too: whoever registers an
 * address of somebody else's learns nothing by signing in.
 */
export async function awaitsProof (db: Db, secret: string, email: string, password: string): Promise<boolean> {
  const open = await q.openPasswordOf(db, email)
  return open !== undefined && open.passwordTag === tagOf(secret, password) && await passwordMatches(password, open.passwordHash)
}

// One byte: it spares nearly every wrong guess the slow hash and gives no password away.
const tagOf = (secret: string, password: string): number =>
  createHmac('sha256', secret).update('registered password ').update(password.normalize('NFC')).digest().readUInt8(0)
