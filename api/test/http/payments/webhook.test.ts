// POST /v1/payments/webhook/{gateway}: signed over the raw body, each event at most once, in any order; and the reconciler behind it.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { anOrder, aVariant, look, makeOld, pay, setStock, stockOf } from '../../support/commerce.ts'
import { breaches } from '../../support/invariants.ts'
import { expireOrders } from '../../../src/modules/orders/index.ts'
import { reconcile } from '../../../src/modules/payments/index.ts'
import { chargeByKey, decide, type FarCharge } from '../../../src/modules/payments/gateways/test-far-side.ts'
import { writeWebhook } from '../../../src/modules/payments/gateways/test-gateway.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool, config, app } = shop
const returnUrl = `${config.PUBLIC_STOREFRONT_URL}/en/done`
const variantId = await aVariant(pool, 500)
t.afterEach(async () => { t.same(await breaches(pool), {}) })

const send = async ({ body, headers }: { body: string, headers: Record<string, string> }, gateway = 'test') =>
  await app.inject({ method: 'POST', url: `/v1/payments/webhook/${gateway}`, payload: body, headers })

/** An order whose shopper is on the gateway's page. */
async function waiting (quantity = 1, variant = variantId): Promise<{ id: string, token: string, charge: FarCharge }> {
  const order = await anOrder(shop, variant, quantity)
  const { body } = await pay(shop, order, 'redirect', { returnUrl })
  const charge = await chargeByKey(pool, body.transactionId)
  if (!charge) throw new Error('The far side knows nothing')
  return { ...order, charge }
}

const succeeded = async ({ charge }: { charge: FarCharge }): Promise<FarCharge> => await decide(pool, charge.id, 'succeeded') ?? charge

t.test('200: the order is paid; ten deliveries at once act once', async (t) => {
  const order = await waiting()
  const letter = writeWebhook(config, await succeeded(order))
  const replies = await Promise.all(Array.from({ length: 10 }, async () => await send(letter)))
  t.same(replies.map(({ statusCode }) => statusCode), Array(10).fill(200))
  const { status, timeline } = await look(shop, order)
  t.equal(status, 'paid')
  t.equal(timeline.filter(({ name }) => name === 'paid').length, 1)
})

t.test('200: in any order, success is what stays', async (t) => {
  const order = await waiting()
  const charge = await succeeded(order)
  t.equal((await send(writeWebhook(config, { ...charge, state: 'declined' }))).statusCode, 200)
  t.match(await look(shop, order), { paymentStatus: 'unpaid' })
  t.equal((await send(writeWebhook(config, charge))).statusCode, 200)
  t.match(await look(shop, order), { status: 'paid' })
})

t.test('401: forged, altered, old, from the future, unsigned; 404: no such gateway; 400: no JSON', async (t) => {
  const order = await waiting()
  const charge = await succeeded(order)
  const { body, headers } = writeWebhook(config, charge)
  const now = Math.floor(Date.now() / 1000)
  const other = writeWebhook({ ...config, SECRET: 'y'.repeat(40), SECRET_PREVIOUS: undefined }, charge)
  for (const letter of [{ body: `${body} `, headers }, other, writeWebhook(config, charge, now - 301), writeWebhook(config, charge, now + 301), { body, headers: { 'content-type': 'application/json' } }]) {
    const reply = await send(letter)
    t.equal(reply.statusCode, 401)
    t.equal(reply.json<{ code: string }>().code, 'invalid_signature')
  }
  t.equal((await send({ body, headers }, 'stripe')).statusCode, 404)
  t.equal((await send({ body: '{', headers })).statusCode, 400)
  t.match(await look(shop, order), { status: 'pending' })
})

t.test('200: an event for a charge we do not know, or of another amount, changes nothing', async (t) => {
  const order = await waiting()
  const charge = await succeeded(order)
  t.equal((await send(writeWebhook(config, { ...charge, id: order.id, requestKey: order.id }))).statusCode, 200)
  t.equal((await send(writeWebhook(config, { ...charge, amount: '0.01' }))).statusCode, 200)
  t.match(await look(shop, order), { status: 'pending' })
})

t.test('a lost webhook: the reconciler asks and settles; one that waits is asked again later', async (t) => {
  const [done, undecided] = [await waiting(), await waiting()]
  await succeeded(done)
  await pool`update transactions set next_check_at = now() where order_id = any(${[done.id, undecided.id]}::uuid[])`
  await reconcile(app.deps)
  t.match(await look(shop, done), { status: 'paid' })
  t.match(await look(shop, undecided), { status: 'pending', paymentStatus: 'pending' })
  const [next] = await pool<{ minutes: number }[]>`select round(extract(epoch from next_check_at - now()) / 60)::int as minutes from transactions where order_id = ${undecided.id}`
  t.equal(next?.minutes, 5)
})

t.test('an attempt that never reached the gateway is closed there and may be tried again', async (t) => {
  const order = await waiting()
  await pool`delete from test_gateway_charges where id = ${order.charge.id}`
  await pool`update transactions set next_check_at = now(), status = 'unknown' where order_id = ${order.id}`
  await reconcile(app.deps)
  t.match(await look(shop, order), { status: 'pending', paymentStatus: 'unpaid' })
  t.match(await pay(shop, order), { body: { status: 'captured' } })
})

t.test('money for an expired order: honoured while its stock can be held again', async (t) => {
  const variant = await aVariant(pool, 2)
  const order = await waiting(2, variant)
  await makeOld(pool, order.id)
  await expireOrders({ pool })
  t.same(await stockOf(pool, variant), { onHand: 2, reserved: 0 })
  await send(writeWebhook(config, await succeeded(order)))
  const { status, timeline } = await look(shop, order)
  t.equal(status, 'paid')
  t.same(timeline.map(({ name }) => name), ['placed', 'payment_started', 'expired', 'paid_late'])
  t.same(await stockOf(pool, variant), { onHand: 2, reserved: 2 })
})

t.test('money for an expired order: sent back when the stock is gone, and told', async (t) => {
  const variant = await aVariant(pool, 2)
  const order = await waiting(2, variant)
  await makeOld(pool, order.id)
  await expireOrders({ pool })
  await setStock(pool, variant, 1)
  await send(writeWebhook(config, await succeeded(order)))
  await shop.settled()
  const { status, paymentStatus, timeline } = await look(shop, order)
  t.match({ status, paymentStatus }, { status: 'refunded', paymentStatus: 'refunded' })
  t.same(timeline.map(({ name }) => name), ['placed', 'payment_started', 'expired', 'paid', 'payment_refused', 'refund_started', 'refunded'])
  t.match(timeline.at(-1)?.payload, { reason: 'order_expired' })
  t.same(await stockOf(pool, variant), { onHand: 1, reserved: 0 })
})

t.test('money that came twice goes back once, and the order stays paid', async (t) => {
  const order = await waiting()
  await succeeded(order)
  await pool`update transactions set status = 'failed' where order_id = ${order.id}`
  await pool`update orders set payment_status = 'unpaid' where id = ${order.id}`
  t.match(await pay(shop, order), { body: { status: 'captured' } })
  await send(writeWebhook(config, await succeeded(order)))
  await shop.settled()
  const { status, timeline } = await look(shop, order)
  t.equal(status, 'paid')
  t.match(timeline.at(-1), { name: 'refunded', payload: { reason: 'duplicate_payment' } })
  t.match(await pool`select reason, status from refunds where order_id = ${order.id}`, [{ reason: 'duplicate_payment', status: 'succeeded' }])
})
