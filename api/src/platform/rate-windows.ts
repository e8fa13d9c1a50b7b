// How often a door was knocked at within a window, counted in the database so that every replica counts the same.
import { createHash } from 'node:crypto'
import type { Db } from './db.ts'

export interface Tried { allowed: boolean, retryAfterSeconds: number }
interface Counter { key: string, max: number }

/** Counts at a network's own key, and at everybody's only what the network was still allowed: one network cannot use up what all share. On the pool, not in a transaction: what rolls back was never counted. */
export async function countKnock (db: Db, own: Counter, everyone: Counter, windowSeconds: number): Promise<Tried> {
  const [row] = await db<Array<{ hits: number, hitsOfAll: number | null, secondsLeft: number }>>`
    with slot as (
      select start, start + make_interval(secs => ${windowSeconds}) as until
      from to_timestamp(floor(extract(epoch from now()) / ${windowSeconds}::int) * ${windowSeconds}::int) start
    ), own as (
      insert into rate_windows as w (key, window_start, expires_at) select ${kept(own.key)}, start, until from slot
      on conflict (key, window_start) do update set hits = w.hits + 1
      returning w.hits
    ), everyone as (
      insert into rate_windows as w (key, window_start, expires_at) select ${kept(everyone.key)}, start, until from slot, own
      where own.hits <= ${own.max}::int
      on conflict (key, window_start) do update set hits = w.hits + 1
      returning w.hits
    )
    select own.hits, (select hits from everyone) as hits_of_all,
      greatest(1, ceil(extract(epoch from slot.until - now())))::int as seconds_left
    from slot, own`
  if (!row) throw new Error('A knock was not counted')
  const allowed = row.hits <= own.max && (row.hitsOfAll ?? 0) <= everyone.max
  return { allowed, retryAfterSeconds: row.secondsLeft }
}

export async function sweepWindows (db: Db, most: number): Promise<number> {
  const { count } = await db`
    delete from rate_windows where (key, window_start) in (
      select key, window_start from rate_windows where expires_at < now() order by expires_at limit ${most} for update skip locked)`
  return count
}

/** The kind stays legible; whose address or network it is does not. */
function kept (key: string): string {
  const [kind = '', ...rest] = key.split(':')
  return `${kind}:${createHash('sha256').update(rest.join(':')).digest('base64url').slice(0, 22)}`
}
