// The runtime against a server that misbehaves: retries, keys, deadlines, refresh, typed errors.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { createApi } from '../src/client.ts'
import { ConflictError, ConnectionError, NotFoundError, TimeoutError, UnavailableError, ValidationError } from '../src/errors.ts'
import { list } from '../src/pages.ts'
import type { Call, ClientOptions } from '../src/types.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void

async function serving (t: Test, handler: Handler): Promise<{ baseUrl: string, seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    handler(request, response, seen.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.closeAllConnections(); server.close() })
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

const json = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

const post: Call = { method: 'POST', path: '/v1/cart/items', body: { variantId: 'x', quantity: 1 } }
const get: Call = { method: 'GET', path: '/v1/products/{idOrSlug}', params: { idOrSlug: 'a b/c' }, catalogue: true }
const api = (options: ClientOptions): ReturnType<typeof createApi> => createApi(options)

t.test('a POST is retried after 503 with the very same key, and waits as told', async (t) => {
  const { baseUrl, seen } = await serving(t, (_, response, count) => {
    if (count === 1) json(response, 503, { code: 'database_away' }, { 'retry-after': '0' })
    else json(response, 201, { id: 'cart' })
  })
  const cart = await api({ baseUrl }).call(post) as unknown as { id: string }
  t.equal(cart.id, 'cart')
  t.equal(seen.length, 2)
  t.ok(String(seen[0]?.headers['idempotency-key']).length >= 22, 'a stranger cannot guess it')
  t.equal(seen[0]?.headers['idempotency-key'], seen[1]?.headers['idempotency-key'])
})

t.test('a sign-in is never repeated by itself and carries no key', async (t) => {
  const { baseUrl, seen } = await serving(t, (_, response) => json(response, 503, { code: 'database_away' }))
  await t.rejects(api({ baseUrl }).call({ method: 'POST', path: '/v1/auth/login', body: {} }), UnavailableError)
  t.equal(seen.length, 1)
  t.equal(seen[0]?.headers['idempotency-key'], undefined)
})

t.test('409 idempotency_in_progress is waited out; another 409 is an answer', async (t) => {
  const { baseUrl, seen } = await serving(t, (_, response, count) => {
    if (count === 1) json(response, 409, { code: 'idempotency_in_progress' }, { 'retry-after': '0' })
    else json(response, 409, { code: 'out_of_stock', detail: 'Only 2 left.', cart: { version: 3 } })
  })
  const error = await api({ baseUrl }).call(post).catch((e: unknown) => e)
  t.ok(error instanceof ConflictError)
  t.match(error, { code: 'out_of_stock', status: 409, problem: { cart: { version: 3 } } })
  t.equal(seen.length, 2)
})

t.test('at most two retries, then the typed error with its fields', async (t) => {
  const { baseUrl, seen } = await serving(t, (_, response) => json(response, 429, { code: 'rate_limited', requestId: 'r1' }, { 'retry-after': '0' }))
  const error = await api({ baseUrl }).call(get).catch((e: unknown) => e)
  t.match(error, { name: 'RateLimitError', code: 'rate_limited', requestId: 'r1', retryAfter: 0 })
  t.equal(seen.length, 3)

  const bad = await serving(t, (_, response) => json(response, 422, { code: 'validation_failed', errors: [{ path: '/quantity', code: 'minimum', message: 'm' }] }))
  const invalid = await api({ baseUrl: bad.baseUrl }).call(post).catch((e: unknown) => e)
  t.ok(invalid instanceof ValidationError)
  t.match(invalid, { errors: [{ path: '/quantity' }] })
  t.equal(bad.seen.length, 1)
})

t.test('an answer that is no JSON is still a typed error', async (t) => {
  const { baseUrl } = await serving(t, (_, response) => { response.writeHead(404, { 'content-type': 'text/html' }); response.end('<h1>gone</h1>') })
  const error = await api({ baseUrl }).call(get).catch((e: unknown) => e)
  t.ok(error instanceof NotFoundError)
  t.match(error, { code: 'http_404' })
})

t.test('a deadline is a TimeoutError, a dead host a ConnectionError, an abort is the caller\'s own', async (t) => {
  const { baseUrl } = await serving(t, () => {})
  await t.rejects(api({ baseUrl, timeoutMs: 50, maxRetries: 0 }).call(get), TimeoutError)
  await t.rejects(api({ baseUrl: 'http://127.0.0.1:1', maxRetries: 0 }).call(get), ConnectionError)
  const controller = new AbortController()
  setTimeout(() => controller.abort(new Error('changed my mind')), 20)
  await t.rejects(api({ baseUrl }).call(get, { signal: controller.signal }), { message: 'changed my mind' })
})

t.test('context goes into the URL of a catalogue read and into headers elsewhere', async (t) => {
  const { baseUrl, seen } = await serving(t, (_, response) => json(response, 200, {}))
  const client = api({ baseUrl, locale: 'zh', currency: 'CNY', country: 'CN' })
  await client.call(get)
  await client.call(post, { ifMatch: 4, cartToken: 'tok' })
  t.equal(seen[0]?.url, '/v1/products/a%20b%2Fc?locale=zh&currency=CNY&country=CN')
  t.equal(seen[0]?.headers['x-currency'], undefined)
  t.match(seen[1]?.headers, { 'accept-language': 'zh', 'x-currency': 'CNY', 'x-country': 'CN', 'if-match': '"4"', 'x-cart-token': 'tok' })
})

t.test('fifty 401 at once make one refresh, and each call succeeds', async (t) => {
  const { baseUrl } = await serving(t, (request, response) => {
    if (request.headers.authorization === 'Bearer new') json(response, 200, { ok: true })
    else json(response, 401, { code: 'token_expired' })
  })
  let refreshes = 0
  const client = api({
    baseUrl,
    accessToken: 'old',
    onUnauthorized: async () => { refreshes++; await new Promise((resolve) => setTimeout(resolve, 50)); return 'new' }
  })
  await Promise.all(Array.from({ length: 50 }, async () => await client.call({ method: 'GET', path: '/v1/orders' })))
  t.equal(refreshes, 1)
})

t.test('a list is walked over its pages and stops where the loop does', async (t) => {
  const { baseUrl, seen } = await serving(t, (request, response) => {
    const cursor = Number(new URL(request.url ?? '', 'http://x').searchParams.get('cursor') ?? 0)
    json(response, 200, { items: [cursor * 2, cursor * 2 + 1], nextCursor: cursor < 4 ? String(cursor + 1) : null })
  })
  const products = (): ReturnType<typeof list<'listProducts'>> => list<'listProducts'>(api({ baseUrl }), { method: 'GET', path: '/v1/products', catalogue: true })
  t.same(await products().all(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  t.same(await products().all({ max: 3 }), [0, 1, 2])
  const before = seen.length
  for await (const item of products()) if (Number(item) === 1) break
  t.equal(seen.length - before, 1, 'no page is fetched for nothing')
})
