// Tax shares: known amounts, the right rate of the day, and sums that always hold.
import fc from 'fast-check'
import t from 'tap'
import type { Money } from '../../shared/money.ts'
import { taxFor, type TaxRate } from './tax.ts'

const EUR = { code: 'EUR', decimals: 2 }
const euros = (minor: bigint): Money => ({ minor, currency: EUR })
const rates: TaxRate[] = [
  { country: 'DE', taxClass: 'standard', percent: '19', validFrom: '2024-01-01', validTo: null },
  { country: 'FI', taxClass: 'standard', percent: '24', validFrom: '2013-01-01', validTo: '2024-09-01' },
  { country: 'FI', taxClass: 'standard', percent: '25.5', validFrom: '2024-09-01', validTo: null }
]
const ask = (amount: Money, country = 'DE', includesTax = true, on = '2026-03-01') => taxFor(rates, { country, taxClass: 'standard', amount, includesTax, on })

t.test('the share in a gross amount, half up on the line', async (t) => {
  t.same(ask(euros(11900n)), { percent: '19', amount: euros(1900n), reason: 'destination' })
  t.equal(ask(euros(12900n)).amount.minor, 2060n, '20.5966…')
  t.equal(ask(euros(11900n), 'DE', false).amount.minor, 2261n, 'on top of a net amount')
  t.equal(ask(euros(12550n), 'FI').amount.minor, 2550n, 'a rate with a fraction')
})

t.test('the rate of the day, and none where there is none', async (t) => {
  t.equal(ask(euros(12400n), 'FI', true, '2024-08-31').percent, '24')
  t.equal(ask(euros(12400n), 'FI', true, '2024-09-01').percent, '25.5')
  t.same(ask(euros(12400n), 'US'), { percent: '0', amount: euros(0n), reason: 'no_rate' })
  t.equal(taxFor(rates, { country: 'DE', taxClass: 'zero', amount: euros(1n), includesTax: true, on: '2026-03-01' }).reason, 'zero_rated')
})

t.test('for any amount: net + tax is gross, within half a unit of the exact share, and grows with the amount', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.constantFrom('DE', 'FI'), (minor, country) => {
    const { amount, percent } = ask(euros(minor), country)
    const tenths = BigInt(Math.round(Number(percent) * 10))
    const off = amount.minor * (1000n + tenths) - minor * tenths
    const next = ask(euros(minor + 1n), country).amount.minor
    return amount.minor >= 0n && amount.minor <= minor && 2n * (off < 0n ? -off : off) <= 1000n + tenths && next >= amount.minor
  })))
})
