// GET /v1/cart and its shipping methods: the caller's cart, nobody else's.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aCart, aFullCart, aVariant, anOrder, call, LENA, staffToken } from '../../support/commerce.ts'
import { openSession } from '../../../src/modules/auth/index.ts'
import { adoptCart } from '../../../src/modules/cart/queries.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aPerson } from '../auth/people.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop

t.test('200: the cart of the token, never stored by anybody', async (t) => {
  const cart = await aCart(shop, await aVariant(pool, 10), 2)
  const { statusCode, body, headers } = await call(shop, { url: '/v1/cart', cart })
  t.equal(statusCode, 200)
  t.equal(headers['cache-control'], 'no-store')
  t.equal(headers['etag'], '"1"')
  t.equal(body.itemCount, 2)
  t.notOk(body.token)
})

t.test('200: later parameters and headers do not change it', async (t) => {
  const cart = await aCart(shop, await aVariant(pool, 10), 1, '?locale=ja&currency=JPY&country=JP')
  const other = { cart, headers: { 'x-currency': 'USD', 'accept-language': 'fr' } }
  const { body, headers } = await call(shop, { url: '/v1/cart?locale=de&currency=EUR&country=DE', ...other })
  t.match(body, { locale: 'ja', currency: 'JPY', country: 'JP' })
  t.match(headers, { 'content-language': 'ja', 'content-currency': 'JPY' }, 'the answer says what was used')
  t.match((await call(shop, { url: '/v1/cart/shipping_methods', ...other })).headers, { 'content-language': 'ja', 'content-currency': 'JPY' })
  t.match((await call(shop, { method: 'PATCH', url: '/v1/cart', ...other, body: { currency: 'CNY' } })).headers, { 'content-language': 'ja', 'content-currency': 'CNY' })
  t.match(body.total.amount, /^[0-9]+$/, 'yen have no decimals')
})

t.test('404 cart_not_found: no token, a forged one, one of an order, and after the cart became an order', async (t) => {
  const variantId = await aVariant(pool, 10)
  const cart = await aFullCart(shop, variantId)
  const { token: orderToken } = await anOrder(shop, variantId)
  const forged = `${cart.slice(0, -2)}AA`
  for (const token of [undefined, forged, 'nonsense', orderToken]) {
    const { statusCode, body } = await call(shop, { url: '/v1/cart', ...(token === undefined ? {} : { cart: token }) })
    t.equal(statusCode, 404)
    t.equal(body.code, 'cart_not_found')
  }
  await call(shop, { method: 'POST', url: '/v1/orders', cart, body: {} })
  for (const { method, url, body } of [{ method: 'GET', url: '/v1/cart' }, { method: 'PATCH', url: '/v1/cart', body: { note: 'late' } }, { method: 'GET', url: '/v1/cart/shipping_methods' }] as const) {
    t.match(await call(shop, { method, url, cart, body }), { statusCode: 404, body: { code: 'cart_not_found' } })
  }
})

t.test('the tax of the destination is shown, and the parts sum to the whole', async (t) => {
  const cart = await aFullCart(shop, await aVariant(pool, 10), 3)
  const { body } = await call(shop, { url: '/v1/cart', cart })
  t.equal(body.taxLines[0]?.percent, '19')
  t.equal(body.taxTotal.amount, body.taxLines[0]?.amount.amount)
  const cents = ({ amount }: { amount: string }): bigint => BigInt(amount.replace('.', ''))
  t.equal(cents(body.total), cents(body.subtotal) - cents(body.discountTotal) + cents(body.shippingTotal))

  const abroad = await call(shop, { method: 'PATCH', url: '/v1/cart', cart, body: { shippingAddress: { ...LENA.shippingAddress, postalCode: '8001', city: 'Zürich', countryCode: 'CH' } } })
  t.match(abroad.body, { country: 'CH', taxLines: [{ percent: '8.1' }] })
})

t.test('GET shipping_methods: at least two, in the currency and language of the cart, free from a subtotal on', async (t) => {
  const cart = await aCart(shop, await aVariant(pool, 500), 1, '?locale=de&currency=KWD&country=KW')
  const { statusCode, body } = await call(shop, { url: '/v1/cart/shipping_methods', cart })
  t.equal(statusCode, 200)
  t.ok(body.items.length >= 2)
  for (const { price, name } of body.items) {
    t.match(price, { currency: 'KWD', amount: /^[0-9]+\.[0-9]{3}$/ })
    t.ok(name)
  }
})

t.test('a guest who signs in keeps the cart, and the guest\'s token opens it no more', async (t) => {
  const bearer = await staffToken(shop)
  const cart = await aCart(shop, await aVariant(pool, 10), 3)
  const { body: mine } = await call(shop, { url: '/v1/cart', cart, bearer })
  t.equal(mine.itemCount, 3)
  t.match((await call(shop, { url: '/v1/cart', bearer })).body, { id: mine.id, itemCount: 3 })
  t.equal((await call(shop, { url: '/v1/cart', cart })).statusCode, 404)

  t.match(mine, { merged: null }, 'nothing was merged into anything')
  t.equal((await call(shop, { url: '/v1/cart', bearer: `${bearer.slice(0, -3)}AAA` })).statusCode, 401)
})

t.test('200: two windows sign in to one account at once; the first one\'s cart comes along, the other sees no error', async (t) => {
  const { id } = await aPerson(pool)
  const { accessToken: bearer } = await openSession(pool, shop.config, id)
  const [first, second] = [await aCart(shop, await aVariant(pool, 10)), await aCart(shop, await aVariant(pool, 10))]
  const { body: { id: cartId } } = await call(shop, { url: '/v1/cart', cart: first })
  const reply = await transaction(pool, async (tx) => {
    await adoptCart(tx, cartId, id)
    const late = call(shop, { url: '/v1/cart', cart: second, bearer })
    await sleep(300)
    return { late }
  })
  t.match(await reply.late, { statusCode: 200, body: { id: cartId } })
})
