// What a mailed link carries: 32 random bytes, of which only the hash is kept; taken once.
import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '../../platform/db.ts'
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

/** Every open link of the person, whatever it is for. */
export const voidTokens = async (tx: Db, userId: string): Promise<void> => { await q.voidTokens(tx, userId) }

export const newToken = (): string => randomBytes(32).toString('base64url')

export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()
