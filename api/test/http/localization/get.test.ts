// GET /v1/languages, /v1/currencies, /v1/countries and /v1/convert_currency.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, type Money, type Problem } from '../../support/catalogue.ts'

const shop = await anApp(t, { template: 'demo' })
interface Named { code: string, name: string }
interface Conversion { from: Money, to: Money, rate: string, source: string, asOf: string }
const convert = async (query: string) => await get<Conversion & Problem>(shop, `/v1/convert_currency?${query}`)

t.test('200: seven languages, one of them from right to left', async (t) => {
  const { body: { items } } = await get<{ items: Array<Named & { direction: string, isDefault: boolean }> }>(shop, '/v1/languages')
  t.same(items.map(({ code }) => code), ['en', 'de', 'fr', 'es', 'zh', 'ja', 'ar'])
  t.same(items.filter(({ direction }) => direction === 'rtl').map(({ code }) => code), ['ar'])
  t.same(items.filter(({ isDefault }) => isDefault).map(({ code }) => code), ['en'])
})

t.test('200: eight currencies with rate, day and source; the base is 1', async (t) => {
  const { body: { items } } = await get<{ items: Array<Named & { rate: string, source: string, decimals: number, asOf: string }> }>(shop, '/v1/currencies?locale=zh')
  t.equal(items.length, 8)
  const byCode = new Map(items.map((item) => [item.code, item]))
  t.match(byCode.get('EUR'), { rate: '1', source: 'base', name: '欧元' })
  t.match(byCode.get('USD'), { rate: '1.0705', source: 'ecb' })
  t.match(byCode.get('AED'), { source: 'peg' })
  t.match(byCode.get('KWD'), { source: 'manual', decimals: 3 })
  t.equal(byCode.get('JPY')?.decimals, 0)
})

t.test('200: countries in the reader\'s language with their way of writing addresses', async (t) => {
  const { body: { items } } = await get<{ items: Array<Named & { address: { required: string[], postalCodePattern: string | null, postalCodeExample: string | null } }> }>(shop, '/v1/countries?locale=de')
  t.ok(items.length >= 50)
  t.match(items.find(({ code }) => code === 'JP'), { name: 'Japan', address: { postalCodeExample: '150-0001' } })
  t.notOk(items.find(({ code }) => code === 'AE')?.address.required.includes('postalCode'))
  for (const { code, address: { postalCodePattern, postalCodeExample } } of items) {
    if (postalCodePattern !== null) t.ok(new RegExp(postalCodePattern).test(postalCodeExample ?? ''), code)
  }
})

t.test('200: conversion is exact, through the base, at the target\'s scale', async (t) => {
  t.match((await convert('from=EUR&to=JPY&amount=129.00')).body, { from: { amount: '129.00' }, to: { amount: '22180', currency: 'JPY' }, source: 'ecb' })
  t.match((await convert('from=KWD&to=USD&amount=1.500')).body, { to: { amount: '4.89' }, source: 'manual' })
  t.match((await convert('from=JPY&to=EUR&amount=0')).body.to, { amount: '0.00' })
  t.equal((await convert('from=EUR&to=EUR&amount=999999999999999.99')).body.to.amount, '999999999999999.99')
  for (const query of ['from=EUR&to=USD&amount=1', 'from=JPY&to=KWD&amount=1', 'from=USD&to=USD&amount=1']) {
    const { rate } = (await convert(query)).body
    t.ok(rate.replace('.', '').replace(/^0+/, '').length >= 12, rate)
  }
})

t.test('422: amounts that are none, and currencies the shop does not know', async (t) => {
  for (const amount of ['', 'abc', '-1', '1.005', '1e3', '1,5', '0x10', '12345678901234567', ' 1', '١٢']) {
    const { status, body } = await convert(`from=EUR&to=USD&amount=${encodeURIComponent(amount)}`)
    t.same([status, body.errors?.[0]?.path], [422, '/query/amount'], amount)
  }
  t.equal((await convert('from=JPY&to=USD&amount=1.5')).status, 422)
  t.equal((await convert('from=EUR&to=USD')).status, 422)
  t.match((await convert('from=EUR&to=XXX&amount=1')).body, { code: 'unsupported_currency', errors: [{ path: '/query/to' }] })
  t.match((await convert('from=eur&to=USD&amount=1')).body, { code: 'unsupported_currency' })
})
