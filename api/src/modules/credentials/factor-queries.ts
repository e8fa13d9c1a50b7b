// All SQL of second factors and their recovery codes.
import type { Db } from '../../platform/db.ts'

export interface FactorRow { id: string, userId: string, secret: string }
export interface Factor { confirmedAt: Date | null, recoveryCodesLeft: number }

export async function factorOf (db: Db, userId: string): Promise<Factor> {
  const [row] = await db<Factor[]>`
    select (select confirmed_at from credentials where user_id = ${userId} and kind = 'totp' and confirmed_at is not null),
      (select count(*)::int from recovery_codes where user_id = ${userId} and used_at is null) as recovery_codes_left`
  return row ?? { confirmedAt: null, recoveryCodesLeft: 0 }
}

export async function confirmedFactor (db: Db, userId: string): Promise<FactorRow | undefined> {
  const [row] = await db<FactorRow[]>`
    select id, user_id, secret from credentials where user_id = ${userId} and kind = 'totp' and confirmed_at is not null`
  return row
}

// Locked, so that of two confirmations at once the second finds nothing left to confirm.
export async function pendingFactor (tx: Db, userId: string): Promise<FactorRow | undefined> {
  const [row] = await tx<FactorRow[]>`
    select id, user_id, secret from credentials where user_id = ${userId} and kind = 'totp' and confirmed_at is null for update`
  return row
}

export const putPending = async (tx: Db, userId: string, secret: string): Promise<void> => {
  await tx`
    insert into credentials (user_id, kind, secret, confirmed_at) values (${userId}, 'totp', ${secret}, null)
    on conflict (user_id, (confirmed_at is null)) where kind = 'totp' do update set secret = excluded.secret, last_step = null`
}

export const deleteConfirmed = async (tx: Db, userId: string): Promise<void> => {
  await tx`delete from credentials where user_id = ${userId} and kind = 'totp' and confirmed_at is not null`
}

export const confirm = async (tx: Db, id: string, step: number): Promise<void> => {
  await tx`update credentials set confirmed_at = now(), last_used_at = now(), last_step = ${step} where id = ${id}`
}

// False when this code, or a later one, was taken before.
export async function takeStep (tx: Db, id: string, step: number, secret: string): Promise<boolean> {
  const { count } = await tx`
    update credentials set last_step = ${step}, last_used_at = now(), secret = ${secret}
    where id = ${id} and confirmed_at is not null and (last_step is null or last_step < ${step})`
  return count === 1
}

export async function takeRecoveryCode (tx: Db, userId: string, hash: Buffer): Promise<boolean> {
  const { count } = await tx`
    update recovery_codes set used_at = now() where user_id = ${userId} and code_hash = ${hash} and used_at is null`
  return count === 1
}

export const deleteRecoveryCodes = async (tx: Db, userId: string): Promise<void> => {
  await tx`delete from recovery_codes where user_id = ${userId}`
}

export const insertRecoveryCodes = async (tx: Db, userId: string, hashes: readonly Buffer[]): Promise<void> => {
  await tx`
    insert into recovery_codes (user_id, code_hash)
    select ${userId}, decode(hash, 'hex') from unnest(${hashes.map((hash) => hash.toString('hex'))}::text[]) hash`
}

export async function deleteFactor (tx: Db, userId: string): Promise<boolean> {
  const gone = await tx<Array<{ wasConfirmed: boolean }>>`
    delete from credentials where user_id = ${userId} and kind = 'totp' returning confirmed_at is not null as was_confirmed`
  return gone.some(({ wasConfirmed }) => wasConfirmed)
}

export const sealedOtherwise = async (db: Db, currentSeal: string, after: string | null, most: number): Promise<FactorRow[]> =>
  await db<FactorRow[]>`
    select id, user_id, secret from credentials
    where kind = 'totp' and not starts_with(secret, ${currentSeal}) and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${most}`

export const reseal = async (db: Db, id: string, from: string, to: string): Promise<void> => {
  await db`update credentials set secret = ${to} where id = ${id} and secret = ${from}`
}

// Set-ups that nobody finished: the secret was shown once and waits no longer than a day.
export async function deleteUnconfirmed (db: Db, most: number): Promise<number> {
  const { count } = await db`
    delete from credentials where id in (
      select id from credentials where kind = 'totp' and confirmed_at is null and updated_at < now() - interval '1 day' limit ${most} for update skip locked)`
  return count
}
