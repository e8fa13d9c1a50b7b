// Beside the contract: health, documents, the mailbox, metrics, and the headers that keep browsers honest.
import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { createPool } from '../../src/platform/db.ts'
import { sendMail } from '../../src/platform/mail.ts'
import { serveMetrics } from '../../src/plugins/metrics.ts'
import { newId } from '../../src/shared/ids.ts'
import { anApp } from '../support/app.ts'
import { testRoutes } from './routes.ts'

const { app, pool, config, database } = await anApp(t, { extra: testRoutes })

t.test('health', async (t) => {
  t.equal((await app.inject('/health/live')).statusCode, 200)
  t.equal((await app.inject('/health/ready')).statusCode, 200)
  const owner = createPool(database.ownerUrl, { max: 1, kind: 'owner' })
  await owner`delete from schema_migrations where name like '0008%'`
  const readiness = { leaving: false }
  const { app: other } = await buildApp({ config, pool, readiness })
  t.match((await other.inject('/health/ready')).json(), { status: 503, code: 'not_migrated' })
  await owner`insert into schema_migrations (name, checksum) values ('0008_create_payments.sql', '')`
  t.equal((await other.inject('/health/ready')).statusCode, 200)
  readiness.leaving = true
  t.match((await other.inject('/health/ready')).json(), { status: 503, code: 'leaving' })
  t.equal((await other.inject('/health/live')).statusCode, 200)
  await Promise.all([other.close(), owner.close()])
})

t.test('the document and its reference', async (t) => {
  const document = (await app.inject('/openapi.json')).json()
  t.equal(document.openapi, '3.1.0')
  t.match(document.paths['/v1/admin/things'].get, { 'x-permission': 'products.read', security: [{ bearer: [] }] })
  t.match(document.paths['/v1/required'].post.parameters, [{ name: 'Idempotency-Key', required: true }])
  t.match(document.components.schemas.TestLetter.properties.price, { $ref: '#/components/schemas/Money' })
  t.notOk(Object.keys(document.paths).some((path) => /health|docs|dev/.test(path)))
  const page = await app.inject('/docs')
  t.match(page.headers['content-type'], /text\/html/)
  t.match(page.body, /id="shape-Money"/)
  t.match(page.body, /id="problem-idempotency_key_required"/)
  t.notMatch(page.body, /<script/)
})

t.test('the mailbox, newest first, as JSON or as a page', async (t) => {
  const job = newId()
  const mail = { to: 'lena@example.com', subject: 'Your order <1>', text: 'Thank you & good day', html: '<p>Thank you</p><script>alert(1)</script>', locale: 'en' }
  await sendMail(pool, mail, job)
  await sendMail(pool, mail, job)
  await sendMail(pool, { ...mail, to: 'Omar@example.com', subject: 'طلبك', locale: 'ar' }, newId())
  const all = (await app.inject('/dev/mail')).json()
  t.match(all.items.map((item: { subject: string }) => item.subject), ['طلبك', 'Your order <1>'], 'the same job mails once')
  t.match((await app.inject('/dev/mail?to=omar@EXAMPLE.com')).json().items, [{ to: 'Omar@example.com', createdAt: /Z$/ }])
  t.match((await app.inject({ url: '/dev/mail', headers: { accept: '*/*' } })).headers['content-type'], /json/)
  const page = await app.inject({ url: '/dev/mail?to=lena@example.com', headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
  t.match(page.headers['content-type'], /text\/html/)
  t.match(page.body, /Your order &lt;1&gt;/)
  t.match(page.body, /<iframe sandbox [^>]*srcdoc="&lt;p&gt;/)
  t.notMatch(page.body, /<script/)
  t.match(page.headers['content-security-policy'], /default-src 'none'/)
})

t.test('no mailbox in production', async (t) => {
  const { app: production } = await buildApp({ config: { ...config, NODE_ENV: 'production' }, pool })
  t.equal((await production.inject('/dev/mail')).statusCode, 404)
  t.match((await production.inject('/v1/guest')).headers, { 'strict-transport-security': /max-age/ })
  await production.close()
})

t.test('every reply is told how to be treated', async (t) => {
  for (const url of ['/v1/guest', '/v1/nothing', '/v1/broken']) {
    t.match((await app.inject(url)).headers, {
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': /frame-ancestors 'none'/,
      'referrer-policy': 'no-referrer'
    }, url)
  }
})

t.test('a preflight from our own fronts only', async (t) => {
  const preflight = async (origin: string) => await app.inject({ method: 'OPTIONS', url: '/v1/required', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'idempotency-key' } })
  t.match((await preflight('http://127.0.0.1:4321')).headers, { 'access-control-allow-origin': 'http://127.0.0.1:4321', 'access-control-allow-headers': /Idempotency-Key/ })
  for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:4321.evil.example', 'http://127.0.0.1:43210']) t.notOk((await preflight(origin)).headers['access-control-allow-origin'], origin)
})

t.test('metrics on a port of their own', async (t) => {
  const built = await buildApp({ config, pool })
  await built.app.inject('/v1/nothing')
  const server = await serveMetrics(built.metrics.registry, 0, '127.0.0.1')
  t.teardown(async () => { server.close(); await built.app.close() })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const text = await (await fetch(`http://127.0.0.1:${address.port}/metrics`)).text()
  t.match(text, /process_cpu_seconds_total/)
  t.match(text, /cache_bytes/)
  t.equal((await fetch(`http://127.0.0.1:${address.port}/other`)).status, 404)
})
