// Every process of a running shop killed at once, PostgreSQL included, while guests buy: it starts again and no receipt is a lie.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { address } from '../../src/platform/embedded-roles.ts'
import { createPool, type Pool } from '../../src/platform/db.ts'
import { aPlace, alive, treeOf, type Place } from '../support/supervised.ts'
import { nothingIsTorn } from './aftermath.ts'
import { gather, lookAround, type Crowd } from './crowd.ts'

const GUESTS = 20
const ORDERS = 40
const BACK_MS = 45_000

t.setTimeout(420_000)

const place = await aPlace(t, { RATE_LIMITS: 'off', LOG_LEVEL: 'warn' })
const api = `http://127.0.0.1:${place.ports.api}`

function ownDatabase ({ folder }: Place): Pool {
  const { databasePasswords } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'))
  const port = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3])
  return createPool(address('tradewind_owner', databasePasswords.owner, port, 'tradewind'), { max: 2, kind: 'owner' })
}

async function untilOrders (crowd: Crowd, count: number): Promise<void> {
  for (const until = Date.now() + 60_000; crowd.receipts.length < count && Date.now() < until;) await sleep(20)
}

async function untilGone (pids: number[]): Promise<number[]> {
  for (const until = Date.now() + 10_000; alive(pids).length > 0 && Date.now() < until;) await sleep(50)
  return alive(pids)
}

t.test('kill -9 of all, and a second npm start', async (t) => {
  const first = place.start()
  await first.untilOpen()
  const { variantIds, shippingMethodId } = await lookAround(api)
  const crowd = gather(api, GUESTS, variantIds, shippingMethodId)
  await untilOrders(crowd, ORDERS)

  const tree = treeOf(first.child.pid as number)
  t.ok(tree.includes(place.postmaster()), 'PostgreSQL is one of them')
  // The supervisor first, or it would start again what dies.
  for (const pid of tree) try { process.kill(pid, 'SIGKILL') } catch {}
  const before = crowd.receipts.length
  t.same(await untilGone(tree), [], `all ${tree.length} processes are dead`)

  const from = Date.now()
  const second = place.start()
  await second.untilOpen()
  const openMs = Date.now() - from
  await untilOrders(crowd, before + GUESTS)
  await crowd.goHome()
  t.comment(`${before} orders before, ${crowd.receipts.length - before} after, ${crowd.retries} retries; open again after ${openMs} ms`)
  t.ok(openMs < BACK_MS, 'the shop is open again')
  t.notMatch(second.said(), 'seeded')
  t.ok(before >= ORDERS && crowd.receipts.length >= before + GUESTS, 'guests bought before and after')
  t.same(crowd.odd, [], 'each was answered in the end')

  const pool = ownDatabase(place)
  await nothingIsTorn(t, pool, crowd.receipts)
  await pool.close(1)

  const late = treeOf(second.child.pid as number)
  second.child.kill('SIGINT')
  t.equal(await second.closed, 0)
  t.same(await untilGone(late), [], 'nothing is left running')
  t.equal(place.postmaster(), 0)
  t.ok(await place.portsAreFree(), 'no port is held')
})
