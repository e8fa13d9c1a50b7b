// POST /v1/payments/process: paying an order, with a gateway that may approve, decline, send away or fall silent.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { anOrder, aPaidOrder, aVariant, call, look, pay } from '../../support/commerce.ts'
import { breaches } from '../../support/invariants.ts'
import { newId } from '../../../src/shared/ids.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool, config } = shop
const variantId = await aVariant(pool, 500)
const returnUrl = `${config.PUBLIC_STOREFRONT_URL}/en/checkout/done`
t.afterEach(async () => { t.same(await breaches(pool), {}) })

t.test('GET gateways: the test gateway with its methods', async (t) => {
  const { statusCode, body } = await call(shop, { url: '/v1/payments/gateways?currency=JPY&country=JP' })
  t.equal(statusCode, 200)
  t.match(body, { items: [{ code: 'test', methods: [{ code: 'approve' }, { code: 'decline' }, { code: 'redirect' }, { code: 'timeout' }] }] })
})

t.test('200 captured: the order is paid, and its buyer is written to', async (t) => {
  const order = await anOrder(shop, variantId)
  t.match(await pay(shop, order), { statusCode: 200, body: { status: 'captured', failure: null, action: { type: 'none' } } })
  t.match(await look(shop, order), { status: 'paid', paymentStatus: 'paid', can: ['cancel'] })
})

t.test('200 failed: declined, with a category, and the shopper may try again', async (t) => {
  const order = await anOrder(shop, variantId)
  t.match(await pay(shop, order, 'decline'), { statusCode: 200, body: { status: 'failed', failure: { category: 'declined' }, action: { type: 'none' } } })
  t.match(await look(shop, order), { status: 'pending', paymentStatus: 'unpaid', can: ['pay', 'cancel'] })
  t.match(await pay(shop, order), { statusCode: 200, body: { status: 'captured' } })
  t.same((await look(shop, order)).timeline.map(({ name }) => name), ['placed', 'payment_started', 'payment_failed', 'payment_started', 'paid'])
})

t.test('200 requires_action: sent to a page that works without script, and back', async (t) => {
  const order = await anOrder(shop, variantId, 1, '?locale=ar')
  const { body } = await pay(shop, order, 'redirect', { returnUrl })
  t.match(body, { status: 'requires_action', action: { type: 'redirect' } })
  t.match(await look(shop, order), { status: 'pending', paymentStatus: 'pending' })
  const path = body.action.url.slice(config.PUBLIC_API_URL.length)
  const page = await shop.app.inject(path)
  t.match(page.body, /<html lang="ar" dir="rtl">/)
  t.match(page.headers['content-security-policy'], new URL(returnUrl).origin)

  const decided = await shop.app.inject({ method: 'POST', url: path.split('?')[0] ?? '', payload: 'decision=approve', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  t.equal(decided.statusCode, 303)
  t.equal(decided.headers.location, `${returnUrl}?payment=approved`)
  t.match(await look(shop, order), { status: 'paid' })
  t.match((await shop.app.inject(path)).body, /حُسمت/)
})

t.test('200: a shopper who left the page may choose another way; the first is closed', async (t) => {
  const order = await anOrder(shop, variantId)
  const first = await pay(shop, order, 'redirect', { returnUrl })
  t.match(await pay(shop, order), { body: { status: 'captured' } })
  const path = first.body.action.url.slice(config.PUBLIC_API_URL.length).split('?')[0] ?? ''
  await shop.app.inject({ method: 'POST', url: path, payload: 'decision=approve', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  const attempts = await pool<{ status: string }[]>`select status from transactions where order_id = ${order.id} order by id`
  t.same(attempts.map(({ status }) => status), ['failed', 'captured'])
})

t.test('200 unknown: no answer in time; trying again finds that the money moved', async (t) => {
  const order = await anOrder(shop, variantId)
  t.match(await pay(shop, order, 'timeout'), { statusCode: 200, body: { status: 'unknown' } })
  t.match(await look(shop, order), { status: 'pending', paymentStatus: 'pending' })
  t.match(await pay(shop, order), { statusCode: 409, body: { code: 'order_already_paid' } })
  t.match(await look(shop, order), { status: 'paid' })
})

t.test('200: the same key charges once, at once or later', async (t) => {
  const order = await anOrder(shop, variantId)
  const key = newId()
  const replies = await Promise.all(Array.from({ length: 10 }, async () => await pay(shop, order, 'approve', {}, key)))
  for (const { statusCode, body } of replies) t.ok(statusCode === 200 || body.code === 'idempotency_in_progress')
  await pool`update idempotency_keys set state = 'running', reply = null, leased_until = now() - interval '1 second' where key = ${key}`
  t.match(await pay(shop, order, 'approve', {}, key), { statusCode: 200, body: { status: 'captured' } })
  t.match(await pool`select count(*)::int as count from test_gateway_charges c join transactions t on t.id::text = c.request_key where t.order_id = ${order.id}`, [{ count: 1 }])
})

t.test('different keys at once charge once', async (t) => {
  const order = await anOrder(shop, variantId)
  const replies = await Promise.all(Array.from({ length: 8 }, async () => await pay(shop, order)))
  t.equal(replies.filter(({ statusCode }) => statusCode === 200).length, 1)
  for (const { body } of replies) t.ok(['captured'].includes(body.status as string) || ['payment_in_progress', 'order_already_paid'].includes(body.code))
})

t.test('409: paid already, cancelled', async (t) => {
  t.match(await pay(shop, await aPaidOrder(shop, variantId)), { statusCode: 409, body: { code: 'order_already_paid' } })
  const order = await anOrder(shop, variantId)
  await call(shop, { method: 'POST', url: `/v1/orders/${order.id}/cancel`, order: order.token })
  t.match(await pay(shop, order), { statusCode: 409, body: { code: 'order_state' } })
})

t.test('404: a stranger\'s order is no order; 400: no key', async (t) => {
  const [mine, theirs] = [await anOrder(shop, variantId), await anOrder(shop, variantId)]
  t.match(await pay(shop, { id: theirs.id, token: mine.token }), { statusCode: 404, body: { code: 'order_not_found' } })
  t.match(await pay(shop, { id: newId(), token: mine.token }), { statusCode: 404, body: { code: 'order_not_found' } })
  t.match(await call(shop, { method: 'POST', url: '/v1/payments/process', order: mine.token, key: false, body: { orderId: mine.id, gateway: 'test' } }), { statusCode: 400 })
})

t.test('422: gateways and methods nobody knows, addresses that are not ours', async (t) => {
  const order = await anOrder(shop, variantId)
  t.match(await pay(shop, order, 'approve', { gateway: 'stripe' }), { statusCode: 422, body: { errors: [{ path: '/gateway' }] } })
  t.match(await pay(shop, order, 'gold'), { statusCode: 422, body: { errors: [{ path: '/paymentMethod' }] } })
  t.match(await pay(shop, order, 'redirect'), { statusCode: 422, body: { errors: [{ path: '/returnUrl', code: 'required' }] } })
  const host = new URL(returnUrl).host
  for (const url of ['https://evil.example/', '//evil.example', `http://${host}@evil.example/`, `http://user@${host}/`, `http://${host}\\@evil.example`, 'javascript:alert(1)', '/en/done', `http://${host}.evil.example/`, `http:/${host}/en`, `http://${host}/a b`]) {
    t.match(await pay(shop, order, 'redirect', { returnUrl: url }), { statusCode: 422, body: { errors: [{ path: '/returnUrl' }] } }, url)
  }
})
