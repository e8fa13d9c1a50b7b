// All SQL of passwords, mailed links and registrations.
import type { Db } from '../../platform/db.ts'

export type TokenKind = 'reset_password' | 'invitation' | 'change_email'
export interface NewToken { userId: string, kind: TokenKind, hours: number, payload: object, hash: Buffer }
export interface TakenToken { userId: string, payload: Record<string, unknown> }

export async function passwordOf (db: Db, userId: string): Promise<string | undefined> {
  const [row] = await db<Array<{ secret: string }>>`
    select secret from credentials where user_id = ${userId} and kind = 'password'`
  return row?.secret
}

export const setPassword = async (tx: Db, userId: string, hash: string): Promise<void> => {
  await tx`
    insert into credentials (user_id, kind, secret) values (${userId}, 'password', ${hash})
    on conflict (user_id) where kind = 'password' do update set secret = excluded.secret`
}

// Guarded by the hash that was checked: a password changed meanwhile stays changed.
export const upgradePassword = async (db: Db, userId: string, from: string, to: string): Promise<void> => {
  await db`
    update credentials set secret = ${to}
    where user_id = ${userId} and kind = 'password' and secret = ${from}`
}

// Counted and written one after another, or twenty requests at once would be twenty mails.
export const lockTokensOf = async (tx: Db, userId: string): Promise<void> => {
  await tx`select pg_advisory_xact_lock(hashtextextended(${userId}, 5))`
}

export async function tokensOfLastHour (tx: Db, userId: string, kind: TokenKind): Promise<number> {
  const [row] = await tx<Array<{ count: number }>>`
    select count(*)::int as count from one_time_tokens
    where user_id = ${userId} and kind = ${kind} and created_at > now() - interval '1 hour'`
  return row?.count ?? 0
}

export const insertToken = async (tx: Db, { userId, kind, hours, payload, hash }: NewToken): Promise<void> => {
  await tx`
    insert into one_time_tokens (user_id, kind, token_hash, payload, expires_at)
    values (${userId}, ${kind}, ${hash}, ${tx.json(payload as never)}, now() + make_interval(hours => ${hours}))`
}

export async function liveToken (db: Db, kind: TokenKind, hash: Buffer): Promise<boolean> {
  const rows = await db`
    select from one_time_tokens where token_hash = ${hash} and kind = ${kind} and used_at is null and expires_at > now()`
  return rows.length > 0
}

export async function takeToken (tx: Db, kind: TokenKind, hash: Buffer): Promise<TakenToken | undefined> {
  const [row] = await tx<TakenToken[]>`
    update one_time_tokens set used_at = now()
    where token_hash = ${hash} and kind = ${kind} and used_at is null and expires_at > now()
    returning user_id, payload`
  return row
}

export const voidTokens = async (tx: Db, userId: string): Promise<void> => {
  await tx`update one_time_tokens set used_at = now() where user_id = ${userId} and used_at is null`
}

export async function deleteOldTokens (db: Db, most: number): Promise<number> {
  const { count } = await db`
    delete from one_time_tokens where id in (
      select id from one_time_tokens where expires_at < now() order by expires_at limit ${most} for update skip locked)`
  return count
}
