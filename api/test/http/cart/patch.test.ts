// PATCH /v1/cart: language, currency, country, addresses, shipping.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aCart, aFullCart, aVariant, call, LENA } from '../../support/commerce.ts'
import { newId } from '../../../src/shared/ids.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool } = shop
const patch = async (cart: string, body: unknown, headers: Record<string, string> = {}) => await call(shop, { method: 'PATCH', url: '/v1/cart', cart, body, headers })

t.test('200: another currency and language change every price and word at once', async (t) => {
  const cart = await aCart(shop, await aVariant(pool, 10), 2)
  const { statusCode, body } = await patch(cart, { currency: 'JPY', locale: 'ja-JP', note: 'Bitte klingeln' })
  t.equal(statusCode, 200)
  t.match(body, { currency: 'JPY', locale: 'ja', version: 2, note: 'Bitte klingeln' })
  t.match(body.items[0]?.unitPrice, { currency: 'JPY', amount: /^[0-9]+$/ })
  t.match(body.total, { currency: 'JPY' })
})

t.test('200: the address sets the country, a country alone drops an address elsewhere', async (t) => {
  const cart = await aFullCart(shop, await aVariant(pool, 10))
  const france = { lastName: ' Dupont ', addressLine1: '12 rue de la Paix', city: 'Paris', postalCode: '75002', countryCode: 'FR', company: '' }
  const moved = await patch(cart, { shippingAddress: france })
  t.match(moved.body, { country: 'FR', shippingAddress: { lastName: 'Dupont', city: 'Paris' } })
  t.notOk(moved.body.shippingAddress && 'company' in moved.body.shippingAddress, 'empty parts are left out')
  t.match((await patch(cart, { country: 'DE' })).body, { country: 'DE', shippingAddress: null })
  t.match((await patch(cart, { email: 'LENA@Example.COM' })).body, { email: 'lena@example.com' })
  t.match((await patch(cart, { email: null, shippingMethodId: null })).body, { email: null, shippingMethodId: null, shippingTotal: { amount: '0.00' } })
})

t.test('412: the version has passed; the present cart comes along', async (t) => {
  const cart = await aCart(shop, await aVariant(pool, 10))
  t.equal((await patch(cart, { note: 'one' }, { 'if-match': '"1"' })).statusCode, 200)
  t.match(await patch(cart, { note: 'two' }, { 'if-match': '"1"' }), { statusCode: 412, body: { code: 'version_mismatch', cart: { version: 2, note: 'one' } } })
})

t.test('404: no cart', async (t) => {
  t.match(await call(shop, { method: 'PATCH', url: '/v1/cart', body: { note: 'x' } }), { statusCode: 404, body: { code: 'cart_not_found' } })
})

t.test('422: each country has its own rules for an address, told by path', async (t) => {
  const cart = await aCart(shop, await aVariant(pool, 10))
  const faults = async (shippingAddress: object) => (await patch(cart, { shippingAddress })).body.errors.map(({ path, code }) => `${path} ${code}`)
  t.same(await faults({ ...LENA.shippingAddress, postalCode: '1011' }), ['/shippingAddress/postalCode pattern'])
  t.same(await faults({ ...LENA.shippingAddress, postalCode: undefined }), ['/shippingAddress/postalCode required'])
  t.same(await faults({ ...LENA.shippingAddress, city: '   ' }), ['/shippingAddress/city required'])
  t.same(await faults({ ...LENA.shippingAddress, countryCode: 'XX' }), ['/shippingAddress/countryCode unsupported_country'])
  t.equal((await patch(cart, { billingAddress: { ...LENA.shippingAddress, postalCode: 'x' } })).body.errors[0]?.path, '/billingAddress/postalCode')
})

t.test('422: what the shop does not offer', async (t) => {
  const cart = await aCart(shop, await aVariant(pool, 10))
  t.match((await patch(cart, { currency: 'ZAR' })).body, { code: 'unsupported_currency' })
  t.match((await patch(cart, { locale: 'tlh' })).body, { code: 'unsupported_language' })
  t.match((await patch(cart, { country: 'XX' })).body, { code: 'unsupported_country' })
  t.match((await patch(cart, { shippingMethodId: newId() })).body, { errors: [{ path: '/shippingMethodId', code: 'unknown_shipping_method' }] })
  for (const body of [{ email: 'nobody' }, { total: '0' }, { note: 'x'.repeat(1001) }, { shippingAddress: { ...LENA.shippingAddress, role: 'owner' } }, { currency: 'eur' }]) {
    t.equal((await patch(cart, body)).statusCode, 422, JSON.stringify(body).slice(0, 60))
  }
  t.equal((await call(shop, { url: '/v1/cart', cart })).body.version, 1, 'nothing changed')
})
