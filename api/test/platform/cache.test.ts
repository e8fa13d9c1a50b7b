// Replies in memory: bounded by bytes, the least used first to go, dropped by tag; tables that are loaded once.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { Cache, followInvalidations, invalidate, remember } from '../../src/platform/cache.ts'
import { createPool } from '../../src/platform/db.ts'
import { cloneDatabase } from '../support/database.ts'

const reply = (bytes: number, tags: string[] = []) => ({ status: 200, headers: {}, body: Buffer.alloc(bytes), etag: '"x"', tags })

t.test('never more bytes than allowed, the least recently used goes first', async (t) => {
  const cache = new Cache(100_000)
  for (let n = 0; n < 200; n += 1) {
    cache.set(`key ${n}`, reply(4_000, ['products']), cache.moment())
    cache.get('key 0')
    t.ok(cache.bytes <= 100_000)
  }
  t.ok(cache.get('key 0'), 'what is used stays')
  t.ok(cache.get('key 199'))
  t.notOk(cache.get('key 1'))
  cache.set('huge', reply(50_000), cache.moment())
  t.notOk(cache.get('huge'), 'one reply may not push out all others')
  cache.drop(['products'])
  t.equal(cache.bytes, 0)
})

t.test('once full, only what is asked for again comes in', async (t) => {
  const cache = new Cache(100_000)
  for (let n = 0; n < 20; n += 1) {
    t.ok(cache.welcomes(`key ${n}`), 'there is room')
    cache.set(`key ${n}`, reply(4_000, ['products']), cache.moment())
  }
  t.notOk(cache.welcomes('once'))
  t.notOk(cache.welcomes('x'.repeat(2_000)))
  t.notOk(cache.welcomes('x'.repeat(2_000)), 'nor is what is too long remembered')
  t.ok(cache.welcomes('once'), 'asked for again')
  for (let n = 0; n < 6_000; n += 1) cache.welcomes(`flood ${n}`)
  t.notOk(cache.welcomes('flood 0'), 'long ago is as good as never')
  t.ok(cache.get('key 0'), 'a flood of single questions pushes nothing out')
  cache.drop(['products'])
  t.ok(cache.welcomes('anything'), 'there is room again')
})

t.test('what was invalidated while it was made is not kept', async (t) => {
  const cache = new Cache(100_000)
  const since = cache.moment()
  cache.drop(['product:1'])
  cache.set('a', reply(10, ['product:1']), since)
  cache.set('b', reply(10, ['product:2']), since)
  t.notOk(cache.get('a'))
  t.ok(cache.get('b'))
  const before = cache.moment()
  cache.clear()
  cache.set('b', reply(10, ['product:2']), before)
  t.notOk(cache.get('b'))
  cache.set('b', reply(10, ['product:2']), cache.moment())
  t.ok(cache.get('b'))
})

t.test('tables are loaded once, anew after their tag, never kept when loading failed', async (t) => {
  const { url } = await cloneDatabase(t)
  const pool = createPool(url, { max: 2, kind: 'api' })
  t.teardown(async () => { await pool.close(1) })
  let loads = 0
  const load = async () => await remember(pool, 'table', ['localization'], async () => { loads += 1; return loads })
  await Promise.all([load(), load()])
  t.equal(loads, 2, 'a script that follows nothing keeps nothing')
  await followInvalidations(pool, new Cache(0))
  t.strictSame(await Promise.all([load(), load(), load()]), [3, 3, 3])
  await invalidate(pool, ['prices'])
  await sleep(80)
  t.equal(await load(), 3)
  await invalidate(pool, Array.from({ length: 500 }, (_, n) => `product:01991f0a-7c7e-7d51-a1b2-${String(n).padStart(12, '0')}`).concat('localization'))
  await sleep(80)
  t.equal(await load(), 4)
  const failing = async () => await remember(pool, 'other', [], async () => { loads += 1; throw new Error('away') })
  await t.rejects(failing())
  await t.rejects(failing())
  t.equal(loads, 6)
})
