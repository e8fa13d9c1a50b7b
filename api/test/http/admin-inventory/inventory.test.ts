// /v1/admin/inventory: what is there, and changing it with a reason.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { anOrder, aVariant, call, staffToken, stockOf, type Reply } from '../../support/commerce.ts'
import { breaches } from '../../support/invariants.ts'
import { newId } from '../../../src/shared/ids.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop
const bearer = await staffToken(shop)
const list = async (query: string): Promise<Reply> => await call(shop, { url: `/v1/admin/inventory?${query}`, bearer })
const adjust = async (variantId: string, body: unknown, who: object = { bearer }): Promise<Reply> => await call(shop, { method: 'POST', url: `/v1/admin/inventory/${variantId}/adjustments`, body, ...who })
t.afterEach(async () => { t.same(await breaches(pool), {}) })

t.test('200: levels in pages, by sku, by name in any language, low ones', async (t) => {
  const { body } = await list('limit=5&include=total')
  t.equal(body.items.length, 5)
  t.ok(body.nextCursor)
  const seen = new Set(body.items.map(({ variantId }) => variantId))
  const next = await list(`limit=5&cursor=${body.nextCursor}`)
  t.ok(next.body.items.every(({ variantId }) => !seen.has(variantId)))
  const [wanted] = body.items
  t.same((await list(`q=${wanted?.sku}`)).body.items.map(({ sku }) => sku), [wanted?.sku])
  t.ok((await list(`q=${encodeURIComponent('茶')}`)).body.items.length > 0)
  for (const level of (await list('lowStock=true&limit=100')).body.items) t.ok((level as unknown as { available: number }).available <= 5)
})

t.test('200: counted, received, damaged: the ledger keeps each, the audit log who', async (t) => {
  const variantId = await aVariant(pool, 10)
  t.match(await adjust(variantId, { onHand: 25, reason: 'counted', note: 'Spring count' }), { statusCode: 200, body: { onHand: 25, available: 25 } })
  t.match((await adjust(variantId, { change: -5, reason: 'damaged' })).body, { onHand: 20 })
  t.match((await adjust(variantId, { onHand: 20, reason: 'counted' })).body, { onHand: 20 })
  const { body } = await call(shop, { url: `/v1/admin/inventory/${variantId}/movements`, bearer })
  t.match(body.items.slice(0, 2), [{ reason: 'damaged', onHandChange: -5 }, { reason: 'counted', onHandChange: 15, note: 'Spring count' }])
  t.match(await pool`select action, before, after from audit_log where object_id = ${variantId} order by id limit 1`, [{ action: 'inventory.adjust', before: { onHand: 10 }, after: { onHand: 25, reason: 'counted' } }])
})

t.test('news only when availability flips', async (t) => {
  const variantId = await aVariant(pool, 10)
  const news = async (): Promise<number> => {
    const [row] = await pool<{ count: number }[]>`select count(*)::int as count from events where name = 'stock.changed' and payload::text like ${`%${variantId}%`}`
    return row?.count ?? 0
  }
  await adjust(variantId, { onHand: 5, reason: 'counted' })
  t.equal(await news(), 0)
  await adjust(variantId, { onHand: 0, reason: 'counted' })
  t.equal(await news(), 1)
  await adjust(variantId, { onHand: 1, reason: 'received' })
  t.equal(await news(), 2)
  await anOrder(shop, variantId)
  t.equal(await news(), 3)
})

t.test('409 below_reserved: what orders hold cannot be counted away', async (t) => {
  const variantId = await aVariant(pool, 10)
  await anOrder(shop, variantId, 4)
  t.match(await adjust(variantId, { onHand: 3, reason: 'counted' }), { statusCode: 409, body: { code: 'below_reserved' } })
  t.match(await adjust(variantId, { change: -7, reason: 'damaged' }), { statusCode: 409 })
  t.same(await stockOf(pool, variantId), { onHand: 10, reserved: 4 })
})

t.test('many adjustments at once lose none', async (t) => {
  const variantId = await aVariant(pool, 100)
  await Promise.all(Array.from({ length: 10 }, async () => await adjust(variantId, { change: -3, reason: 'damaged' })))
  t.same(await stockOf(pool, variantId), { onHand: 70, reserved: 0 })
})

t.test('401, 404, 422', async (t) => {
  const variantId = await aVariant(pool, 10)
  t.equal((await adjust(variantId, { onHand: 1, reason: 'counted' }, {})).statusCode, 401)
  t.equal((await adjust(newId(), { onHand: 1, reason: 'counted' })).statusCode, 404)
  t.equal((await adjust('shirt', { onHand: 1, reason: 'counted' })).statusCode, 404)
  for (const body of [{ reason: 'counted' }, { onHand: 1, change: 1, reason: 'counted' }, { onHand: -1, reason: 'counted' }, { onHand: 1 }, { onHand: 1, reason: 'sold' }, { onHand: 1, reason: 'counted', reserved: 0 }]) {
    t.equal((await adjust(variantId, body)).statusCode, 422, JSON.stringify(body))
  }
})
