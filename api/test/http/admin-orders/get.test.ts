// GET /v1/admin/orders: found by what staff have at hand, filtered, newest first.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { anOrder, aPaidOrder, aVariant, call, staffToken, type Reply } from '../../support/commerce.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop
const bearer = await staffToken(shop)
const variantId = await aVariant(pool, 100)
const paid = await aPaidOrder(shop, variantId, 2, '?currency=JPY&locale=ja')
const shipped = await aPaidOrder(shop, variantId)
const waiting = await anOrder(shop, await aVariant(pool, 5))
await call(shop, { method: 'POST', url: `/v1/admin/orders/${shipped.id}/ship`, bearer, body: { trackingNumber: 'TRACK-77' } })
const list = async (query: string): Promise<Reply> => await call(shop, { url: `/v1/admin/orders?${query}`, bearer })
const ids = async (query: string): Promise<string[]> => (await list(query)).body.items.map(({ id }) => id)

t.test('200: newest first, in pages, counted on request', async (t) => {
  const first = await list('limit=2&include=total')
  t.match(first.body, { total: 3, items: [{ id: waiting.id, status: 'pending', customerName: 'Lena Vogt', baseTotal: { currency: 'EUR' } }, { id: shipped.id }] })
  t.same(await ids(`limit=2&cursor=${first.body.nextCursor}`), [paid.id])
})

t.test('200: by number with or without the dash, e-mail, name, sku, tracking number', async (t) => {
  const { number, items } = waiting.order
  for (const q of [number, number.replace('-', '').toLowerCase(), items[0]?.sku ?? '', (items[0]?.sku ?? '').toLowerCase()]) t.same(await ids(`q=${encodeURIComponent(q)}`), [waiting.id], q)
  t.same(await ids('q=track-77'), [shipped.id])
  t.equal((await ids('q=vogt')).length, 3)
  t.equal((await ids('q=lena%40example')).length, 3)
  t.same(await ids('q=%25'), [], 'a wildcard is a letter like any other')
})

t.test('200: by state, place, currency and time', async (t) => {
  t.same(await ids('status=paid'), [paid.id])
  t.same(await ids('paymentStatus=unpaid'), [waiting.id])
  t.same(await ids('fulfillmentStatus=shipped'), [shipped.id])
  t.same(await ids('currency=JPY'), [paid.id])
  t.equal((await ids('country=DE')).length, 3)
  t.same(await ids('country=FR'), [])
  t.same(await ids('placedTo=2000-01-01T00:00:00Z'), [])
  t.equal((await ids('placedFrom=2000-01-01T00:00:00Z')).length, 3)
  t.equal((await ids('placedFrom=2016-12-31T23:59:60Z')).length, 3, 'a leap second is a time')
  t.equal((await ids(`placedFrom=${encodeURIComponent('2000-01-01T02:00:00.123456+02:00')}`)).length, 3)
})

t.test('401, 403, 422', async (t) => {
  t.equal((await call(shop, { url: '/v1/admin/orders' })).statusCode, 401)
  for (const query of ['status=lost', 'limit=0', 'placedFrom=yesterday', 'cursor=abc', 'include=everything']) t.equal((await list(query)).statusCode, 422, query)
})
