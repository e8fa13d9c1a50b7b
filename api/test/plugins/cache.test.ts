// Public reads: strong ETag, 304, words for a CDN, kept in memory, and gone when what they show changes.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { invalidate } from '../../src/platform/cache.ts'
import { createPool, transaction } from '../../src/platform/db.ts'
import { newId } from '../../src/shared/ids.ts'
import { anApp } from '../support/app.ts'
import { aShop } from '../support/a-shop.ts'
import { calls, gate, testRoutes } from './routes.ts'

const { app, pool, database } = await anApp(t, { extra: testRoutes })
await aShop(pool)
await sleep(50)

const get = async (url: string, headers: Record<string, string> = {}) => await app.inject({ url, headers })

t.test('a first reply carries its tag and its words, a second comes from memory', async (t) => {
  const id = newId()
  const first = await get(`/v1/pages/${id}?locale=de&currency=USD`)
  t.match(first.headers, {
    etag: /^"[\w-]+"$/,
    'cache-control': 'public, max-age=0, s-maxage=60, stale-while-revalidate=600',
    'cache-tag': `product:${id}`,
    'content-language': 'de',
    'content-currency': 'USD',
    'x-content-type-options': 'nosniff'
  })
  const read = calls.read
  const second = await get(`/v1/pages/${id}?currency=USD&locale=de`)
  t.equal(calls.read, read)
  t.equal(second.body, first.body)
  t.match(second.headers, { etag: first.headers.etag, 'cache-tag': first.headers['cache-tag'], 'content-language': 'de', 'content-type': first.headers['content-type'], 'x-content-type-options': 'nosniff', vary: /Authorization/ })
  t.equal(Number(second.headers['content-length']), Buffer.byteLength(first.body))
})

t.test('304 for a matching If-None-Match, from memory or not, whatever Cache-Control says', async (t) => {
  const url = `/v1/pages/${newId()}`
  const { headers: { etag } } = await get(url)
  for (const match of [String(etag), `"other", ${String(etag)}`, `W/${String(etag)}`, '*']) {
    const reply = await get(url, { 'if-none-match': match, 'cache-control': 'no-cache' })
    t.match([reply.statusCode, reply.body, reply.headers.etag], [304, '', etag], match)
  }
  t.equal((await get(url, { 'if-none-match': '"other"' })).statusCode, 200)
  app.cache.clear()
  calls.read -= 1
  t.equal((await get(url, { 'if-none-match': String(etag) })).statusCode, 304, 'read anew, the same again')
})

t.test('HEAD has the headers and no body', async (t) => {
  const url = `/v1/pages/${newId()}`
  const { headers } = await get(url)
  const head = await app.inject({ method: 'HEAD', url })
  t.match([head.statusCode, head.body, head.headers.etag], [200, '', headers.etag])
})

t.test('what changes the reply is in the key, what does not is not', async (t) => {
  const url = `/v1/pages/${newId()}`
  const reads = async (suffix: string, headers: Record<string, string> = {}) => (await get(url + suffix, headers)).json().read as number
  const plain = await reads('')
  t.equal(await reads('?utm_source=letter&x=1'), plain, 'an unknown parameter')
  t.equal(await reads('', { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'user-agent': 'x' }), plain, 'a host nobody bound')
  t.not(await reads('?q=a'), plain)
  t.not(await reads('?limit=6'), plain)
  const telling: Array<Record<string, string>> = [{ 'accept-language': 'de' }, { 'x-currency': 'USD' }, { 'x-country': 'US' }, { 'x-channel': 'japan' }, { host: 'jp.shop.example' }]
  for (const headers of telling) t.not(await reads('', headers), plain, JSON.stringify(headers))
  t.equal((await get(url, { host: 'jp.shop.example' })).json().channel, 'japan')
  t.equal(await reads('?locale=de', { 'accept-language': 'zh' }), await reads('?locale=de'), 'a header that a parameter overrides')
  t.not(await reads('?q=a%00limit%006'), await reads('?q=a&limit=6').catch(() => 0), 'a separator in a value forges no key')
  t.not(await reads('?locale=de&locale=en').catch(() => 0), await reads('?locale=de'))
  t.not(await reads('?channel=', { host: 'jp.shop.example' }), await reads('?channel='), 'an empty channel is none: the host speaks')
  await reads('?locale=["de","en"]')
  t.equal((await get(`${url}?locale=de&locale=en`)).statusCode, 422, 'a list is not the text that looks like it')
})

