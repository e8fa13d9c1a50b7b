// Database backends ended a hundred times while fifty guests buy from the real API: nothing torn, nothing lost, nobody left waiting.
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import t from 'tap'
import { createPool } from '../../src/platform/db.ts'
import { setStock } from '../support/commerce.ts'
import { openShop } from '../support/shop.ts'
import { nothingIsTorn } from './aftermath.ts'
import { buy, gather, lookAround } from './crowd.ts'

const KILLS = 100
const GUESTS = 50
const [PLENTY, FEW] = [100_000, 9]

t.setTimeout(240_000)

const shop = await openShop(t, { fronts: [], environment: { STOREFRONT_PURGE_URL: '' } })
const admin = postgres(shop.database.adminUrl, { max: 1, onnotice: () => {} })
t.teardown(async () => { await admin.end() })

async function endBackends (): Promise<void> {
  for (let ended = 0; ended < KILLS;) {
    await sleep(Math.random() * 360)
    const rows = await admin<{ ended: boolean }[]>`
      select pg_terminate_backend(pid) as ended from (
        select pid from pg_stat_activity
        where datname = current_database() and application_name in ('tradewind-api', 'tradewind-worker', 'tradewind-jobs')
        order by (state <> 'idle' and random() < 0.7) desc, random() limit 1) victim`
    ended += rows.filter((row) => row.ended).length
  }
}

async function untilAnswered (url: string): Promise<number> {
  const from = performance.now()
  while (performance.now() - from < 30_000) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(async (reply) => { await reply.body?.cancel(); return reply.ok }, () => false)
    if (ok) break
    await sleep(20)
  }
  return performance.now() - from
}

t.test(`${KILLS} backends ended under ${GUESTS} guests`, async (t) => {
  const pool = createPool(shop.database.ownerUrl, { max: 2, kind: 'owner' })
  t.teardown(async () => { await pool.close(1) })
  const { variantIds, shippingMethodId } = await lookAround(shop.api)
  const hot = variantIds.slice(0, 12)
  for (const [index, variantId] of hot.entries()) await setStock(pool, variantId, index % 6 === 5 ? FEW : PLENTY)

  const crowd = gather(shop.api, GUESTS, hot, shippingMethodId)
  await endBackends()
  const [catalogueMs, readyMs] = await Promise.all([untilAnswered(`${shop.api}/v1/products?limit=5&minPrice=1`), untilAnswered(`${shop.api}/health/ready`)])
  await crowd.goHome()
  const before = crowd.receipts.length
  await buy(crowd, shop.api, hot[0] as string, shippingMethodId)

  t.comment(`${crowd.receipts.length} orders, ${crowd.refused} refused for want of stock, ${crowd.retries} retries; answers again ${Math.round(Math.max(catalogueMs, readyMs))} ms after the last`)
  t.ok(catalogueMs < 2_000, 'the catalogue answers within 2 s of the last kill')
  t.ok(readyMs < 2_000, 'and calls itself ready')
  t.equal(crowd.receipts.length, before + 1, 'a purchase goes through')
  t.ok(before >= GUESTS, 'there was a crowd')
  t.same(crowd.odd, [], 'who was cut off heard 503 or nothing, and an answer in the end')
  t.ok(shop.isRunning('api'), 'the process is the one that was started')
  await nothingIsTorn(t, pool, crowd.receipts)
})
