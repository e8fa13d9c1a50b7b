// GET /v1/admin/analytics/summary: the numbers of the first page, by the shop's own midnights and in its base currency.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { staffOf } from '../../support/catalogue.ts'
import { anOrder, aPaidOrder, aVariant, call, setStock, staffToken, type Money } from '../../support/commerce.ts'
import { fromDecimal, sum, toDecimal } from '../../../src/shared/money.ts'

interface Sales { orders: number, revenue: Money }
interface Summary {
  currency: string, timeZone: string, asOf: string, today: Sales, yesterday: Sales, yesterdaySoFar: Sales, lastSevenDays: Sales
  days: Array<Sales & { date: string }>, awaitingShipment: number, awaitingPayment: number, lowStock: number
}

const EUR = { code: 'EUR', decimals: 2 }
const shop = await anApp(t, { template: 'demo' })
const { pool } = shop
const variantId = await aVariant(pool, 500)
const analyst = await staffOf(shop, ['analytics.read'])
const summary = async () => (await analyst<Summary>('GET', '/v1/admin/analytics/summary')).body
const added = (...amounts: string[]) => toDecimal(sum(amounts.map((amount) => fromDecimal(amount, EUR)), EUR))

const moveTo = async (orderId: string, local: string) => {
  await pool`update orders set placed_at = (date_trunc('day', now() at time zone 'Pacific/Kiritimati') + ${local}::interval) at time zone 'Pacific/Kiritimati' where id = ${orderId}`
}

t.before(async () => { await pool`update settings set value = '"Pacific/Kiritimati"' where key = 'shop.time_zone'` })

t.test('200: a shop that has sold nothing yet', async (t) => {
  const empty = await summary()
  const nothing = { orders: 0, revenue: { amount: '0.00', currency: 'EUR' } }
  t.match(empty, { currency: 'EUR', timeZone: 'Pacific/Kiritimati', today: nothing, yesterday: nothing, lastSevenDays: nothing, awaitingShipment: 0, awaitingPayment: 0 })
  t.equal(empty.days.length, 8)
  const [row] = await pool<Array<{ today: string }>>`select (now() at time zone 'Pacific/Kiritimati')::date::text as today`
  t.equal(empty.days.at(-1)?.date, row?.today)
})

t.test('200: orders count when placed, revenue when paid, cancelled ones not at all', async (t) => {
  const paid = await aPaidOrder(shop, variantId, 2, '?currency=EUR&country=DE')
  const unpaid = await anOrder(shop, variantId, 1, '?currency=EUR&country=DE')
  const cancelled = await anOrder(shop, variantId, 1, '?currency=EUR&country=DE')
  await call(shop, { method: 'POST', url: `/v1/orders/${cancelled.id}/cancel`, order: cancelled.token, body: {} })
  for (const { id } of [paid, unpaid, cancelled]) await moveTo(id, '0 seconds')

  t.match(await summary(), {
    today: { orders: 2, revenue: paid.order.total }, yesterday: { orders: 0 }, lastSevenDays: { orders: 0 }, awaitingShipment: 1, awaitingPayment: 1
  })
  const bearer = await staffToken(shop)
  await call(shop, { method: 'POST', url: `/v1/admin/orders/${paid.id}/ship`, bearer, body: { trackingNumber: 'T1' } })
  t.match(await summary(), { today: { orders: 2, revenue: paid.order.total }, awaitingShipment: 0 }, 'shipped is still sold')
  await pool`update orders set placed_at = now() - interval '30 days'`
})

t.test('200: in every currency the base amount of the order, and a day ends at the shop\'s midnight', async (t) => {
  const yen = await aPaidOrder(shop, variantId, 1, '?currency=JPY&country=JP')
  const late = await aPaidOrder(shop, variantId, 1, '?currency=EUR&country=DE')
  const old = await aPaidOrder(shop, variantId, 3, '?currency=EUR&country=DE')
  const older = await aPaidOrder(shop, variantId, 1, '?currency=EUR&country=DE')
  await moveTo(yen.id, '0 seconds')
  await moveTo(late.id, '-1 second')
  await moveTo(old.id, '-7 days')
  await moveTo(older.id, '-7 days -1 second')
  const [row] = await pool<Array<{ baseTotal: string }>>`select base_total from orders where id = ${yen.id}`

  const seen = await summary()
  t.strictSame(seen.today, { orders: 1, revenue: { amount: toDecimal(fromDecimal(row?.baseTotal ?? '', EUR)), currency: 'EUR' } })
  t.strictSame(seen.yesterday, { orders: 1, revenue: late.order.total })
  t.strictSame(seen.yesterdaySoFar.orders, 0)
  t.strictSame(seen.lastSevenDays, { orders: 2, revenue: { amount: added(late.order.total.amount, old.order.total.amount), currency: 'EUR' } })
  t.strictSame(seen.days.map(({ orders }) => orders), [1, 0, 0, 0, 0, 0, 1, 1])

  await moveTo(late.id, '-1 day')
  t.strictSame((await summary()).yesterdaySoFar, { orders: 1, revenue: late.order.total })
})

t.test('200: a variant is low from five left', async (t) => {
  const scarce = await aVariant(pool, 6)
  const above = (await summary()).lowStock
  await setStock(pool, scarce, 5)
  t.equal((await summary()).lowStock, above + 1)
})

t.test('401 without a session, 403 without analytics.read', async (t) => {
  t.equal((await shop.app.inject('/v1/admin/analytics/summary')).statusCode, 401)
  const other = await staffOf(shop, ['products.read'])
  t.equal((await other('GET', '/v1/admin/analytics/summary')).status, 403)
})
