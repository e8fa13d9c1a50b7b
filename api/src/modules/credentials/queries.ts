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

// Guarded by the hash that was checked: a password changed meanwhile stays changed, and that is false.
export async function upgradePassword (db: Db, userId: string, from: string, to: string): Promise<boolean> {
  const { count } = await db`
    update credentials set secret = ${to}
    where user_id = ${userId} and kind = 'password' and secret = ${from}`
  return count === 1
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

export const voidTokens = async (tx: Db, userId: string, kind?: TokenKind): Promise<void> => {
  await tx`
    update one_time_tokens set used_at = now()
    where user_id = ${userId} and used_at is null and (${kind ?? null}::text is null or kind = ${kind ?? null})`
}

export async function deleteOldTokens (db: Db, most: number): Promise<number> {
  const { count } = await db`
    delete from one_time_tokens where id in (
      select id from one_time_tokens where expires_at < now() order by expires_at limit ${most} for update skip locked)`
  return count
}

/** What somebody told us about themselves, kept until the address is proven. */
export interface AskedProfile { firstName?: string, lastName?: string, locale?: string, currency?: string, consent?: { wording: string, locale: string } }
export interface NewRegistration { id: string, email: string, passwordHash: string, passwordTag: number, profile: AskedProfile, hours: number }
export interface Registration { id: string, email: string, passwordHash: string | null, profile: AskedProfile }

export const insertRegistration = async (tx: Db, { id, email, passwordHash, passwordTag, profile, hours }: NewRegistration): Promise<void> => {
  await tx`
    insert into registrations (id, email, password_hash, password_tag, profile, expires_at)
    values (${id}, ${email}, ${passwordHash}, ${passwordTag}, ${tx.json(profile as never)}, now() + make_interval(hours => ${hours}))`
}

export async function registrationById (db: Db, id: string): Promise<Registration | undefined> {
  const [row] = await db<Registration[]>`
    select id, email, password_hash, profile from registrations where id = ${id} and expires_at > now()`
  return row
}

export async function registrationByToken (db: Db, hash: Buffer): Promise<Registration | undefined> {
  const [row] = await db<Registration[]>`
    select id, email, password_hash, profile from registrations where token_hash = ${hash} and expires_at > now()`
  return row
}

// What is decided about one address is decided one after another.
export const lockAddress = async (tx: Db, email: string): Promise<void> => {
  await tx`select pg_advisory_xact_lock(hashtextextended(lower(${email}), 6))`
}

// Guarded by how many the address got within an hour; a second try of the same job may mail again. A token of null tells of an account that is there.
export async function markMailed (tx: Db, id: string, email: string, tokenHash: Buffer | null, most: number): Promise<boolean> {
  const { count } = await tx`
    update registrations set token_hash = ${tokenHash}, mailed_at = coalesce(mailed_at, now())
    where id = ${id} and (
      select count(*) from registrations
      where email = ${email}::citext and id <> ${id} and mailed_at > now() - interval '1 hour'
    ) < ${most}`
  return count === 1
}

/** Did somebody with another password ask for the address and get no letter, since others had used up what it gets? */
export async function isContested (tx: Db, { id, email }: Registration): Promise<boolean> {
  const rows = await tx`
    select from registrations own join registrations other on other.email = own.email and other.password_tag <> own.password_tag
    where own.id = ${id} and own.email = ${email}::citext and other.password_hash is not null and other.mailed_at is null and other.expires_at > now() limit 1`
  return rows.length > 0
}

export async function takeRegistration (tx: Db, id: string): Promise<boolean> {
  const { count } = await tx`
    update registrations set password_hash = null, profile = '{}'
    where id = ${id} and password_hash is not null and expires_at > now()`
  return count === 1
}

/** The password of the newest one still open. */
export async function openPasswordOf (db: Db, email: string): Promise<{ passwordHash: string, passwordTag: number } | undefined> {
  const [row] = await db<Array<{ passwordHash: string, passwordTag: number }>>`
    select password_hash, password_tag from registrations
    where email = ${email}::citext and password_hash is not null and expires_at > now()
    order by id desc limit 1`
  return row
}

export const deleteRegistrationsOf = async (tx: Db, email: string): Promise<void> => {
  await tx`delete from registrations where email = ${email}::citext`
}

export async function deleteOldRegistrations (db: Db, most: number): Promise<number> {
  const { count } = await db`
    delete from registrations where id in (
      select id from registrations where expires_at < now() order by expires_at limit ${most} for update skip locked)`
  return count
}
