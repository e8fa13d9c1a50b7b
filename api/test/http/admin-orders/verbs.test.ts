// The staff's verbs on an order: ship, deliver, cancel; what `can` offers, who may, what is written down.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { anOrder, aPaidOrder, aVariant, call, look, staffToken, stockOf, type Reply } from '../../support/commerce.ts'
import { breaches } from '../../support/invariants.ts'
import { newId } from '../../../src/shared/ids.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop
const bearer = await staffToken(shop)
const parcel = { carrier: 'DHL', trackingNumber: '00340434161094042557', trackingUrl: 'https://example.com/track/1' }
const say = async (verb: string, id: string, body: unknown = {}, who: object = { bearer }): Promise<Reply> => await call(shop, { method: 'POST', url: `/v1/admin/orders/${id}/${verb}`, body, ...who })
t.afterEach(async () => { t.same(await breaches(pool), {}) })

t.test('200: shipped, again, delivered, again; stock leaves the shelf once, the buyer is told once', async (t) => {
  const variantId = await aVariant(pool, 10)
  const order = await aPaidOrder(shop, variantId, 3)
  t.match((await call(shop, { url: `/v1/admin/orders/${order.id}`, bearer })).body, { status: 'paid', can: ['ship', 'cancel'] })
  t.match(await say('ship', order.id, parcel), { statusCode: 200, body: { status: 'shipped', can: ['deliver'], fulfillments: [parcel] } })
  t.match(await say('ship', order.id, parcel), { statusCode: 200, body: { status: 'shipped' } })
  t.same(await stockOf(pool, variantId), { onHand: 7, reserved: 0 })
  t.match(await say('deliver', order.id), { statusCode: 200, body: { status: 'delivered', can: [] } })
  t.match(await say('deliver', order.id), { statusCode: 200 })
  t.same((await look(shop, order)).timeline.map(({ name, actor }) => [name, actor]), [
    ['placed', 'customer'], ['payment_started', 'customer'], ['paid', 'gateway'], ['shipped', 'staff'], ['delivered', 'staff']])
  const written = await pool<{ action: string }[]>`select action from audit_log where object_id = ${order.id} order by id`
  t.same(written.map(({ action }) => action), ['order.ship', 'order.deliver'])
})

t.test('200: cancelled by staff', async (t) => {
  const variantId = await aVariant(pool, 10)
  const order = await anOrder(shop, variantId, 3)
  t.match(await say('cancel', order.id), { statusCode: 200, body: { status: 'cancelled', cancelReason: 'staff' } })
  t.match(await say('cancel', order.id), { statusCode: 200 })
  t.same(await stockOf(pool, variantId), { onHand: 10, reserved: 0 })
})

t.test('409 order_state: unpaid, cancelled, or shipped with another parcel', async (t) => {
  const variantId = await aVariant(pool, 10)
  const unpaid = await anOrder(shop, variantId)
  t.match(await say('ship', unpaid.id, parcel), { statusCode: 409, body: { code: 'order_state', event: 'ship' } })
  t.match(await say('deliver', unpaid.id), { statusCode: 409 })
  const shipped = await aPaidOrder(shop, variantId)
  await say('ship', shipped.id, parcel)
  t.match(await say('ship', shipped.id, { trackingNumber: 'other' }), { statusCode: 409 })
  t.match(await say('cancel', shipped.id), { statusCode: 409 })
})

t.test('401, 403, 404, 422', async (t) => {
  const order = await aPaidOrder(shop, await aVariant(pool, 10))
  for (const verb of ['ship', 'deliver', 'cancel']) {
    t.equal((await say(verb, order.id, parcel, {})).statusCode, 401)
    t.equal((await say(verb, order.id, parcel, { order: order.token })).statusCode, 401)
    t.equal((await say(verb, newId(), verb === 'ship' ? parcel : {})).statusCode, 404)
    t.equal((await say(verb, 'shirt', verb === 'ship' ? parcel : {})).statusCode, 404)
  }
  for (const body of [{}, { trackingNumber: '' }, { ...parcel, trackingUrl: 'javascript:alert(1)' }, { ...parcel, status: 'delivered' }]) {
    t.equal((await say('ship', order.id, body)).statusCode, 422, JSON.stringify(body))
  }
})
