// What reaches the API through the storefront: the visitor's own address, and nobody's claims.
import t from 'tap'
import { aStorefront, anApi, FRONT_SECRET } from './support.ts'

t.test('the API learns the visitor\'s address and cannot be told another', async (t) => {
  const api = await anApi(t)
  const shop = await aStorefront(t, { api })
  const reply = await shop.get('/v1/products?limit=2', {
    'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-tradewind-front': 'guessed', 'x-forwarded-host': 'evil.example', cookie: 'refresh_token=abc'
  })
  t.equal(reply.status, 200)
  t.equal(reply.headers.get('etag'), '"from-the-api"')
  const [heard] = api.heard
  t.equal(heard?.url, '/v1/products?limit=2')
  t.match(heard?.headers, { 'x-forwarded-for': '127.0.0.1', 'x-tradewind-front': FRONT_SECRET, 'x-forwarded-host': new URL(shop.url).host, cookie: 'refresh_token=abc' })
  t.notOk(heard?.headers.forwarded ?? heard?.headers['x-real-ip'])
})

t.test('behind a proxy that is trusted by name its word on the address counts', async (t) => {
  const api = await anApi(t)
  const shop = await aStorefront(t, { api, environment: { TRUST_PROXY: '127.0.0.1' } })
  await shop.get('/v1/products', { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' })
  t.equal(api.heard[0]?.headers['x-forwarded-for'], '203.0.113.9')
})

t.test('bodies pass whole, pictures too, and nothing else of the API', async (t) => {
  const api = await anApi(t)
  const shop = await aStorefront(t, { api })
  const body = Buffer.alloc(5_000_000, 7)
  t.same(await (await fetch(`${shop.url}/v1/admin/media`, { method: 'POST', body, headers: { 'content-type': 'image/png' } })).json(), { size: body.length })
  t.equal((await shop.get('/media/teapot-640.webp')).status, 200)
  const before = api.heard.length
  for (const path of ['/metrics', '/docs', '/dev/mail', '/v1/../metrics', '/v1/%2e%2e/metrics', '/v1/..%2fmetrics', '/v1x']) await shop.get(path)
  t.same(api.heard.slice(before).map((one) => one.url).filter((url) => !url.startsWith('/v1/')), [])
})

t.test('the API\'s own "come back later" is passed on, not sat out', async (t) => {
  const api = await anApi(t)
  const shop = await aStorefront(t, { api })
  const reply = await shop.get('/v1/busy')
  t.equal(reply.status, 503)
  t.equal(reply.headers.get('retry-after'), '2')
  t.equal(api.heard.length, 1)
})

t.test('with the API away a script gets a problem it can read', async (t) => {
  const api = await anApi(t)
  const shop = await aStorefront(t, { api })
  await api.stop()
  const reply = await shop.get('/v1/products')
  t.equal(reply.status, 503)
  t.equal(reply.headers.get('retry-after'), '5')
  t.match(reply.headers.get('content-type'), /^application\/problem\+json/)
  const problem = await reply.text()
  t.match(JSON.parse(problem), { status: 503, code: 'api_away' })
  t.notMatch(problem, /ECONN|127\.0\.0\.1/)
})
