// Brakes on sensitive doors: counted for all replicas together, per network and for everybody, never held, not fooled by a header.
import t, { type Test } from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeSetting } from '../../src/platform/settings.ts'
import { platformSchedules } from '../../src/platform/housekeeping.ts'
import type { App } from '../../src/plugins/types.ts'
import { anApp, type TestOptions } from '../support/app.ts'
import { cloneDatabase } from '../support/database.ts'
import { layWire } from '../walk/proxy.ts'

const FRONT_SECRET = 'a secret between the front and us'
const CLASSES = ['login', 'register', 'forgot', 'verify', 'otp'] as const

const doors = async (app: App): Promise<void> => {
  for (const limit of CLASSES) app.post(`/v1/doors/${limit}`, { config: { access: 'public', limit, idempotency: 'ignored' } }, async () => ({ in: true }))
}
const database = await cloneDatabase(t)
const anotherApp = async (t: Test, env: TestOptions['env'] = {}) => await anApp(t, { database, extra: doors, env: { RATE_LIMITS: 'on', ...env } })
const { app, pool } = await anotherApp(t)
const { app: replica } = await anotherApp(t)
const { app: proxied } = await anotherApp(t, { FRONT_SECRET, TRUST_PROXY: '10.1.0.0/16' })
for (const limit of CLASSES) await writeSetting(pool, `limits.${limit}`, 20)
for (const limit of ['forgot', 'verify']) await writeSetting(pool, `limits.${limit}.global`, 50)

// Windows begin on the full ten minutes: what is counted here fits into one.
const leftMs = 600_000 - Date.now() % 600_000
if (leftMs < 30_000) await sleep(leftMs + 100)

interface Knock { at?: App, door?: typeof CLASSES[number], from?: string, headers?: (n: number) => Record<string, string> }

async function knock (times: number, { at = app, door = 'login', from = '203.0.113.1', headers = () => ({}) }: Knock): Promise<number> {
  let refused = 0
  for (let n = 0; n < times; n += 1) {
    const reply = await at.inject({ method: 'POST', url: `/v1/doors/${door}`, remoteAddress: from, headers: headers(n) })
    if (reply.statusCode === 429) refused += 1
    else if (reply.statusCode !== 200) throw new Error(`${reply.statusCode} ${reply.body}`)
  }
  return refused
}
const anew = async (): Promise<void> => { await pool`delete from rate_windows` }
const later = (n: number) => `198.51.100.${n}`

for (const door of CLASSES) {
  t.test(`${door}: refused with Retry-After when its network used it up, and only that network and that door`, async (t) => {
    const from = `203.0.113.${10 + CLASSES.indexOf(door)}`
    t.equal(await knock(25, { door, from }), 5)
    const start = performance.now()
    const reply = await app.inject({ method: 'POST', url: `/v1/doors/${door}`, remoteAddress: from })
    t.match(reply.json(), { status: 429, code: 'rate_limited' })
    const seconds = Number(reply.headers['retry-after'])
    t.ok(seconds > 0 && seconds <= 600, `${seconds} s`)
    t.ok(performance.now() - start < 500, 'refused, not held')
    t.equal(await knock(1, { door, from: '203.0.113.99' }), 0)
    t.equal(await knock(1, { door: door === 'otp' ? 'login' : 'otp', from: '203.0.113.98' }), 0)
  })
}

t.test('two applications on one database agree', async (t) => {
  t.equal(await knock(12, { from: '203.0.113.30' }) + await knock(12, { at: replica, from: '203.0.113.30' }), 4)
  const at = [app, replica]
  const crowd = await Promise.all(Array.from({ length: 60 }, async (_, n) =>
    await knock(1, { at: at[n % 2] as App, from: '203.0.113.31' })))
  t.equal(crowd.filter((refused) => refused === 1).length, 40, 'of sixty at once exactly twenty got in')
})

