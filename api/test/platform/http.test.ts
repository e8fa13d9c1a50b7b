// Outward calls against a server of our own that misbehaves: retried with care, cut off in time, spared when it is unwell.
import { createServer } from 'node:http'
import t from 'tap'
import { outward, ReplyError } from '../../src/platform/http.ts'
import { AppError } from '../../src/shared/errors.ts'

const asked: string[] = []
const server = createServer((request, response) => {
  const url = request.url ?? ''
  asked.push(url)
  const times = asked.filter((each) => each === url).length
  if (url.startsWith('/flaky')) response.writeHead(times < 3 ? 503 : 200).end('well')
  else if (url.startsWith('/busy')) response.writeHead(times < 2 ? 429 : 200, { 'retry-after': '0' }).end()
  else if (url.startsWith('/moved')) response.writeHead(302, { location: '/elsewhere' }).end()
  else if (url.startsWith('/no')) response.writeHead(402).end()
  else if (url.startsWith('/down')) response.writeHead(500).end()
})
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
t.teardown(() => { server.closeAllConnections(); server.close() })
const { port } = server.address() as { port: number }
const at = (path: string) => `http://127.0.0.1:${port}${path}`

t.test('a passing failure is retried, a refusal and a redirect are answers', async (t) => {
  const provider = outward({ name: 'Provider', timeoutMs: 1_000 })
  t.equal((await provider.fetch(at('/flaky'))).status, 200)
  t.equal(asked.filter((url) => url === '/flaky').length, 3)
  t.equal((await provider.fetch(at('/busy'))).status, 200)
  t.equal((await provider.fetch(at('/no'))).status, 402)
  t.equal((await provider.fetch(at('/moved'))).status, 302)
  t.notOk(asked.includes('/elsewhere'))
})

t.test('three calls at most, then the failure', async (t) => {
  const provider = outward({ name: 'Provider', timeoutMs: 1_000 })
  await t.rejects(provider.fetch(at('/down')), { message: 'Provider answered 500' })
  t.equal(asked.filter((url) => url === '/down').length, 3)
  await t.rejects(outward({ name: 'Nobody', timeoutMs: 500, retries: 1 }).fetch('http://127.0.0.1:1/'), TypeError)
})

t.test('a deadline ends a call that hangs', async (t) => {
  const provider = outward({ name: 'Provider', timeoutMs: 100, retries: 0 })
  const began = performance.now()
  await t.rejects(provider.fetch(at('/hangs')))
  t.ok(performance.now() - began < 5_000, 'long before the far side would have')
})

t.test('the caller may give up', async (t) => {
  const provider = outward({ name: 'Provider', timeoutMs: 5_000 })
  const giveUp = new AbortController()
  const arrived = new Promise<void>((resolve) => { server.on('request', ({ url }) => { if (url === '/hangs-too') resolve() }) })
  void arrived.then(() => { giveUp.abort() })
  await t.rejects(provider.fetch(at('/hangs-too'), {}, giveUp.signal))
  t.equal(asked.filter((url) => url === '/hangs-too').length, 1)
})

t.test('a provider that is unwell is left alone', async (t) => {
  const provider = outward({ name: 'Provider', timeoutMs: 1_000, retries: 0 })
  for (let n = 0; n < 12; n += 1) await provider.fetch(at(`/down-${n}`)).catch((error: unknown) => { if (!(error instanceof ReplyError || error instanceof AppError)) throw error })
  const before = asked.length
  await t.rejects(provider.fetch(at('/flaky')), { code: 'provider_away', status: 503 })
  t.equal(asked.length, before)
})

t.test('so many at once and no more', async (t) => {
  const provider = outward({ name: 'Provider', timeoutMs: 1_000, retries: 0, concurrent: 2, queued: 3 })
  let most = 0
  let now = 0
  const results = await Promise.allSettled(Array.from({ length: 8 }, async () => await provider.run(async () => {
    most = Math.max(most, now += 1)
    await new Promise((resolve) => setTimeout(resolve, 30))
    now -= 1
  })))
  t.equal(most, 2)
  t.equal(results.filter(({ status }) => status === 'rejected').length, 3)
})