t.test('Vary names the headers that could have chosen', async (t) => {
  const vary = async (query: string) => String((await get(`/v1/pages/${newId()}${query}`)).headers.vary)
  t.match(await vary(''), /Authorization, Accept-Language, X-Currency, X-Country, X-Channel/)
  t.notMatch(await vary('?locale=de&currency=EUR&country=DE&channel=web'), /Accept-Language|X-/)
})

t.test('with Authorization it is personal: neither kept nor served from memory', async (t) => {
  const url = `/v1/pages/${newId()}`
  const kept = await get(url)
  const personal = await get(url, { authorization: 'Bearer run.out.long' })
  t.match(personal.headers, { 'cache-control': 'private, no-store' })
  t.notOk(personal.headers.etag)
  t.not(personal.json().read, kept.json().read)
  t.equal((await get(url)).json().read, kept.json().read)
})

t.test('an allowed origin is told so from memory too', async (t) => {
  const url = `/v1/pages/${newId()}`
  await get(url)
  const origin = 'http://127.0.0.1:4321'
  const reply = await get(url, { origin })
  t.match(reply.headers, { 'access-control-allow-origin': origin, vary: /Origin/, 'access-control-expose-headers': /ETag/ })
  t.notOk((await get(url, { origin: 'http://evil.example' })).headers['access-control-allow-origin'])
  t.notOk((await get(url, { origin: 'null' })).headers['access-control-allow-origin'])
  t.equal((await get(url, { origin, 'if-none-match': String(reply.headers.etag) })).statusCode, 304)
})

t.test('a change in any process drops what carries its tag, when it is committed', async (t) => {
  const [changed, other] = [newId(), newId()]
  const before = [(await get(`/v1/pages/${changed}`)).json().read, (await get(`/v1/pages/${other}`)).json().read]
  const elsewhere = createPool(database.url, { max: 1, kind: 'worker' })
  await invalidate(elsewhere, [`product:${changed}`])
  await elsewhere.close()
  await sleep(100)
  t.not((await get(`/v1/pages/${changed}`)).json().read, before[0])
  t.equal((await get(`/v1/pages/${other}`)).json().read, before[1])
})

t.test('who changed it reads the change at once, and nobody reads what was rolled back', async (t) => {
  for (let round = 0; round < 20; round += 1) {
    const id = newId()
    const before = (await get(`/v1/pages/${id}`)).json().read
    await t.rejects(transaction(pool, async (tx) => {
      await invalidate(tx, [`product:${id}`])
      throw new Error('no')
    }))
    t.equal((await get(`/v1/pages/${id}`)).json().read, before)
    await transaction(pool, async (tx) => { await invalidate(tx, [`product:${id}`]) })
    t.not((await get(`/v1/pages/${id}`)).json().read, before)
  }
})

t.test('a reply begun before the change is not kept after it', async (t) => {
  const id = newId()
  let open = (): void => {}
  gate.open = new Promise<void>((resolve) => { open = resolve })
  const entered = new Promise<void>((resolve) => { gate.entered = resolve })
  const slow = get(`/v1/pages/${id}`)
  await entered
  await invalidate(pool, [`product:${id}`])
  await sleep(100)
  open()
  const stale = (await slow).json().read
  t.not((await get(`/v1/pages/${id}`)).json().read, stale)
})

t.test('whoever may have missed a notification starts empty', async (t) => {
  await get(`/v1/pages/${newId()}`)
  t.ok(app.cache.bytes > 0)
  const admin = createPool(database.adminUrl, { max: 1, kind: 'owner' })
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%tradewind_cache%'`
  await admin.close()
  for (let tries = 0; tries < 100 && app.cache.bytes > 0; tries += 1) await sleep(30)
  t.equal(app.cache.bytes, 0)
  const url = `/v1/pages/${newId()}`
  const read = (await get(url)).json().read
  await invalidate(pool, [`product:${url.slice(10)}`])
  await sleep(150)
  t.not((await get(url)).json().read, read, 'and hears again')
})
