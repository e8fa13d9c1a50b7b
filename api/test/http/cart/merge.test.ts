// A guest's cart meets the account's at sign-in: line by line, within stock, shown, and taken back by DELETE /v1/cart/merge.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aCart, aFullCart, aVariant, call, LENA, setStock, type Reply, type ReplyBody } from '../../support/commerce.ts'
import { openSession } from '../../../src/modules/auth/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aPerson } from '../auth/people.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop

interface Merged { at: string, lines: Array<{ variantId: string, name: string, quantity: number, added: number }> }
type Cart = ReplyBody & { merged: Merged | null }

async function aShopper () {
  const { id } = await aPerson(pool)
  const { accessToken: bearer } = await openSession(pool, shop.config, id)
  const ask = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path = '', more: { body?: unknown, cart?: string, headers?: Record<string, string> } = {}): Promise<Reply & { body: Cart }> =>
    await call(shop, { method, url: `/v1/cart${path}`, bearer, ...more }) as Reply & { body: Cart }
  return { id, bearer, ask, add: async (variantId: string, quantity: number) => (await ask('POST', '/items', { body: { variantId, quantity } })).body }
}

const quantities = ({ items }: Cart): Record<string, number> => Object.fromEntries(items.map(({ variantId, quantity }) => [variantId, quantity]))

t.test('200: quantities add up, the account\'s language, currency and address stay, what came is shown until seen', async (t) => {
  const [both, theirs] = [await aVariant(pool, 50), await aVariant(pool, 50)]
  const { ask } = await aShopper()
  const mine = (await ask('POST', '/items?locale=ja&currency=JPY&country=JP', { body: { variantId: both, quantity: 2 } })).body
  await ask('PATCH', '', { body: { email: 'lena@example.com' } })
  const guest = await aFullCart(shop, both, 3, '?locale=de&currency=CHF&country=CH')
  await call(shop, { method: 'POST', url: '/v1/cart/items', cart: guest, body: { variantId: theirs, quantity: 1 } })

  const { body, headers } = await ask('GET', '', { cart: guest })
  t.match(body, { id: mine.id, version: 3, locale: 'ja', currency: 'JPY', country: 'JP', email: 'lena@example.com', shippingAddress: null })
  t.equal(headers['etag'], '"3"')
  t.same(quantities(body), { [both]: 5, [theirs]: 1 })
  t.match(body.items.map(({ unitPrice }) => unitPrice.currency), ['JPY', 'JPY'])
  t.same(body.merged?.lines.map(({ variantId, quantity, added }) => [variantId, quantity, added]).toSorted(), [[both, 3, 3], [theirs, 1, 1]].toSorted())
  t.ok(body.merged?.lines.every(({ name }) => body.items.some((item) => item.name === name)), 'named in the cart\'s language')

  const again = await ask('GET', '', { cart: guest })
  t.match(again.body, { version: 3, itemCount: 6, merged: { lines: [{}, {}] } }, 'asked again with both tokens nothing more comes')
  t.match((await call(shop, { url: '/v1/cart', cart: guest })).body, { code: 'cart_not_found' }, 'the guest\'s cart is no more')

  const seen = await ask('PATCH', '', { body: { merged: null } })
  t.match(seen.body, { version: 4, merged: null, itemCount: 6 })
  t.match((await ask('DELETE', '/merge')).body, { version: 4, itemCount: 6 }, 'what was seen and kept is not taken back')
})

t.test('200: never more than there is; what is no longer sold does not come; both are told', async (t) => {
  const [scarce, gone, all] = [await aVariant(pool, 10), await aVariant(pool, 10), await aVariant(pool, 10)]
  const { ask, add } = await aShopper()
  await add(scarce, 4)
  await add(all, 1)
  const guest = await aCart(shop, scarce, 5)
  await call(shop, { method: 'POST', url: '/v1/cart/items', cart: guest, body: { items: [{ variantId: gone, quantity: 2 }, { variantId: all, quantity: 9 }] } })
  await setStock(pool, scarce, 6)
  await pool`delete from price_book where variant_id = ${gone}`

  const { body } = await ask('GET', '', { cart: guest })
  t.same(quantities(body), { [scarce]: 6, [all]: 10 })
  t.same(Object.fromEntries(body.merged?.lines.map(({ variantId, quantity, added }) => [variantId, [quantity, added]]) ?? []),
    { [scarce]: [5, 2], [gone]: [2, 0], [all]: [9, 9] })
})

t.test('200: 9999 of one is the most, with backorder too', async (t) => {
  const variantId = await aVariant(pool, 5)
  await pool`update stock_levels set backorder = true where variant_id = ${variantId}`
  const { ask, add } = await aShopper()
  await add(variantId, 9000)
  const guest = await aCart(shop, variantId, 5000)
  const { body } = await ask('GET', '', { cart: guest })
  t.match(body, { items: [{ quantity: 9999 }], merged: { lines: [{ quantity: 5000, added: 999 }] } })
})

