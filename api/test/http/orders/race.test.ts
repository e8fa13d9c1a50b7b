// Many shoppers, few shirts: nothing is sold twice, nothing is lost.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aFullCart, aVariant, call, look, makeOld, pay, setStock, stockOf, type Reply } from '../../support/commerce.ts'
import { breaches } from '../../support/invariants.ts'
import { expireOrders } from '../../../src/modules/orders/index.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop
const place = async (cart: string): Promise<Reply> => await call(shop, { method: 'POST', url: '/v1/orders', cart, body: {} })

t.test('409: forty shoppers, seven shirts, seven orders', async (t) => {
  const shirt = await aVariant(pool, 40)
  const carts = await Promise.all(Array.from({ length: 40 }, async () => await aFullCart(shop, shirt)))
  await setStock(pool, shirt, 7)
  const replies = await Promise.all(carts.map(place))
  t.equal(replies.filter(({ statusCode }) => statusCode === 201).length, 7)
  const refused = replies.filter(({ statusCode }) => statusCode === 409)
  t.equal(refused.length, 33)
  for (const { body } of refused) t.equal(body.code, 'out_of_stock')
  t.same(await stockOf(pool, shirt), { onHand: 7, reserved: 7 })
  t.same(await breaches(pool), {})
})

t.test('two shoppers who want the same two things in other orders never block each other for good', async (t) => {
  const [one, other] = [await aVariant(pool, 400), await aVariant(pool, 400)]
  const carts = await Promise.all(Array.from({ length: 16 }, async (_, index) => {
    const cart = await aFullCart(shop, index % 2 === 0 ? one : other)
    await call(shop, { method: 'POST', url: '/v1/cart/items', cart, body: { variantId: index % 2 === 0 ? other : one, quantity: 1 } })
    return cart
  }))
  const replies = await Promise.all(carts.map(place))
  t.same(replies.map(({ statusCode }) => statusCode), Array(16).fill(201))
  t.same(await stockOf(pool, one), { onHand: 400, reserved: 16 })
  t.same(await breaches(pool), {})
})

t.test('an unpaid order gives its stock back when its time is over, and tells so', async (t) => {
  const variantId = await aVariant(pool, 2)
  const { body } = await place(await aFullCart(shop, variantId, 2))
  const order = { id: body.id, token: body.accessToken }
  t.equal(await expireOrders({ pool }), 0, 'not before its time')
  await makeOld(pool, order.id)
  t.equal(await expireOrders({ pool }), 1)
  t.equal(await expireOrders({ pool }), 0)
  t.match(await look(shop, order), { status: 'cancelled', cancelReason: 'expired', can: [] })
  t.same(await stockOf(pool, variantId), { onHand: 2, reserved: 0 })
  t.match(await pay(shop, order), { statusCode: 409, body: { code: 'order_state' } })
})

t.test('expiry, payment and cancelling at the same moment leave one truth', async (t) => {
  const variantId = await aVariant(pool, 100)
  for (let round = 0; round < 5; round += 1) {
    const { body } = await place(await aFullCart(shop, variantId))
    const order = { id: body.id, token: body.accessToken }
    await makeOld(pool, order.id)
    await Promise.all([expireOrders({ pool }), pay(shop, order), call(shop, { method: 'POST', url: `/v1/orders/${order.id}/cancel`, order: order.token })])
  }
  await shop.settled()
  t.same(await breaches(pool), {})
})