t.test('a forged X-Forwarded-For buys nothing, without a named proxy and with one', async (t) => {
  const forged = (n: number) => ({ 'x-forwarded-for': later(n), 'forwarded': `for=${later(n)}`, 'x-real-ip': later(n) })
  t.equal(await knock(25, { from: '203.0.113.40', headers: forged }), 5)
  t.equal(await knock(25, { at: proxied, from: '203.0.113.41', headers: forged }), 5)
  t.equal(await knock(25, { at: proxied, from: '10.1.2.3', headers: (n) => ({ 'x-forwarded-for': `192.0.2.${n}, 203.0.113.42` }) }), 5, 'what the thief wrote is left of what the proxy saw')
  t.equal(await knock(25, { at: proxied, from: '10.1.2.3', headers: (n) => ({ 'x-forwarded-for': `192.0.2.${n}` }) }), 0, 'and the proxy itself is not one network')
  t.equal(await knock(25, { at: proxied, from: '203.0.113.43', headers: (n) => ({ ...forged(n), 'x-tradewind-front': 'guessed' }) }), 5)
})

t.test('a neighbourhood of IPv6 addresses is one network', async (t) => {
  let refused = 0
  for (let n = 0; n < 25; n += 1) refused += await knock(1, { from: `2001:db8:1:1:${n.toString(16)}::1` })
  t.equal(refused, 5)
  t.equal(await knock(1, { from: '2001:db8:1:2::1' }), 0)
})

t.test('all networks together have a limit, which one network cannot use up', async (t) => {
  await anew()
  t.equal(await knock(200, { door: 'forgot', from: '203.0.113.50' }), 180)
  const crowd = Array.from({ length: 40 }, (_, n) => n)
  let refused = 0
  for (const n of crowd) refused += await knock(1, { door: 'forgot', from: `203.0.114.${n}` })
  t.equal(refused, 10, 'twenty of the one and thirty of the others')
  t.equal(await knock(1, { at: replica, door: 'forgot', from: '203.0.114.200' }), 1, 'everywhere')
})

t.test('a front\'s own server is no network, but is counted among all', async (t) => {
  await anew()
  const front = { 'x-tradewind-front': FRONT_SECRET }
  t.equal(await knock(60, { at: proxied, door: 'verify', from: '127.0.0.1', headers: () => front }), 10)
  await anew()
  t.equal(await knock(25, { at: proxied, door: 'otp', from: '127.0.0.1', headers: () => ({ ...front, 'x-forwarded-for': '203.0.113.60' }) }), 5, 'a shopper it speaks for is')
})

t.test('switched off for load tests', async (t) => {
  const { app: open } = await anotherApp(t, { RATE_LIMITS: 'off' })
  t.equal(await knock(40, { at: open, door: 'register', from: '203.0.113.70' }), 0)
})

t.test('the database is away: a braked door stays shut, with 503', async (t) => {
  const wire = await layWire(database.url)
  t.teardown(async () => { await wire.close() })
  const { app: cut } = await anApp(t, { database: { ...database, url: wire.url }, extra: doors, env: { RATE_LIMITS: 'on' } })
  t.equal(await knock(1, { at: cut, from: '203.0.113.90' }), 0)
  await wire.cut()
  const reply = await cut.inject({ method: 'POST', url: '/v1/doors/login', remoteAddress: '203.0.113.90' })
  t.match(reply.json(), { status: 503, code: 'database_away' })
  t.ok(Number(reply.headers['retry-after']) > 0)
  await wire.mend()
})

t.test('the table names nobody', async (t) => {
  await knock(1, { door: 'otp', from: '203.0.113.80' })
  const rows = await pool<{ key: string }[]>`select key from rate_windows where key like 'otp:%'`
  t.ok(rows.length > 0)
  t.notOk(rows.some(({ key }) => key.includes('203.0.113')))
})

t.test('what has run out is swept away', async (t) => {
  await pool`insert into rate_windows (key, window_start, expires_at) select 'old:' || n, now(), now() - interval '1 s' from generate_series(1, 2500) n`
  await knock(1, { door: 'otp', from: '203.0.113.81' })
  await platformSchedules.find(({ name }) => name === 'rate_windows.sweep')?.run(app.deps)
  const [row] = await pool`select count(*) filter (where key like 'old:%')::int as old, count(*)::int as all from rate_windows`
  t.equal(row?.['old'], 0)
  t.ok(row?.['all'] > 0)
})
