// PUT /v1/admin/products/{id}/prices: fixed here, converted there, the book true in the same moment.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, staffOf, type Problem, type Product, type StaffProduct } from '../../support/catalogue.ts'

const shop = await anApp(t, { template: 'demo' })
const staff = await staffOf(shop, ['products.read', 'products.write'])
const { body: teapot } = await get<Product>(shop, '/v1/products/cast-iron-teapot')
const [variant] = teapot.variants as [Product['variants'][number]]
const url = `/v1/admin/products/${teapot.id}/prices`
const put = async (body: unknown, headers: Record<string, string> = {}) => await staff<StaffProduct & Problem>('PUT', url, body, headers)
const set = (currency: string, amount: string | null, compareAt?: string | null) => [{ variantId: variant.id, currency, amount, ...(compareAt === undefined ? {} : { compareAt }) }]
const inCurrency = (body: StaffProduct, code: string) => body.variants[0]?.prices.find(({ currency }) => currency === code)

t.test('200: a fixed price wins over conversion until it is given back', async (t) => {
  t.match(inCurrency((await put(set('JPY', '19800', '21000'))).body, 'JPY'), { source: 'fixed', price: { amount: '19800' }, compareAtPrice: { amount: '21000' } })
  t.match(inCurrency((await put(set('JPY', null))).body, 'JPY'), { source: 'converted', price: { amount: '22180' }, converted: { price: { amount: '22180' } } })
})

t.test('200: the base price moves every converted price and no fixed one', async (t) => {
  const { body } = await put(set('EUR', '100'))
  t.match(inCurrency(body, 'EUR'), { price: { amount: '100.00' }, compareAtPrice: null })
  t.match(inCurrency(body, 'JPY'), { price: { amount: '17194' } })
  t.match(inCurrency(body, 'CHF'), { price: { amount: '96.35' } })
  t.match(inCurrency(body, 'USD'), { price: { amount: '139.00' }, source: 'fixed' })
  const [entry] = await shop.pool<{ action: string, before: object, after: object }[]>`
    select action, before, after from audit_log where object_id = ${teapot.id} order by id desc limit 1`
  t.match(entry, { action: 'product.prices_changed', before: { base: [{ amount: /^129/ }] }, after: { base: [{ amount: /^100/ }] } })
})

t.test('200: all or nothing: one bad price among good ones changes none', async (t) => {
  const { status } = await put([...set('GBP', '1.00'), ...set('JPY', '1.5')])
  t.equal(status, 422)
  t.notMatch(inCurrency((await staff<StaffProduct>('GET', `/v1/admin/products/${teapot.id}`)).body, 'GBP'), { price: { amount: '1.00' } })
})

t.test('412: somebody else was faster', async (t) => {
  t.equal((await put(set('GBP', '110.00'), { 'if-match': '"1"' })).status, 412)
})

t.test('401, 403, 404', async (t) => {
  t.equal((await shop.app.inject({ method: 'PUT', url, payload: [] })).statusCode, 401)
  t.equal((await (await staffOf(shop, ['products.read', 'prices.read']))('PUT', url, set('GBP', '1.00'))).status, 403)
  t.match((await staff<Problem>('PUT', '/v1/admin/products/nope/prices', set('GBP', '1.00'))).body, { status: 404, code: 'product_not_found' })
})

t.test('422: amounts below the scale, negative, too large; strangers; twice; none', async (t) => {
  const bad: Array<[unknown, string]> = [
    [set('JPY', '1.5'), '/0/amount'], [set('KWD', '1.0005'), '/0/amount'], [set('GBP', '-1'), '/0/amount'], [set('GBP', '1e3'), '/0/amount'],
    [set('GBP', '1234567890123456'), '/0/amount'], [set('EUR', null), '/0/amount'], [set('GBP', '5.00', '5.00'), '/0/compareAt'], [set('XXX', '5'), '/0/currency'],
    [[{ variantId: teapot.id, currency: 'GBP', amount: '1' }], '/0/variantId'], [[...set('GBP', '1'), ...set('GBP', '2')], '/1'], [[...set('GBP', '1'), { ...set('GBP', null)[0], variantId: variant.id.toUpperCase() }], '/1'], [[], ''], [{}, ''],
    [[{ ...set('GBP', '1')[0], note: 'x' }], '/0/note']
  ]
  for (const [body, path] of bad) {
    const reply = await put(body)
    t.equal(reply.status, 422, JSON.stringify(body))
    if (path !== '') t.equal(reply.body.errors?.[0]?.path, path, JSON.stringify(body))
  }
})
