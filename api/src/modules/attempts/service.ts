// Judging a proof under its brake: refused at once when too many were wrong, counted always.
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import type { Config } from '../../config.ts'
import { inTurn } from '../credentials/index.ts'
import { normaliseEmail } from '../users/index.ts'
import { addressKey, type Brake } from './brakes.ts'
import { tooManyAttempts } from './errors.ts'
import * as q from './queries.ts'

/** For the slow hash: counted as wrong when its turn came and corrected after, so that of many wrong ones at once ten at most are looked at, and of right ones none is refused. */
export async function judged (pool: Pool, brake: Brake, ip: string | null, check: () => Promise<boolean>): Promise<boolean> {
  const wait = await q.waitSeconds(pool, brake)
  if (wait !== null) throw tooManyAttempts(wait)

  return await inTurn(async () => {
    const attempt = await reserve(pool, brake, ip)
    if (attempt === undefined) throw tooManyAttempts(await q.waitSeconds(pool, brake) ?? 1)
    try {
      const isRight = await check()
      if (isRight) await q.correct(pool, attempt)
      return isRight
    } catch (error) {
      await q.withdraw(pool, attempt)
      throw error
    }
  })
}

const reserve = async (pool: Pool, brake: Brake, ip: string | null): Promise<string | undefined> =>
  await transaction(pool, async (tx) => {
    await q.lock(tx, brake)
    return await q.record(tx, brake, false, ip)
  })

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
