// All SQL of attempts: how many were wrong lately, by address or account and by device.
import type { Db } from '../../platform/db.ts'
import type { Brake } from './brakes.ts'

const WRONG_ALLOWED = 10

// Until the tenth newest wrong one is a quarter of an hour old; null when the way is free.
export async function waitSeconds (db: Db, { key, deviceHash, kind }: Brake): Promise<number | null> {
  const [row] = await db<Array<{ waitSeconds: number }>>`
    select greatest(1, ceil(extract(epoch from created_at + interval '15 minutes' - now())))::int as wait_seconds
    from login_attempts
    where email_hash = ${key} and kind = ${kind} and device_hash is not distinct from ${deviceHash}
      and not succeeded and created_at > now() - interval '15 minutes'
    order by created_at desc offset ${WRONG_ALLOWED - 1} limit 1`
  return row?.waitSeconds ?? null
}

// Attempts that count together are written one after another, or parallel guesses would not see each other.
export const lock = async (tx: Db, { key }: Brake): Promise<void> => {
  await tx`select pg_advisory_xact_lock(hashtextextended(encode(${key}::bytea, 'hex'), 3))`
}

// Nothing when ten wrong ones stand already: this one is then refused, right or wrong, and not counted.
export async function record (tx: Db, { key, deviceHash, kind }: Brake, succeeded: boolean, ip: string | null): Promise<string | undefined> {
  const [row] = await tx<Array<{ id: string }>>`
    insert into login_attempts (email_hash, device_hash, kind, ip, succeeded)
    select ${key}, ${deviceHash}, ${kind}, ${ip}, ${succeeded}
    where (
      select count(*) from login_attempts
      where email_hash = ${key} and kind = ${kind} and device_hash is not distinct from ${deviceHash}
        and not succeeded and created_at > now() - interval '15 minutes'
    ) < ${WRONG_ALLOWED}
    returning id`
  return row?.id
}

export const correct = async (db: Db, id: string): Promise<void> => {
  await db`update login_attempts set succeeded = true where id = ${id}`
}

// An attempt that nobody looked at is none.
export const withdraw = async (db: Db, id: string): Promise<void> => {
  await db`delete from login_attempts where id = ${id} and not succeeded`
}

export const forgetWrong = async (tx: Db, key: Buffer): Promise<void> => {
  await tx`delete from login_attempts where email_hash = ${key} and kind = 'password' and not succeeded`
}

// Kept a day, so that an attack can be looked at after it.
export async function deleteOld (db: Db, most: number): Promise<number> {
  const { count } = await db`
    delete from login_attempts where id in (
      select id from login_attempts where created_at < now() - interval '1 day' order by created_at limit ${most} for update skip locked)`
  return count
}
