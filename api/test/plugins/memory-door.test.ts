// The door before the framework: what is in memory is handed out there, the same to the last byte, counted, and never to the wrong reader.
import { request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { invalidate } from '../../src/platform/cache.ts'
import { writeSetting } from '../../src/platform/settings.ts'
import { newId } from '../../src/shared/ids.ts'
import { anApp } from '../support/app.ts'
import { aShop } from '../support/a-shop.ts'
import { testRoutes } from './routes.ts'

const FRONT_SECRET = 'a secret between the front and us'
let inside = 0
const { app, pool } = await anApp(t, {
  env: { RATE_LIMITS: 'on', FRONT_SECRET },
  extra: async (own) => {
    own.addHook('onRequest', async () => { inside += 1 })
    await testRoutes(own)
  }
})
await aShop(pool)
await writeSetting(pool, 'limits.read', 60)
await sleep(50)
await app.listen({ host: '127.0.0.1', port: 0 })
const { port } = app.server.address() as AddressInfo

interface Reply { status: number, headers: Record<string, unknown>, body: string, wasInside: boolean }
const front = { 'x-tradewind-front': FRONT_SECRET }
const get = async (path: string, headers: Record<string, string> = front, method = 'GET'): Promise<Reply> => await new Promise((resolve, reject) => {
  const before = inside
  ask({ host: '127.0.0.1', port, path, method, headers }, (response) => {
    let body = ''
    response.setEncoding('utf8').on('data', (part: string) => { body += part }).on('end', () => {
      const { date: _date, ...rest } = response.headers
      resolve({ status: response.statusCode ?? 0, headers: rest, body, wasInside: inside > before })
    })
  }).on('error', reject).end()
})
const known = async (path: string, headers: Record<string, string> = front): Promise<Reply> => {
  await get(path, headers)
  await get(path, headers)
  return await get(path, headers)
}

t.test('the third of the same is handed out at the door, byte for byte what came from inside', async (t) => {
  const path = `/v1/pages/${newId()}?locale=de`
  await get(path)
  const second = await get(path)
  const third = await get(path)
  t.strictSame([second.wasInside, third.wasInside], [true, false])
  t.strictSame([third.status, third.headers, third.body], [second.status, second.headers, second.body])
})

t.test('304 at the door too', async (t) => {
  const path = `/v1/pages/${newId()}`
  const { headers } = await known(path)
  const reply = await get(path, { ...front, 'if-none-match': String(headers['etag']) })
  t.match([reply.status, reply.body, reply.wasInside, reply.headers['etag']], [304, '', false, headers['etag']])
})

t.test('another language, currency, host, page or method goes in', async (t) => {
  const path = `/v1/pages/${newId()}`
  t.equal((await known(path, { ...front, 'accept-language': 'de' })).headers['content-language'], 'de')
  const others: Array<Record<string, string>> = [{ 'accept-language': 'en' }, { 'accept-language': '' }, { 'accept-language': 'de', 'x-currency': 'USD' }, { 'accept-language': 'de', host: 'another.example' }]
  for (const headers of others) {
    t.equal((await get(path, { ...front, ...headers })).wasInside, true, JSON.stringify(headers))
  }
  t.equal((await get(path, { ...front, 'accept-language': 'en' })).headers['content-language'], 'en')
  t.equal((await get(`${path}?x=1`, { ...front, 'accept-language': 'de' })).wasInside, true)
  t.match(await get(path, { ...front, 'accept-language': 'de' }, 'HEAD'), { status: 200, body: '', wasInside: true })
})

t.test('who says who they are, or comes from another origin, goes in', async (t) => {
  const path = `/v1/pages/${newId()}`
  await known(path)
  const named = await get(path, { ...front, authorization: 'Bearer x' })
  t.match([named.wasInside, named.headers['cache-control']], [true, 'private, no-store'])
  const foreign = await get(path, { ...front, origin: 'http://127.0.0.1:4321' })
  t.match([foreign.wasInside, foreign.headers['access-control-allow-origin']], [true, 'http://127.0.0.1:4321'])
})

t.test('a change empties the door', async (t) => {
  const id = newId()
  const path = `/v1/pages/${id}`
  const before = await known(path)
  await invalidate(pool, [`product:${id}`])
  await sleep(100)
  const after = await get(path)
  t.equal(after.wasInside, true)
  t.not(after.body, before.body)
})

t.test('what is handed out at the door is counted with all else, by who is really asking', async (t) => {
  const path = `/v1/pages/${newId()}`
  await known(path)
  const statuses: number[] = []
  for (let n = 0; n < 70; n += 1) statuses.push((await get(path, { 'x-forwarded-for': `198.51.100.${n}` })).status)
  t.strictSame([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 429).length], [60, 10], 'a forged address buys nothing')
  const shopper = { ...front, 'x-forwarded-for': '198.51.100.7' }
  const behind: number[] = []
  for (let n = 0; n < 62; n += 1) behind.push((await get(path, shopper)).status)
  t.strictSame(behind.filter((status) => status === 429).length, 2, 'behind a front each shopper has a count of their own')
  t.equal((await get(path)).status, 200, 'the front itself is not counted')
  await writeSetting(pool, 'limits.read', 1000)
  await invalidate(pool, ['settings'])
  await sleep(100)
  t.equal((await get(path, shopper)).status, 200, 'a limit that was raised holds at once')
})
