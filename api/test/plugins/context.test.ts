// In which language, currency, country and channel: the table of the contract.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { anApp } from '../support/app.ts'
import { aShop } from '../support/a-shop.ts'
import { testRoutes } from './routes.ts'

const { app, pool } = await anApp(t, { extra: testRoutes })

t.test('an empty shop has no context, and says so only where one is asked for', async (t) => {
  t.equal((await app.inject('/v1/context')).statusCode, 500)
  t.equal((await app.inject('/v1/broken')).json().code, 'internal_error')
  t.equal((await app.inject('/v1/guest')).statusCode, 200)
})

t.test('parameters over headers over the shop\'s defaults', async (t) => {
  await aShop(pool)
  await sleep(50)
  const table: Array<[query: string, headers: Record<string, string>, expected: object]> = [
    ['', {}, { locale: 'en', languages: ['en'], currency: 'EUR', country: 'DE', channel: 'web' }],
    ['', { 'accept-language': 'de-CH, en;q=0.8', 'x-currency': 'USD', 'x-country': 'US' }, { locale: 'de', languages: ['de', 'en'], currency: 'USD', country: 'US' }],
    ['?locale=zh&currency=JPY&country=JP', { 'accept-language': 'de', 'x-currency': 'USD', 'x-country': 'US' }, { locale: 'zh', currency: 'JPY', country: 'JP' }],
    ['?locale=de-AT', {}, { locale: 'de' }],
    ['?locale=DE', {}, { locale: 'de' }],
    ['?locale=sv', { 'accept-language': 'de' }, { locale: 'en' }],
    ['?currency=usd', {}, { currency: 'USD' }],
    ['', { 'x-currency': 'BGN' }, { currency: 'EUR' }],
    ['', { 'x-currency': 'nonsense', 'x-country': 'ZZ', 'accept-language': '*;q=x' }, { currency: 'EUR', country: 'DE', locale: 'en' }],
    ['?country=ZZ', { 'x-country': 'US' }, { country: 'US' }],
    ['?channel=japan', {}, { channel: 'japan', locale: 'zh', currency: 'JPY', country: 'JP' }],
    ['?channel=japan&locale=de', { 'x-currency': 'EUR' }, { channel: 'japan', locale: 'zh', currency: 'JPY' }],
    ['', { 'x-channel': 'japan' }, { channel: 'japan' }],
    ['', { 'x-channel': 'nowhere' }, { channel: 'web' }],
    ['', { host: 'jp.shop.example' }, { channel: 'japan' }],
    ['', { host: 'jp.shop.example:8080' }, { channel: 'japan' }],
    ['?channel=web', { host: 'jp.shop.example', 'x-channel': 'japan' }, { channel: 'web' }]
  ]
  for (const [query, headers, expected] of table) {
    const reply = await app.inject({ url: `/v1/context${query}`, headers })
    const words = `${query} ${JSON.stringify(headers)}`
    t.match(reply.json(), expected, words)
    t.equal(reply.headers['content-language'], reply.json().locale, words)
    t.equal(reply.headers['content-currency'], reply.json().currency, words)
  }
})

t.test('422: a currency or channel asked for by parameter that the shop does not have', async (t) => {
  for (const currency of ['BGN', 'XXX', 'eu']) {
    t.match((await app.inject(`/v1/context?currency=${currency}`)).json(), { status: 422, code: 'unsupported_currency', errors: [{ path: '/query/currency' }] })
  }
  t.match((await app.inject('/v1/context?channel=japan&currency=EUR')).json(), { status: 422, code: 'unsupported_currency' })
  t.match((await app.inject('/v1/context?channel=nowhere')).json(), { status: 422, code: 'unsupported_channel' })
})
