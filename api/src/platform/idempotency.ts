// Idempotency keys: one claim decides who does the work, a lease lets another finish it, the reply is kept for a day.
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/ids.ts'
import type { Db } from './db.ts'

export interface StoredReply { status: number, headers: Record<string, string>, body: string, guest?: boolean }
export interface Claimed { outcome: 'claimed', id: string, owner: string }
export type Claim = Claimed | { outcome: 'reused' | 'running' } | { outcome: 'done', reply: StoredReply }

// The order's own commit flushes the claim before it, and a lost 'done' is found again by the order's unique
// idempotency_id: neither statement has to wait for the disk.
export async function claim (db: Db, scope: string, key: string, hash: Buffer): Promise<Claim> {
  const [fresh, owner] = [newId(), newId()]
  const [row] = await saidAgain(async () => await db<{ id: string }[]>`
    insert into idempotency_keys as kept (id, scope, key, request_hash, state, owner, leased_until, expires_at)
    select ${fresh}::uuid, ${scope}, ${key}, ${hash}::bytea, 'running', ${owner}::uuid, now() + interval '30 s', now() + interval '24 h'
    where set_config('synchronous_commit', 'off', true) = 'off'
    on conflict (scope, key) do update set
      id = case when kept.expires_at < now() then excluded.id else kept.id end,
      expires_at = case when kept.expires_at < now() then excluded.expires_at else kept.expires_at end,
      request_hash = excluded.request_hash, state = 'running', owner = excluded.owner, leased_until = excluded.leased_until, reply = null
    where kept.expires_at < now()
      or (kept.request_hash = excluded.request_hash and (kept.state = 'open' or (kept.state = 'running' and (kept.leased_until < now() or kept.owner = excluded.owner))))
    returning id`)
  return row === undefined ? await standing(db, scope, key, hash) : { outcome: 'claimed', id: row.id, owner }
}

async function standing (db: Db, scope: string, key: string, hash: Buffer): Promise<Claim> {
  const [row] = await db<{ same: boolean, reply: StoredReply | null }[]>`
    select request_hash = ${hash}::bytea as same, reply from idempotency_keys where scope = ${scope} and key = ${key}`
  if (row === undefined) return { outcome: 'running' }
  if (!row.same) return { outcome: 'reused' }
  return row.reply === null ? { outcome: 'running' } : { outcome: 'done', reply: row.reply }
}

/** A reply ends it; without one the key is open, and the next try does the work again. */
export async function settle (db: Db, { id, owner }: Claimed, reply: StoredReply | undefined): Promise<void> {
  await saidAgain(async () => await db`
    update idempotency_keys set state = ${reply === undefined ? 'open' : 'done'}, reply = ${reply === undefined ? null : db.json(reply as never)}
    where id = ${id} and owner = ${owner} and state = 'running' and set_config('synchronous_commit', 'off', true) = 'off'`)
}

// A connection that dies with the answer leaves the key in nobody's hand until the lease is over. Both statements name
// their owner, so saying them twice is saying them once.
async function saidAgain<T> (say: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await say()
    } catch (error) {
      if (attempt === 3 || !(error instanceof AppError && error.code === 'database_away')) throw error
      await sleep(20 + Math.random() * 80)
    }
  }
}
