// POST /v1/orders: a cart becomes an order, once.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aCart, aFullCart, aVariant, call, LENA, look, pay, setStock, staffToken, stockOf } from '../../support/commerce.ts'
import { breaches } from '../../support/invariants.ts'
import { newId } from '../../../src/shared/ids.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop
const place = async (cart: string | undefined, body: unknown = {}, more: object = {}) => await call(shop, { method: 'POST', url: '/v1/orders', body, ...(cart === undefined ? {} : { cart }), ...more })
t.afterEach(async () => { t.same(await breaches(pool), {}) })

t.test('201: pending, stock held, prices as in the cart, a token for the guest', async (t) => {
  const variantId = await aVariant(pool, 10)
  const cart = await aFullCart(shop, variantId, 3, '?locale=de&currency=CHF')
  const { body: before } = await call(shop, { url: '/v1/cart', cart })
  const { statusCode, headers, body } = await place(cart, { expectedTotal: before.total })
  t.equal(statusCode, 201)
  t.match(headers, { 'content-language': 'de', 'content-currency': 'CHF' })
  t.match(body, { status: 'pending', paymentStatus: 'unpaid', fulfillmentStatus: 'unfulfilled', email: 'lena@example.com', locale: 'de', currency: 'CHF', country: 'DE', can: ['pay', 'cancel'] })
  t.match(body.number, /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
  for (const part of ['subtotal', 'discountTotal', 'shippingTotal', 'taxTotal', 'total'] as const) t.same(body[part], before[part])
  t.same(body.timeline.map(({ name }) => name), ['placed'])
  t.same(await stockOf(pool, variantId), { onHand: 10, reserved: 3 })
  t.equal((await call(shop, { url: `/v1/orders/${body.id}`, order: body.accessToken })).statusCode, 200)
})

t.test('201: the letter fills what the cart lacks', async (t) => {
  const cart = await aCart(shop, await aVariant(pool, 5))
  const { body: methods } = await call(shop, { url: '/v1/cart/shipping_methods', cart })
  const { statusCode, body } = await place(cart, { ...LENA, shippingMethodId: methods.items[0]?.id })
  t.equal(statusCode, 201)
  t.match(body, { email: 'lena@example.com', shippingAddress: { city: 'Berlin' }, billingAddress: { city: 'Berlin' } })
})

t.test('201: the same key twenty times at once makes one order', async (t) => {
  const variantId = await aVariant(pool, 50)
  const cart = await aFullCart(shop, variantId, 1)
  const key = newId()
  const replies = await Promise.all(Array.from({ length: 20 }, async () => await place(cart, {}, { key })))
  const made = replies.filter(({ statusCode }) => statusCode === 201)
  t.ok(made.length >= 1)
  t.equal(new Set(made.map(({ body }) => body.id)).size, 1)
  for (const { statusCode, body } of replies) t.ok(statusCode === 201 || body.code === 'idempotency_in_progress')
  const replay = await place(cart, {}, { key })
  t.match(replay, { statusCode: 201, headers: { 'idempotency-replayed': 'true' }, body: { id: made[0]?.body.id, accessToken: made[0]?.body.accessToken } })
  t.same(await stockOf(pool, variantId), { onHand: 50, reserved: 1 })
})

t.test('201: a rerun after a crash between commit and reply finds the order it made', async (t) => {
  const cart = await aFullCart(shop, await aVariant(pool, 5))
  const key = newId()
  const first = await place(cart, {}, { key })
  await pool`update idempotency_keys set state = 'running', reply = null, leased_until = now() - interval '1 second' where key = ${key}`
  t.match(await place(cart, {}, { key }), { statusCode: 201, body: { id: first.body.id, accessToken: first.body.accessToken } })
})

t.test('201: the rerun of a signed-in shopper finds the order too, and leaves the bag filled since alone', async (t) => {
  const bearer = await staffToken(shop)
  const variantId = await aVariant(pool, 9)
  const fill = async (): Promise<void> => {
    await call(shop, { method: 'POST', url: '/v1/cart/items', bearer, body: { variantId, quantity: 1 } })
    const { body: methods } = await call(shop, { url: '/v1/cart/shipping_methods', bearer })
    await call(shop, { method: 'PATCH', url: '/v1/cart', bearer, body: { ...LENA, shippingMethodId: methods.items[0]?.id } })
  }
  const crashed = async (key: string): Promise<void> => {
    await pool`update idempotency_keys set state = 'running', reply = null, leased_until = now() - interval '1 second' where key = ${key}`
  }
  await fill()
  const key = newId()
  const letter = { email: 'lena.vogt@example.com' }
  const first = await place(undefined, letter, { bearer, key })
  t.equal(first.statusCode, 201)
  await fill()
  const { body: bag } = await call(shop, { url: '/v1/cart', bearer })

  await crashed(key)
  t.match(await place(undefined, letter, { bearer, key }), { statusCode: 201, body: { id: first.body.id } })
  t.match((await call(shop, { url: '/v1/cart', bearer })).body, { id: bag.id, version: bag.version, email: 'lena@example.com' })
  await crashed(key)
  const replies = await Promise.all([place(undefined, {}, { bearer }), place(undefined, letter, { bearer, key })])
  t.same(replies.map(({ statusCode }) => statusCode), [201, 201])
  t.equal(replies[1]?.body.id, first.body.id)
  t.same(await stockOf(pool, variantId), { onHand: 9, reserved: 2 })
})

t.test('201: what costs nothing is paid at once, ships and cancels like any other, and no gateway is asked', async (t) => {
  const variantId = await aVariant(pool, 5)
  const free = async (): Promise<{ id: string, token: string }> => {
    const { statusCode, body } = await place(await aFullCart(shop, variantId, 2), { expectedTotal: { amount: '0.00', currency: 'EUR' } })
    t.match({ statusCode, body }, { statusCode: 201, body: { status: 'paid', paymentStatus: 'paid', total: { amount: '0.00' }, can: ['cancel'] } })
    t.same(body.timeline.map(({ name, actor }) => `${actor} ${name}`), ['customer placed', 'system paid'])
    return { id: body.id, token: body.accessToken }
  }
  await pool`update price_book set amount = 0, compare_at = null where variant_id = ${variantId} and currency = 'EUR'`
  const before = await pool<{ rateId: string, amount: string }[]>`select rate_id, amount from shipping_prices where currency = 'EUR'`
  await pool`update shipping_prices set amount = 0 where currency = 'EUR'`
  const [kept, returned] = [await free(), await free()]
  for (const { rateId, amount } of before) await pool`update shipping_prices set amount = ${amount} where rate_id = ${rateId} and currency = 'EUR'`

  t.match(await pay(shop, kept), { statusCode: 409, body: { code: 'order_already_paid' } })
  t.match(await call(shop, { method: 'POST', url: `/v1/orders/${returned.id}/cancel`, order: returned.token, body: {} }), { statusCode: 200, body: { status: 'cancelled' } })
  t.same(await stockOf(pool, variantId), { onHand: 5, reserved: 2 })
  await shop.settled()
  t.match(await look(shop, kept), { status: 'paid' })
  t.match(await pool`select count(*)::int as count from development_mails where text_body like ${`%${kept.id}%`}`, [{ count: 1 }], 'its buyer is written to')
})

t.test('400: no key', async (t) => {
  t.match(await place(await aFullCart(shop, await aVariant(pool, 5)), {}, { key: false }), { statusCode: 400, body: { code: 'idempotency_key_required' } })
})

t.test('404 cart_not_found: no cart, and the cart of an order', async (t) => {
  t.match(await place(undefined), { statusCode: 404, body: { code: 'cart_not_found' } })
  const cart = await aFullCart(shop, await aVariant(pool, 5))
  t.equal((await place(cart)).statusCode, 201)
  t.match(await place(cart), { statusCode: 404, body: { code: 'cart_not_found' } })
})

t.test('409 total_changed: the price moved since the shopper looked; nothing is taken', async (t) => {
  const variantId = await aVariant(pool, 5)
  const cart = await aFullCart(shop, variantId)
  const { body: { total } } = await call(shop, { url: '/v1/cart', cart })
  await pool`update price_book set amount = amount + 1, compare_at = null where variant_id = ${variantId} and currency = 'EUR'`
  const refused = await place(cart, { expectedTotal: total })
  t.match(refused, { statusCode: 409, body: { code: 'total_changed', cart: { itemCount: 1 } } })
  t.not(refused.body.cart.total.amount, total.amount)
  const filled = await place(cart, { email: 'other@example.com', expectedTotal: total })
  t.equal(filled.body.cart.version, (await call(shop, { url: '/v1/cart', cart })).body.version, 'the version that the cart still has')
  t.same(await stockOf(pool, variantId), { onHand: 5, reserved: 0 })
  t.equal((await place(cart, { expectedTotal: { ...total, currency: 'USD' } })).body.code, 'total_changed')
  t.match((await place(cart, { expectedTotal: { ...total, amount: '1.005' } })).body, { errors: [{ path: '/expectedTotal/amount' }] })
  t.equal((await place(cart, { expectedTotal: refused.body.cart.total })).statusCode, 201)
})

t.test('409 out_of_stock: sold meanwhile; all lines or none, and the cart stays', async (t) => {
  const [there, gone] = [await aVariant(pool, 5), await aVariant(pool, 5)]
  const cart = await aFullCart(shop, there, 2)
  await call(shop, { method: 'POST', url: '/v1/cart/items', cart, body: { variantId: gone, quantity: 2 } })
  await setStock(pool, gone, 1)
  t.match(await place(cart), { statusCode: 409, body: { code: 'out_of_stock', items: [{ variantId: gone, requested: 2, inventoryQuantity: 1 }], cart: { itemCount: 4 } } })
  t.same(await stockOf(pool, there), { onHand: 5, reserved: 0 })
  t.equal((await call(shop, { url: '/v1/cart', cart })).statusCode, 200)
})

t.test('409 out_of_stock: a product taken off sale cannot be bought', async (t) => {
  const variantId = await aVariant(pool, 5)
  const cart = await aFullCart(shop, variantId)
  await pool`update products set status = 'archived' where id = (select product_id from product_variants where id = ${variantId})`
  t.match(await place(cart), { statusCode: 409, body: { code: 'out_of_stock', items: [{ variantId, inventoryQuantity: 0 }] } })
})

t.test('422: what is missing is named by path', async (t) => {
  const cart = await aCart(shop, await aVariant(pool, 5))
  t.same((await place(cart)).body.errors.map(({ path }) => path), ['/email', '/shippingAddress', '/shippingMethodId'])
  const { body } = await call(shop, { url: '/v1/cart', cart })
  await call(shop, { method: 'DELETE', url: `/v1/cart/items/${body.items[0]?.id}`, cart })
  t.match((await place(cart, LENA)).body, { errors: [{ path: '/items', code: 'empty_cart' }, { path: '/shippingMethodId' }] })
  for (const extra of [{ price: '0' }, { status: 'paid' }, { userId: newId() }, { email: 'nobody' }, { expectedTotal: { amount: 5, currency: 'EUR' } }]) {
    t.equal((await place(cart, extra)).statusCode, 422, JSON.stringify(extra))
  }
})

t.test('422 idempotency_key_reused: the same key for another letter', async (t) => {
  const cart = await aFullCart(shop, await aVariant(pool, 5))
  const key = newId()
  await place(cart, {}, { key })
  t.match(await place(cart, { email: 'other@example.com' }, { key }), { statusCode: 422, body: { code: 'idempotency_key_reused' } })
})
