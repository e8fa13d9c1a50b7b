// A shopper in the demo shop, spoken for in a few words: variants with so many in stock, carts, orders, payments.
import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import type { Pool } from '../../src/platform/db.ts'
import { newId } from '../../src/shared/ids.ts'
import type { TestApp } from './app.ts'

export const LENA = {
  email: 'lena@example.com',
  shippingAddress: { firstName: 'Lena', lastName: 'Vogt', addressLine1: 'Torstraße 12', city: 'Berlin', postalCode: '10119', countryCode: 'DE' }
}

export interface Money { amount: string, currency: string }
// Only what the tests look at; the contract test holds the whole shape.
export interface Reply { statusCode: number, headers: LightMyRequestResponse['headers'], body: ReplyBody }
export interface ReplyBody {
  id: string, token: string, accessToken: string, version: number, number: string, status: string, paymentStatus: string, fulfillmentStatus: string, code: string
  locale: string, currency: string, country: string, email: string, itemCount: number, taxIncluded: boolean, transactionId: string, detail: string
  action: { type: string, url: string }, failure: { category: string } | null, nextCursor: string | null, cart: ReplyBody
  items: Array<{ id: string, variantId: string, sku: string, name: string, quantity: number, unitPrice: Money, lineTotal: Money, price: Money, inventoryQuantity: number, availability: string, status: string, code: string, number: string }>
  subtotal: Money, discountTotal: Money, shippingTotal: Money, taxTotal: Money, total: Money, taxLines: Array<{ percent: string, amount: Money }>
  shippingAddress: Record<string, string> | null, shippingMethodId: string | null, errors: Array<{ path: string, code: string }>
  timeline: Array<{ name: string, actor: string, payload: Record<string, unknown> }>, can: string[], cancelReason: string | null
  onHand: number, reserved: number, available: number, total_: number
}

export interface Call { method?: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: unknown, cart?: string, order?: string, bearer?: string, key?: string | false, headers?: Record<string, string> }

export async function call ({ app }: Pick<TestApp, 'app'>, { method = 'GET', url, body, cart, order, bearer, key, headers = {} }: Call): Promise<Reply> {
  const reply = await app.inject({
    method,
    url,
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cart === undefined ? {} : { 'x-cart-token': cart }),
      ...(order === undefined ? {} : { 'x-order-token': order }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(method === 'POST' && key !== false ? { 'idempotency-key': key ?? randomUUID() } : {}),
      ...headers
    }
  })
  return { statusCode: reply.statusCode, headers: reply.headers, body: reply.body === '' ? {} as ReplyBody : reply.json<ReplyBody>() }
}

/** A variant of the demo that nobody else in the test uses, with exactly so many on the shelf. */
export async function aVariant (pool: Pool, quantity: number): Promise<string> {
  const [variant] = await pool<{ variantId: string }[]>`
    select s.variant_id from sellable_variants s join stock_levels l on l.variant_id = s.variant_id
    where l.reserved = 0 and not exists (select 1 from stock_movements m where m.variant_id = s.variant_id and m.reason <> 'seeded')
    order by s.variant_id limit 1`
  if (!variant) throw new Error('The demo has no untouched variant left')
  await setStock(pool, variant.variantId, quantity)
  return variant.variantId
}

/** Also when the number stays the same a movement is written, which marks the variant as taken. */
export async function setStock (pool: Pool, variantId: string, quantity: number): Promise<void> {
  for (const onHand of [quantity + 1, quantity]) {
    await pool`
      with level as (
        update stock_levels set on_hand = ${onHand} where variant_id = ${variantId}
        returning variant_id, location_id, new.on_hand - old.on_hand as change
      )
      insert into stock_movements (variant_id, location_id, reason, on_hand_change)
      select variant_id, location_id, 'counted', change from level where change <> 0`
  }
}

export async function aCart (shop: TestApp, variantId: string, quantity = 1, query = ''): Promise<string> {
  const { statusCode, body } = await call(shop, { method: 'POST', url: `/v1/cart/items${query}`, body: { variantId, quantity } })
  if (statusCode !== 201) throw new Error(`No cart: ${JSON.stringify(body)}`)
  return body.token
}

/** A cart that lacks nothing an order needs. */
export async function aFullCart (shop: TestApp, variantId: string, quantity = 1, query = ''): Promise<string> {
  const cart = await aCart(shop, variantId, quantity, query)
  const { body: methods } = await call(shop, { url: '/v1/cart/shipping_methods', cart })
  const { statusCode, body } = await call(shop, { method: 'PATCH', url: '/v1/cart', cart, body: { ...LENA, shippingMethodId: methods.items[0]?.id } })
  if (statusCode !== 200) throw new Error(`The cart could not be filled: ${JSON.stringify(body)}`)
  return cart
}

export async function anOrder (shop: TestApp, variantId: string, quantity = 1, query = ''): Promise<{ id: string, token: string, order: ReplyBody }> {
  const cart = await aFullCart(shop, variantId, quantity, query)
  const { statusCode, body } = await call(shop, { method: 'POST', url: '/v1/orders', cart, body: {} })
  if (statusCode !== 201) throw new Error(`No order: ${JSON.stringify(body)}`)
  return { id: body.id, token: body.accessToken, order: body }
}

export const pay = async (shop: TestApp, { id, token }: { id: string, token: string }, paymentMethod = 'approve', more: object = {}, key: string = newId()): Promise<Reply> =>
  await call(shop, { method: 'POST', url: '/v1/payments/process', order: token, key, body: { orderId: id, gateway: 'test', paymentMethod, ...more } })

export async function aPaidOrder (shop: TestApp, variantId: string, quantity = 1, query = ''): Promise<{ id: string, token: string, order: ReplyBody }> {
  const order = await anOrder(shop, variantId, quantity, query)
  const { body } = await pay(shop, order)
  if (body.status !== 'captured') throw new Error(`Not paid: ${JSON.stringify(body)}`)
  return order
}

export const look = async (shop: TestApp, { id, token }: { id: string, token: string }): Promise<ReplyBody> =>
  (await call(shop, { url: `/v1/orders/${id}`, order: token })).body

/** The hour of an unpaid order is over. */
export const makeOld = async (pool: Pool, orderId: string): Promise<void> => {
  await pool`update orders set expires_at = now() - interval '1 second' where id = ${orderId}`
}

export async function stockOf (pool: Pool, variantId: string): Promise<{ onHand: number, reserved: number }> {
  const [level] = await pool<{ onHand: number, reserved: number }[]>`select on_hand, reserved from stock_levels where variant_id = ${variantId}`
  if (!level) throw new Error('The variant has no stock level')
  return { ...level }
}

/** The demo's owner, signed in. */
export async function staffToken (shop: TestApp): Promise<string> {
  const reply = await shop.app.inject({
    method: 'POST',
    url: '/v1/auth/login',
    payload: { email: 'admin@example.com', password: 'tradewind-demo', client: 'admin', tokenDelivery: 'body' }
  })
  return reply.json<{ accessToken: string }>().accessToken
}
