// POST /v1/cart/items: making a cart and filling it.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aCart, aVariant, call } from '../../support/commerce.ts'
import { newId } from '../../../src/shared/ids.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop
const post = async (body: unknown, cart?: string, more: object = {}) => await call(shop, { method: 'POST', url: '/v1/cart/items', body, ...(cart === undefined ? {} : { cart }), ...more })

t.test('201: a guest\'s first call makes a cart in the context of the call and tells its token once', async (t) => {
  const variantId = await aVariant(pool, 10)
  const { statusCode, body, headers } = await call(shop, { method: 'POST', url: '/v1/cart/items?locale=zh&currency=CNY&country=CN', body: { variantId, quantity: 2 } })
  t.equal(statusCode, 201)
  t.match(body, { version: 1, locale: 'zh', currency: 'CNY', country: 'CN', itemCount: 2, email: null, shippingAddress: null, taxIncluded: true })
  t.equal(headers['etag'], '"1"')
  t.ok(body.token)
  t.match(body.items[0], { variantId, quantity: 2, inventoryQuantity: 10, availability: 'in_stock' })
  t.match(body.items[0]?.name, /\p{Script=Han}/u, 'the name is Chinese')
  for (const part of ['subtotal', 'discountTotal', 'shippingTotal', 'taxTotal', 'total'] as const) t.equal(body[part].currency, 'CNY')

  const second = await call(shop, { method: 'POST', url: '/v1/cart/items?locale=de&currency=USD', cart: body.token, body: { variantId, quantity: 1 } })
  t.match(second.body, { id: body.id, version: 2, locale: 'zh', currency: 'CNY', itemCount: 3 })
  t.notOk(second.body.token, 'the token is in no other answer')
})

t.test('201: several lines at once, those of one variant added up', async (t) => {
  const [one, other] = [await aVariant(pool, 10), await aVariant(pool, 10)]
  const { statusCode, body } = await post({ items: [{ variantId: one, quantity: 1 }, { variantId: other, quantity: 2 }, { variantId: one, quantity: 3 }] })
  t.equal(statusCode, 201)
  t.same(body.items.map(({ variantId, quantity }) => ({ variantId, quantity })).toSorted((a, b) => a.quantity - b.quantity), [{ variantId: other, quantity: 2 }, { variantId: one, quantity: 4 }])
})

t.test('201: the same key makes one cart and tells the same token', async (t) => {
  const body = { variantId: await aVariant(pool, 5), quantity: 1 }
  const key = newId()
  const [first, again] = [await post(body, undefined, { key }), await post(body, undefined, { key })]
  t.equal(again.headers['idempotency-replayed'], 'true')
  t.equal(again.body.token, first.body.token)
  t.equal(again.body.itemCount, 1)
})

t.test('409 out_of_stock: more than there is, counted with what the cart holds, and the cart comes along', async (t) => {
  const variantId = await aVariant(pool, 3)
  const refused = await post({ variantId, quantity: 4 })
  t.equal(refused.statusCode, 409)
  t.match(refused.body, { code: 'out_of_stock', items: [{ variantId, inventoryQuantity: 3 }] })

  const cart = await aCart(shop, variantId, 2)
  const more = await post({ variantId, quantity: 2 }, cart)
  t.match(more.body, { code: 'out_of_stock', items: [{ variantId, requested: 4, inventoryQuantity: 3 }], cart: { itemCount: 2, version: 1 } })
  t.equal((await post({ variantId, quantity: 1 }, cart)).statusCode, 201)
})

t.test('412: the cart moved on; any way to quote the version is understood', async (t) => {
  const variantId = await aVariant(pool, 50)
  const cart = await aCart(shop, variantId)
  const withVersion = async (version: string) => await post({ variantId, quantity: 1 }, cart, { headers: { 'if-match': version } })
  t.equal((await withVersion('"1"')).statusCode, 201)
  t.match(await withVersion('"1"'), { statusCode: 412, body: { code: 'version_mismatch', cart: { version: 2, itemCount: 2 } } })
  t.equal((await withVersion('W/"2"')).statusCode, 201)
  t.equal((await withVersion('3')).statusCode, 201)
  t.equal((await withVersion('*')).statusCode, 201)
  t.equal((await withVersion('"1", "5"')).statusCode, 201)
  t.equal((await withVersion('nonsense')).statusCode, 412)
})

t.test('422: unknown variants by their place, bad numbers, both forms at once, unknown fields', async (t) => {
  const variantId = await aVariant(pool, 5)
  const stranger = newId()
  const unknown = await post({ items: [{ variantId, quantity: 1 }, { variantId: stranger, quantity: 1 }] })
  t.match(unknown, { statusCode: 422, body: { errors: [{ path: '/items/1/variantId', code: 'unknown_variant' }] } })
  for (const body of [{ variantId }, { quantity: 1 }, {}, { items: [] }, { variantId, quantity: 0 }, { variantId, quantity: 1.5 }, { variantId, quantity: 10000 },
    { variantId: 'shirt', quantity: 1 }, { variantId, quantity: '1' }, { variantId, quantity: 1, price: '0' }, { variantId, quantity: 1, items: [{ variantId, quantity: 1 }] }]) {
    t.equal((await post(body)).statusCode, 422, JSON.stringify(body))
  }
})

t.test('a cart that grows by many calls at once loses none', async (t) => {
  const variantId = await aVariant(pool, 100)
  const cart = await aCart(shop, variantId)
  const replies = await Promise.all(Array.from({ length: 10 }, async () => await post({ variantId, quantity: 2 }, cart)))
  t.same(replies.map(({ statusCode }) => statusCode), Array(10).fill(201))
  const { body } = await call(shop, { url: '/v1/cart', cart })
  t.match(body, { itemCount: 21, version: 11 })
})
