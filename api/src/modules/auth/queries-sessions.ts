// The SQL of sessions: begun, turned over, looked up, ended, swept away.
import type { Db } from '../../platform/db.ts'
import type { Client } from './schemas.ts'

export interface NewSession { userId: string, client: Client, refreshHash: Buffer, userAgent: string | null, ip: string | null }
export interface Session { sessionId: string, userId: string, client: Client, isStaff: boolean }
export interface UsedToken { sessionId: string, refreshHash: Buffer, live: boolean, secondsAgo: number, userAgent: string | null }
export interface Device { id: string, client: Client, userAgent: string | null, ip: string | null, createdAt: Date, lastSeenAt: Date }

export async function insertSession (tx: Db, session: NewSession): Promise<Session> {
  const [row] = await tx<Session[]>`
    insert into sessions (user_id, client, refresh_hash, user_agent, ip, expires_at)
    values (${session.userId}, ${session.client}, ${session.refreshHash}, ${session.userAgent}, ${session.ip}, now() + interval '30 days')
    returning id as session_id, user_id, client,
      exists (select from user_roles r where r.user_id = sessions.user_id) as is_staff`
  if (!row) throw new Error('A session was not written')
  return row
}

// Turns the token over and remembers the old one, in one statement: of two at once only one finds it current.
export async function rotate (db: Db, hash: Buffer, next: Buffer, userAgent: string | null): Promise<Session | undefined> {
  const [row] = await db<Session[]>`
    with turned as (
      update sessions s
      set refresh_hash = ${next}, generation = s.generation + 1, rotated_at = now(), last_seen_at = now(), user_agent = ${userAgent},
        expires_at = least(now() + interval '30 days', s.created_at + interval '180 days')
      from user_standing u
      where s.refresh_hash = ${hash} and s.revoked_at is null and s.expires_at > now()
        and u.user_id = s.user_id and u.status = 'active'
      returning s.id, s.user_id, s.client
    ), kept as (
      insert into used_refresh_tokens (refresh_hash, session_id) select ${hash}, id from turned
    )
    select id as session_id, user_id, client, exists (select from user_roles r where r.user_id = turned.user_id) as is_staff
    from turned`
  return row
}

export async function usedToken (db: Db, hash: Buffer): Promise<UsedToken | undefined> {
  const [row] = await db<UsedToken[]>`
    select s.id as session_id, s.refresh_hash, s.user_agent, s.revoked_at is null and s.expires_at > now() as live,
      extract(epoch from clock_timestamp() - u.used_at)::float8 as seconds_ago
    from used_refresh_tokens u join sessions s on s.id = u.session_id
    where u.refresh_hash = ${hash}`
  return row
}

export async function liveSession (db: Db, sessionId: string): Promise<Session | undefined> {
  const [row] = await db<Session[]>`
    select s.id as session_id, s.user_id, s.client, exists (select from user_roles r where r.user_id = s.user_id) as is_staff
    from sessions s join user_standing u on u.user_id = s.user_id and u.status = 'active'
    where s.id = ${sessionId} and s.revoked_at is null and s.expires_at > now()`
  return row
}

export type EndReason = 'password_changed' | 'disabled' | 'signed_out_everywhere' | 'signed_out_by_staff' | 'erased'

export async function revokeAll (tx: Db, userId: string, reason: EndReason, exceptSessionId: string | null): Promise<number> {
  const { count } = await tx`
    update sessions set revoked_at = now(), revoked_reason = ${reason}
    where user_id = ${userId} and revoked_at is null and id is distinct from ${exceptSessionId}::uuid`
  return count
}

export const revokeSession = async (tx: Db, sessionId: string, reason: 'logout' | 'refresh_reused'): Promise<void> => {
  await tx`update sessions set revoked_at = now(), revoked_reason = ${reason} where id = ${sessionId} and revoked_at is null`
}

export async function revokeOwn (tx: Db, userId: string, sessionId: string): Promise<boolean> {
  const { count } = await tx`
    update sessions set revoked_at = now(), revoked_reason = 'revoked'
    where id = ${sessionId} and user_id = ${userId} and revoked_at is null and expires_at > now()`
  return count === 1
}

// A family is known by any token it ever had, so that a late sign-out still ends it.
export async function revokeFamily (tx: Db, hash: Buffer): Promise<string[]> {
  const rows = await tx<Array<{ id: string }>>`
    update sessions set revoked_at = now(), revoked_reason = 'logout'
    where revoked_at is null and id in (
      select id from sessions where refresh_hash = ${hash}
      union all select session_id from used_refresh_tokens where refresh_hash = ${hash})
    returning id`
  return rows.map(({ id }) => id)
}

export async function provenSecondsAgo (db: Db, userId: string, sessionId: string): Promise<number | undefined> {
  const [row] = await db<Array<{ seconds: number }>>`
    select extract(epoch from now() - s.authenticated_at)::int as seconds
    from sessions s join user_standing u on u.user_id = s.user_id and u.status = 'active'
    where s.id = ${sessionId} and s.user_id = ${userId} and s.revoked_at is null and s.expires_at > now()`
  return row?.seconds
}

export const markProven = async (tx: Db, sessionId: string): Promise<void> => {
  await tx`update sessions set authenticated_at = now() where id = ${sessionId} and revoked_at is null`
}

export const devicesOf = async (db: Db, userId: string, most: number): Promise<Device[]> =>
  await db<Device[]>`
    select id, client, user_agent, host(ip) as ip, created_at, last_seen_at
    from sessions where user_id = ${userId} and revoked_at is null and expires_at > now()
    order by last_seen_at desc, id limit ${most}`

export async function deleteOldSessions (db: Db, most: number): Promise<number> {
  const { count } = await db`
    delete from sessions where id in (
      select id from sessions where expires_at < now() - interval '30 days' order by expires_at limit ${most} for update skip locked)`
  return count
}
