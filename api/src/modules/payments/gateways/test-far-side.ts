// The far side of the test gateway: what a real provider would run on its own machines. It shares only keys with the shop.
import type { Db } from '../../../platform/db.ts'

export interface FarCharge { id: string, requestKey: string, amount: string, currency: string, state: 'waiting' | 'succeeded' | 'declined', returnUrl: string | null }
export interface FarRequest { key: string, amount: string, currency: string, state: FarCharge['state'], returnUrl: string | null }

/** The same key is the same charge, whatever else the second call says. */
export async function openCharge (db: Db, { key, amount, currency, state, returnUrl }: FarRequest): Promise<FarCharge> {
  const [charge] = await db<FarCharge[]>`
    insert into test_gateway_charges (request_key, amount, currency, state, return_url)
    values (${key}, ${amount}, ${currency}, ${state}, ${returnUrl})
    on conflict (request_key) do update set request_key = excluded.request_key
    returning id, request_key, amount, currency, state, return_url`
  if (!charge) throw new Error('The far side answered nothing')
  return charge
}

export async function chargeByKey (db: Db, key: string): Promise<FarCharge | undefined> {
  const [charge] = await db<FarCharge[]>`
    select id, request_key, amount, currency, state, return_url from test_gateway_charges where request_key = ${key}`
  return charge
}

export async function chargeById (db: Db, id: string): Promise<FarCharge | undefined> {
  const [charge] = await db<FarCharge[]>`
    select id, request_key, amount, currency, state, return_url from test_gateway_charges where id = ${id}`
  return charge
}

/** Only a charge that waits can be decided; the answer is what it then is. */
export async function decide (db: Db, id: string, state: 'succeeded' | 'declined'): Promise<FarCharge | undefined> {
  await db`update test_gateway_charges set state = ${state} where id = ${id} and state = 'waiting'`
  return await chargeById(db, id)
}

/** A key that never arrived is closed too, so that a late arrival finds a closed door. */
export async function closeCharge (db: Db, key: string): Promise<FarCharge> {
  const charge = await openCharge(db, { key, amount: '0', currency: 'XXX', state: 'declined', returnUrl: null })
  return await decide(db, charge.id, 'declined') ?? charge
}

/** Each refund key once; money goes back only where it came. */
export async function giveBack (db: Db, chargeKey: string, refundKey: string): Promise<boolean> {
  const { count } = await db`
    update test_gateway_charges set refunded = array_append(array_remove(refunded, ${refundKey}), ${refundKey})
    where request_key = ${chargeKey} and state = 'succeeded'`
  return count === 1
}
