// Setting a second factor up, proving it, renewing its recovery codes, going without.
import { renderSVG } from 'uqr'
import type { Deps } from '../../platform/deps.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import { announce } from '../../platform/events.ts'
import { readSetting } from '../../platform/settings.ts'
import { notFound } from '../../shared/errors.ts'
import { needsSecondFactor } from '../auth/index.ts'
import { beginFactor, confirmFactor, factorOf, otpauthUrl, removeFactor, renewRecoveryCodes } from '../credentials/index.ts'
import { findUser } from '../users/index.ts'
import { noFactor, requiredByRole, wrongCode } from './errors.ts'

export interface SecondFactor { enabled: boolean, required: boolean, confirmedAt: Date | null, recoveryCodesLeft: number }
export interface Setup { secret: string, otpauthUrl: string, qrCode: string }

const SHOP_UNLESS_NAMED = 'Tradewind'

export async function secondFactorOf (db: Db, userId: string): Promise<SecondFactor> {
  const [factor, required] = await Promise.all([factorOf(db, userId), needsSecondFactor(db, userId)])
  return { ...factor, enabled: factor.confirmedAt !== null, required }
}

/** Beside the factor that stands, if there is one: who gets a new phone is never without. */
export async function startSecondFactor ({ pool, config }: Deps, userId: string): Promise<Setup> {
  const [user, shopName] = await Promise.all([findUser(pool, userId), readSetting(pool, 'shop.name')])
  if (!user) throw notFound('user')

  const secret = await transaction(pool, async (tx) => await beginFactor(tx, config, userId))

  const url = otpauthUrl(secret, typeof shopName === 'string' ? shopName : SHOP_UNLESS_NAMED, user.email)
  return { secret, otpauthUrl: url, qrCode: renderSVG(url, { ecc: 'M', border: 2 }) }
}

export async function confirmSecondFactor ({ pool, config }: Deps, userId: string, code: string): Promise<string[]> {
  return await transaction(pool, async (tx) => {
    const codes = await confirmFactor(tx, config, userId, code)
    if (codes === undefined) throw wrongCode()

    await tell(tx, userId, 'enabled')
    return codes
  })
}

export async function renewCodes (pool: Pool, userId: string): Promise<string[]> {
  return await transaction(pool, async (tx) => {
    if ((await factorOf(tx, userId)).confirmedAt === null) throw noFactor()
    const codes = await renewRecoveryCodes(tx, userId)

    await tell(tx, userId, 'codes_renewed')
    return codes
  })
}

/** Harmless where there is none. */
export async function removeSecondFactor (pool: Pool, userId: string): Promise<void> {
  await transaction(pool, async (tx) => {
    if (await needsSecondFactor(tx, userId)) throw requiredByRole()
    if (await removeFactor(tx, userId)) await tell(tx, userId, 'removed')
  })
}

const tell = async (tx: Db, userId: string, change: 'enabled' | 'codes_renewed' | 'removed'): Promise<void> => {
  await announce(tx, { name: 'second_factor.changed', objectType: 'user', objectId: userId, payload: { change } })
}
