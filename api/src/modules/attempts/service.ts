// Judging a proof under its brake: refused at once when too many were wrong, counted always.
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import type { Config } from '../../config.ts'
import { normaliseEmail } from '../users/index.ts'
import { addressKey, type Brake } from './brakes.ts'
import { tooManyAttempts } from './errors.ts'
import * as q from './queries.ts'

/** For checks too slow for a transaction: asked before, counted after, so that of many at once ten at most learn anything. */
export async function judged (pool: Pool, brake: Brake, ip: string | null, check: () => Promise<boolean>): Promise<boolean> {
  const wait = await q.waitSeconds(pool, brake)
  if (wait !== null) throw tooManyAttempts(wait)

  const isRight = await check()

  const counted = await transaction(pool, async (tx) => {
    await q.lock(tx, brake)
    return await q.record(tx, brake, isRight, ip)
  })
  if (!counted) throw tooManyAttempts(await q.waitSeconds(pool, brake) ?? 1)
  return isRight
}

/** For quick checks that take something: one at a time under the lock. The seconds to wait instead of an answer; the caller commits the count. */
export async function judgedWithin (tx: Db, brake: Brake, ip: string | null, check: () => Promise<boolean>): Promise<boolean | number> {
  await q.lock(tx, brake)
  const wait = await q.waitSeconds(tx, brake)
  if (wait !== null) return wait

  const isRight = await check()
  await q.record(tx, brake, isRight, ip)
  return isRight
}

/** When the owner proved the mailbox: wrong passwords given at the address so far count no more. Codes still do. */
export const clearAttempts = async (tx: Db, config: Pick<Config, 'SECRET'>, email: string): Promise<void> => {
  await q.forgetWrong(tx, addressKey(config, normaliseEmail(email)))
}
