// POST /v1/orders/{id}/cancel: what is not shipped can be called off, and what was paid goes back.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { anOrder, aPaidOrder, aVariant, call, look, pay, staffToken, stockOf, type Reply } from '../../support/commerce.ts'
import { breaches } from '../../support/invariants.ts'
import { newId } from '../../../src/shared/ids.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop
const cancel = async ({ id, token }: { id: string, token: string }, more: object = {}): Promise<Reply> => await call(shop, { method: 'POST', url: `/v1/orders/${id}/cancel`, order: token, ...more })
t.afterEach(async () => { t.same(await breaches(pool), {}) })

t.test('200: an unpaid order, and again', async (t) => {
  const variantId = await aVariant(pool, 5)
  const order = await anOrder(shop, variantId, 2)
  t.match(await cancel(order), { statusCode: 200, body: { status: 'cancelled', cancelReason: 'customer', can: [] } })
  t.match(await cancel(order, { body: {} }), { statusCode: 200, body: { status: 'cancelled' } })
  t.same((await look(shop, order)).timeline.map(({ name }) => name), ['placed', 'cancelled'])
  t.same(await stockOf(pool, variantId), { onHand: 5, reserved: 0 })
})

t.test('200: a paid order; the money goes back by itself', async (t) => {
  const variantId = await aVariant(pool, 5)
  const order = await aPaidOrder(shop, variantId)
  t.match((await cancel(order)).body, { status: 'cancelled', paymentStatus: 'paid' })
  await shop.settled()
  const { status, paymentStatus, timeline } = await look(shop, order)
  t.match({ status, paymentStatus }, { status: 'refunded', paymentStatus: 'refunded' })
  t.same(timeline.map(({ name }) => name), ['placed', 'payment_started', 'paid', 'cancelled', 'refund_started', 'refunded'])
  t.same(await stockOf(pool, variantId), { onHand: 5, reserved: 0 })
  const [charge] = await pool<{ refunded: string[] }[]>`select refunded from test_gateway_charges c join transactions t on t.id::text = c.request_key where t.order_id = ${order.id}`
  t.equal(charge?.refunded.length, 1)
})

t.test('409 order_state: what has been shipped', async (t) => {
  const order = await aPaidOrder(shop, await aVariant(pool, 5))
  await call(shop, { method: 'POST', url: `/v1/admin/orders/${order.id}/ship`, bearer: await staffToken(shop), body: { trackingNumber: 'T1' } })
  t.match(await cancel(order), { statusCode: 409, body: { code: 'order_state' } })
})

t.test('404: a stranger; 422: words nobody asked for', async (t) => {
  const order = await anOrder(shop, await aVariant(pool, 5))
  const other = await anOrder(shop, await aVariant(pool, 5))
  t.equal((await cancel({ id: order.id, token: other.token })).statusCode, 404)
  t.equal((await cancel({ id: newId(), token: other.token })).statusCode, 404)
  t.equal((await cancel(order, { body: { reason: 'x' } })).statusCode, 422)
  t.match(await pay(shop, order), { statusCode: 200, body: { status: 'captured' } })
})
