// /v1/admin/localization: languages and currencies on and off, rates and rounding, and prices that follow them.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, staffOf, type Page, type Priced, type Problem, type Product } from '../../support/catalogue.ts'

interface Row { code: string, enabled: boolean, can: string[], marginPercent: string, roundingIncrement: string, roundingEnding: string | null, rate: string | null }
interface Rate { id: string, to: string, rate: string, source: string, current: boolean }
const shop = await anApp(t, { template: 'demo' })
const staff = await staffOf(shop, ['localization.read', 'localization.write'])
const base = '/v1/admin/localization'
const patch = async (path: string, body: object) => await staff<Row & Problem>('PATCH', `${base}/${path}`, body)
const codes = async (what: string) => (await get<{ items: Row[] }>(shop, `/v1/${what}`)).body.items.map(({ code }) => code)
const yen = async (slug = 'cast-iron-teapot') => (await get<Product>(shop, `/v1/products/${slug}?currency=JPY`)).body.variants[0] as Priced

t.test('200: a language is switched off and on; the default stays', async (t) => {
  t.match((await patch('languages/fr', { enabled: false })).body, { enabled: false, can: ['enable'] })
  t.notOk((await codes('languages')).includes('fr'), 'at once')
  t.equal((await get(shop, '/v1/products?locale=fr')).headers['content-language'], 'en')
  await patch('languages/fr', { enabled: true })
  t.ok((await codes('languages')).includes('fr'), 'back at once')
  t.match((await patch('languages/en', { enabled: false })).body, { status: 409, code: 'default_language' })
})

t.test('200: a currency is switched off and on; the base stays', async (t) => {
  t.match((await patch('currencies/GBP', { enabled: false })).body, { enabled: false })
  t.notOk((await codes('currencies')).includes('GBP'), 'at once')
  t.match((await get<Problem>(shop, '/v1/products?currency=GBP')).body, { status: 422, code: 'unsupported_currency' })
  await patch('currencies/GBP', { enabled: true })
  t.ok((await codes('currencies')).includes('GBP'), 'back at once')
  t.match((await patch('currencies/EUR', { enabled: false })).body, { status: 409, code: 'base_currency' })
  t.match((await patch('currencies/EUR', { marginPercent: '5' })).body, { status: 409, code: 'base_currency' })
})

t.test('200: margin and rounding move converted prices, page and list alike', async (t) => {
  t.equal((await yen()).price.amount, '22180')
  await patch('currencies/JPY', { marginPercent: '10', roundingIncrement: '100' })
  await shop.settled()
  t.equal((await yen()).price.amount, '24400', '129.00 × 171.94 × 1.1 = 24398.286')
  const { items } = (await get<Page<Product>>(shop, '/v1/products?currency=JPY&q=teapot')).body
  t.equal(items.find(({ slug }) => slug === 'cast-iron-teapot')?.price.amount, '24400')
  t.match((await patch('currencies/KWD', { roundingEnding: '0.95' })).body, { roundingEnding: '0.95' })
  await shop.settled()
  t.match((await get<Product>(shop, '/v1/products/cast-iron-teapot?currency=KWD')).body.price.amount, /\.950$/)
  t.match((await patch('currencies/KWD', { roundingEnding: null })).body, { roundingEnding: null })
})

t.test('201: a rate set by hand is in force from now on, the old ones stay as history', async (t) => {
  const { status, body } = await staff<Rate>('POST', `${base}/exchange_rates`, { to: 'JPY', rate: '200' })
  t.equal(status, 201)
  t.match(body, { to: 'JPY', rate: '200', source: 'manual', current: true })
  const [express] = await shop.pool<{ amount: string }[]>`
    select p.amount::text from shipping_prices p join shipping_rates r on r.id = p.rate_id where p.currency = 'JPY' and r.base_amount = 12.90`
  t.equal(express?.amount, '2800.0000', 'shipping follows at once: 12.90 × 200 × 1.1 = 2838, in hundreds')
  await shop.settled()
  t.equal((await yen()).price.amount, '28400', '129 × 200 × 1.1 = 28380')
  const { body: { items } } = await staff<Page<Rate>>('GET', `${base}/exchange_rates?currency=JPY`)
  t.same(items.map(({ rate, current }) => [rate, current]), [['200', true], ['171.94', false]])
  const first = await staff<Page<Rate>>('GET', `${base}/exchange_rates?limit=3`)
  const second = await staff<Page<Rate>>('GET', `${base}/exchange_rates?limit=3&cursor=${first.body.nextCursor}`)
  t.notOk(second.body.items.some(({ id }) => first.body.items.some((row) => row.id === id)))
})

t.test('every change is in the audit log with before and after', async (t) => {
  const rows = await shop.pool<{ action: string, objectId: string, before: object, after: object }[]>`
    select action, object_id, before, after from audit_log where object_type = 'currency' and object_id = 'GBP' order by id`
  t.match(rows, [{ action: 'currency.changed', before: { enabled: true }, after: { enabled: false } }, { before: { enabled: false }, after: { enabled: true } }])
})

t.test('200: staff see all of them with what they may do', async (t) => {
  const { body: { items } } = await staff<{ items: Row[] }>('GET', `${base}/currencies`)
  t.equal(items.length, 8)
  t.same(items.find(({ code }) => code === 'EUR')?.can, [])
  t.match((await staff<Row>('GET', `${base}/currencies/CHF`)).body, { roundingIncrement: '0.05', rate: '0.9634' })
  t.equal((await staff<{ items: Row[] }>('GET', `${base}/languages`)).body.items.length, 7)
  t.match((await staff<Row>('GET', `${base}/languages/ar`)).body, { direction: 'rtl' })
})

t.test('401, 403, 404, 409, 422', async (t) => {
  t.equal((await get(shop, `${base}/currencies`)).status, 401)
  t.equal((await (await staffOf(shop, ['localization.read']))('PATCH', `${base}/currencies/GBP`, { enabled: false })).status, 403)
  for (const path of ['currencies/XXX', 'languages/xx']) {
    t.equal((await patch(path, { enabled: false })).status, 404)
    t.equal((await staff('GET', `${base}/${path}`)).status, 404)
  }
  const bad: Array<[string, object]> = [['currencies/JPY', {}], ['currencies/JPY', { roundingIncrement: '0.5' }], ['currencies/JPY', { roundingIncrement: '0' }],
    ['currencies/JPY', { marginPercent: '-100' }], ['currencies/JPY', { rate: '1' }], ['currencies/GBP', { roundingEnding: '1.5' }], ['languages/de', { name: 'x' }]]
  for (const [path, body] of bad) t.equal((await patch(path, body)).status, 422, JSON.stringify(body))
  for (const body of [{ to: 'JPY', rate: '0' }, { to: 'JPY', rate: '-1' }, { to: 'JPY' }, { to: 'XXX', rate: '1' }, { to: 'JPY', rate: '1', source: 'ecb' }]) {
    t.equal((await staff('POST', `${base}/exchange_rates`, body)).status, 422, JSON.stringify(body))
  }
  t.equal((await staff('POST', `${base}/exchange_rates`, { to: 'EUR', rate: '2' })).status, 409)
})
