// PATCH and DELETE /v1/cart/items/{itemId}.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aCart, aVariant, call, setStock } from '../../support/commerce.ts'
import { closeCart } from '../../../src/modules/cart/queries.ts'
import { transaction } from '../../../src/platform/db.ts'
import { newId } from '../../../src/shared/ids.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop

const open = async (quantity = 10): Promise<{ cart: string, url: string, variantId: string }> => {
  const variantId = await aVariant(pool, quantity)
  const cart = await aCart(shop, variantId)
  const { body } = await call(shop, { url: '/v1/cart', cart })
  return { cart, url: `/v1/cart/items/${body.items[0]?.id}`, variantId }
}

t.test('200: another quantity, then none', async (t) => {
  const { cart, url } = await open()
  t.match(await call(shop, { method: 'PATCH', url, cart, body: { quantity: 4 } }), { statusCode: 200, body: { itemCount: 4, version: 2 } })
  t.match(await call(shop, { method: 'DELETE', url, cart }), { statusCode: 200, body: { itemCount: 0, version: 3, subtotal: { amount: '0.00' }, total: { amount: '0.00' } } })
})

t.test('404: an item that is gone, unknown, malformed, or somebody else\'s; a cart that is not there', async (t) => {
  const [mine, theirs] = [await open(), await open()]
  for (const url of [theirs.url, `/v1/cart/items/${newId()}`, '/v1/cart/items/shirt']) {
    t.match(await call(shop, { method: 'PATCH', url, cart: mine.cart, body: { quantity: 1 } }), { statusCode: 404, body: { code: 'cart_item_not_found' } })
    t.match(await call(shop, { method: 'DELETE', url, cart: mine.cart }), { statusCode: 404, body: { code: 'cart_item_not_found' } })
  }
  t.match(await call(shop, { method: 'DELETE', url: mine.url }), { statusCode: 404, body: { code: 'cart_not_found' } })
})

t.test('404: the cart becomes an order at that very moment', async (t) => {
  const { cart, url } = await open()
  const { body: { id } } = await call(shop, { url: '/v1/cart', cart })
  const { late } = await transaction(pool, async (tx) => {
    await closeCart(tx, id)
    const late = ([{ method: 'DELETE' }, { method: 'PATCH', body: { quantity: 2 } }] as const).map(async (one) => await call(shop, { ...one, url, cart }))
    await sleep(300)
    return { late }
  })
  for (const reply of await Promise.all(late)) t.match(reply, { statusCode: 404, body: { code: 'cart_not_found' } })
})

t.test('409 out_of_stock: not so many; taking out is always possible', async (t) => {
  const { cart, url, variantId } = await open(3)
  t.match(await call(shop, { method: 'PATCH', url, cart, body: { quantity: 4 } }), { statusCode: 409, body: { code: 'out_of_stock', cart: { itemCount: 1 }, items: [{ variantId, requested: 4, inventoryQuantity: 3 }] } })
  await setStock(pool, variantId, 0)
  t.match(await call(shop, { url: '/v1/cart', cart }), { body: { items: [{ availability: 'out_of_stock', inventoryQuantity: 0 }] } })
  t.equal((await call(shop, { method: 'DELETE', url, cart })).statusCode, 200)
})

t.test('412: the cart moved on', async (t) => {
  const { cart, url } = await open()
  t.equal((await call(shop, { method: 'PATCH', url, cart, body: { quantity: 2 }, headers: { 'if-match': '"1"' } })).statusCode, 200)
  t.match(await call(shop, { method: 'PATCH', url, cart, body: { quantity: 3 }, headers: { 'if-match': '"1"' } }), { statusCode: 412, body: { cart: { version: 2, itemCount: 2 } } })
  t.equal((await call(shop, { method: 'DELETE', url, cart, headers: { 'if-match': '"1"' } })).statusCode, 412)
})

t.test('422: a quantity is a whole number from 1 to 9999', async (t) => {
  const { cart, url } = await open()
  for (const quantity of [0, -1, 1.5, 10000, '2', null]) t.equal((await call(shop, { method: 'PATCH', url, cart, body: { quantity } })).statusCode, 422, String(quantity))
})