t.test('DELETE /v1/cart/merge 200: what came goes, what was put in since stays; a second press changes nothing', async (t) => {
  const [both, theirs, since] = [await aVariant(pool, 50), await aVariant(pool, 50), await aVariant(pool, 50)]
  const { ask, add } = await aShopper()
  await add(both, 2)
  const guest = await aCart(shop, both, 3)
  await call(shop, { method: 'POST', url: '/v1/cart/items', cart: guest, body: { variantId: theirs, quantity: 1 } })
  await ask('GET', '', { cart: guest })
  await add(both, 1)
  const before = await add(since, 1)

  t.match(await ask('DELETE', '/merge', { headers: { 'if-match': '"1"' } }), { statusCode: 412, body: { code: 'version_mismatch', cart: { itemCount: 8 } } })
  const undone = await ask('DELETE', '/merge', { headers: { 'if-match': `"${before.version}"` } })
  t.equal(undone.statusCode, 200)
  t.same(quantities(undone.body), { [both]: 3, [since]: 1 })
  t.match(undone.body, { merged: null, version: before.version + 1 })
  t.equal(undone.headers['etag'], `"${before.version + 1}"`)
  t.match((await ask('DELETE', '/merge', { cart: guest })).body, { version: before.version + 1, itemCount: 4 })

  await ask('PATCH', `/items/${undone.body.items[0]?.id}`, { body: { quantity: 1 } })
  const next = await aCart(shop, both, 4)
  t.match((await ask('GET', '', { cart: next })).body, { itemCount: 6, merged: { lines: [{ added: 4 }] } }, 'a later guest\'s cart is merged anew')
})

t.test('two windows and a double click merge once', async (t) => {
  const [variantId, other] = [await aVariant(pool, 100), await aVariant(pool, 100)]
  const { ask, add } = await aShopper()
  await add(variantId, 1)
  const [one, two] = [await aCart(shop, variantId, 3), await aCart(shop, other, 2)]
  const replies = await Promise.all(Array.from({ length: 12 }, async (_, n) => await ask('GET', '', { cart: n % 3 === 0 ? two : one })))
  t.ok(replies.every(({ statusCode }) => statusCode === 200))
  t.same(quantities((await ask('GET')).body), { [variantId]: 4, [other]: 2 })

  const undone = await Promise.all([ask('DELETE', '/merge'), ask('DELETE', '/merge'), ask('DELETE', '/merge')])
  t.ok(undone.every(({ statusCode }) => statusCode === 200))
  const left = quantities((await ask('GET')).body)
  t.ok((left[variantId] === 1 && left[other] === 2) || (left[variantId] === 4 && left[other] === undefined), 'the last one that came is taken back, once')
})

t.test('a merge waits for a change at work and counts what it left', async (t) => {
  const variantId = await aVariant(pool, 10)
  const { ask, add } = await aShopper()
  const { id } = await add(variantId, 1)
  const guest = await aCart(shop, variantId, 8)
  const merging = await transaction(pool, async (tx) => {
    await tx`update carts set version = version + 1 where id = ${id}`
    await tx`update cart_items set quantity = 5 where cart_id = ${id}`
    const reply = ask('GET', '', { cart: guest })
    await sleep(200)
    return { reply }
  })
  t.match((await merging.reply).body, { items: [{ quantity: 10 }], merged: { lines: [{ quantity: 8, added: 5 }] } })
})

t.test('an order takes what its shopper saw: a guest\'s cart not yet merged stays out of it', async (t) => {
  const [mine, theirs] = [await aVariant(pool, 10), await aVariant(pool, 10)]
  const { bearer, ask, add } = await aShopper()
  await add(mine, 1)
  const { body: methods } = await ask('GET', '/shipping_methods')
  await ask('PATCH', '', { body: { shippingAddress: LENA.shippingAddress, shippingMethodId: methods.items[0]?.id } })
  const guest = await aCart(shop, theirs, 1)
  const { statusCode, body } = await call(shop, { method: 'POST', url: '/v1/orders', bearer, cart: guest, body: {} })
  t.equal(statusCode, 201)
  t.same(body.items.map(({ variantId }) => variantId), [mine])
  t.match((await ask('GET', '', { cart: guest })).body, { itemCount: 1, merged: null }, 'afterwards it is the account\'s cart')
})

t.test('404: a guest, or somebody without a cart, has nothing to take back; a guest\'s cart belongs to nobody else', async (t) => {
  const { ask } = await aShopper()
  t.match(await ask('DELETE', '/merge'), { statusCode: 404, body: { code: 'cart_not_found' } })
  t.match(await call(shop, { method: 'DELETE', url: '/v1/cart/merge' }), { statusCode: 404, body: { code: 'cart_not_found' } })
  const guest = await aCart(shop, await aVariant(pool, 10), 1)
  t.match(await call(shop, { method: 'DELETE', url: '/v1/cart/merge', cart: guest }), { statusCode: 200, body: { itemCount: 1, merged: null } })

  const [lena, omar] = [await aShopper(), await aShopper()]
  t.match((await lena.ask('GET', '', { cart: guest })).body, { itemCount: 1 })
  t.match((await omar.ask('GET', '', { cart: guest })).body, { code: 'cart_not_found' })
})
