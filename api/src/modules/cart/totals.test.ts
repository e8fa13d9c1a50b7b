// The parts of a cart sum to the whole, whatever is in it.
import fc from 'fast-check'
import t from 'tap'
import { taxFor } from '../pricing/index.ts'
import { add, subtract, sum, zero, type Currency } from '../../shared/money.ts'
import { taxLines, totalsOf } from './totals.ts'

const currency = fc.constantFrom<Currency>({ code: 'EUR', decimals: 2 }, { code: 'JPY', decimals: 0 }, { code: 'KWD', decimals: 3 })
const line = fc.record({ minor: fc.bigInt(0n, 10n ** 10n), quantity: fc.integer({ min: 1, max: 9999 }), taxClass: fc.constantFrom('standard' as const, 'reduced' as const, 'zero' as const) })
const cart = fc.record({
  currency,
  lines: fc.array(line, { maxLength: 12 }),
  shipping: fc.bigInt(0n, 10n ** 6n),
  discountPercent: fc.bigInt(0n, 100n),
  taxIncluded: fc.boolean(),
  percents: fc.record({ standard: fc.constantFrom('19', '8.1', '25.5', '0.5'), reduced: fc.constantFrom('7', '2.6') })
})

t.test('lines, shares, taxes and shipping add up to the total to the last unit', async (t) => {
  fc.assert(fc.property(cart, ({ currency, lines, shipping, discountPercent, taxIncluded, percents }) => {
    const rates = (['standard', 'reduced'] as const).map((taxClass) => ({ country: 'DE', taxClass, percent: percents[taxClass], validFrom: '2020-01-01', validTo: null }))
    const whole = lines.reduce((all, { minor, quantity }) => all + minor * BigInt(quantity), 0n)
    const totals = totalsOf({
      currency,
      lines: lines.map(({ minor, ...rest }) => ({ ...rest, unit: { minor, currency } })),
      shipping: { minor: shipping, currency },
      discount: { minor: whole * discountPercent / 100n, currency },
      taxIncluded,
      taxOf: (taxClass, amount) => taxFor(rates, { country: 'DE', taxClass, amount, includesTax: taxIncluded, on: '2026-01-01' })
    })
    const of = (pick: (line: typeof totals.lines[number]) => { minor: bigint, currency: Currency }) => sum(totals.lines.map(pick), currency)

    const sameSubtotal = of(({ lineTotal }) => lineTotal).minor === totals.subtotal.minor
    const sameDiscount = totals.lines.length === 0 || of(({ discountShare }) => discountShare).minor === totals.discountTotal.minor
    const sameTax = add(of(({ tax }) => tax.amount), totals.shippingTax.amount).minor === totals.taxTotal.minor
    const shown = sum(taxLines(totals).map(({ amount }) => amount), currency).minor === totals.taxTotal.minor
    const expected = add(add(subtract(totals.subtotal, totals.discountTotal), totals.shippingTotal), taxIncluded ? zero(currency) : totals.taxTotal)
    const within = totals.lines.every(({ discountShare, lineTotal, tax }) => discountShare.minor >= 0n && discountShare.minor <= lineTotal.minor && tax.amount.minor >= 0n && (!taxIncluded || tax.amount.minor <= tax.taxable.minor))
    return sameSubtotal && sameDiscount && sameTax && shown && within && expected.minor === totals.total.minor
  }), { numRuns: 500 })
  t.pass('500 carts')
})

t.test('the tax in a price is a part of it, the tax on a price comes on top', async (t) => {
  const eur = { code: 'EUR', decimals: 2 }
  const rates = [{ country: 'DE', taxClass: 'standard' as const, percent: '19', validFrom: '2020-01-01', validTo: null }]
  const of = (taxIncluded: boolean) => totalsOf({
    currency: eur,
    lines: [{ unit: { minor: 11900n, currency: eur }, quantity: 2, taxClass: 'standard' }],
    shipping: { minor: 595n, currency: eur },
    taxIncluded,
    taxOf: (taxClass, amount) => taxFor(rates, { country: 'DE', taxClass, amount, includesTax: taxIncluded, on: '2026-01-01' })
  })
  t.match(of(true), { taxTotal: { minor: 3895n }, total: { minor: 24395n } })
  t.match(of(false), { taxTotal: { minor: 4635n }, total: { minor: 29030n } })
})
