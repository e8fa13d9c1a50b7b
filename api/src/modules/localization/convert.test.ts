// Conversion between currencies: exact at any size, there and back within one unit, twelve digits of rate.
import fc from 'fast-check'
import t from 'tap'
import { convert, crossRate, significant } from './convert.ts'
import type { RateRow } from './queries.ts'

const rate = (to: string, text: string, source: RateRow['source'], day = '2024-06-28'): RateRow =>
  ({ id: to, fromCurrency: 'EUR', toCurrency: to, rate: text, source, asOf: new Date(day) })
const rows = [rate('EUR', '1.00000000000000', 'base'), rate('USD', '1.07050000000000', 'ecb'), rate('JPY', '171.94000000000000', 'ecb'), rate('KWD', '0.32864350000000', 'manual', '2024-06-01')]
const shop = { rate: (code: string) => rows.find(({ toCurrency }) => toCurrency === code) }
const decimals = { EUR: 2, USD: 2, JPY: 0, KWD: 3 } as const
type Code = keyof typeof decimals
const code = fc.constantFrom<Code[]>('EUR', 'USD', 'JPY', 'KWD')
const currency = (name: Code) => ({ code: name, decimals: decimals[name] })

t.test('through the base, as old as the older and as sure as the less sure', async (t) => {
  t.match(crossRate(shop, 'USD', 'JPY'), { source: 'ecb' })
  t.match(crossRate(shop, 'KWD', 'USD'), { source: 'manual', asOf: new Date('2024-06-01') })
  t.equal(crossRate(shop, 'USD', 'USD')?.rate, '1')
  t.equal(crossRate(shop, 'USD', 'XXX'), undefined)
})

t.test('a rate has at least twelve significant digits', async (t) => {
  t.equal(significant('1.0705'), '1.07050000000')
  t.equal(significant('1'), '1.00000000000')
  t.equal(significant('0.0058159823194137'), '0.0058159823194137')
  fc.assert(fc.property(code, code, (from, to) => significant(crossRate(shop, from, to)?.rate ?? '').replace('.', '').replace(/^0+/, '').length >= 12))
})

t.test('there and back again is the same amount, but for the scale that was passed through', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(code, code, fc.bigInt({ min: 0n, max: 10n ** 12n }), (from, to, minor) => {
    const there = convert({ minor, currency: currency(from) }, crossRate(shop, from, to)?.rate ?? '', currency(to))
    const back = convert(there, crossRate(shop, to, from)?.rate ?? '', currency(from))
    // Half a unit of the currency in between, in units of the first, and half a unit of the first.
    const one = convert({ minor: 1n, currency: currency(to) }, crossRate(shop, to, from)?.rate ?? '', currency(from)).minor
    const off = back.minor - minor
    return (off < 0n ? -off : off) <= one + 1n
  })))
})
