// Money is exact: what is taken apart sums to the whole, what is written reads back, what does not fit is refused.
import fc from 'fast-check'
import t from 'tap'
import { add, allocate, compare, equal, fromDecimal, portion, subtract, sum, times, toDecimal, toWire, zero, type Currency } from './money.ts'

const EUR = { code: 'EUR', decimals: 2 }
const JPY = { code: 'JPY', decimals: 0 }
const KWD = { code: 'KWD', decimals: 3 }
const currency = fc.constantFrom<Currency>(EUR, JPY, KWD, { code: 'CLF', decimals: 4 })
const minor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
const money = fc.record({ minor, currency })

t.test('is written at the scale of its currency', async (t) => {
  t.equal(toDecimal(fromDecimal('1290.5', EUR)), '1290.50')
  t.equal(toDecimal(fromDecimal('1300.0000', JPY)), '1300')
  t.equal(toDecimal(fromDecimal('4.25', KWD)), '4.250')
  t.equal(toDecimal({ minor: -5n, currency: EUR }), '-0.05')
  t.strictSame(toWire(fromDecimal('0', KWD)), { amount: '0.000', currency: 'KWD' })
})

t.test('reads what it wrote, and what the database wrote', async (t) => {
  const property = fc.property(money, (m) => {
    const text = toDecimal(m)
    const padded = text.includes('.') ? text.padEnd(text.indexOf('.') + 5, '0') : `${text}.0000`
    return equal(fromDecimal(text, m.currency), m) && equal(fromDecimal(padded, m.currency), m)
  })
  t.doesNotThrow(() => { fc.assert(property) })
})

t.test('refuses what is no decimal and what lies below the scale', async (t) => {
  for (const text of ['', '.5', '1.', '1e3', ' 1', '1,5', '+1', '0x1', 'NaN', 'Infinity', '--1', '1.2.3', '١']) t.throws(() => fromDecimal(text, EUR), RangeError, text)
  t.throws(() => fromDecimal('1.005', EUR), RangeError)
  t.throws(() => fromDecimal('1.5', JPY), RangeError)
  t.throws(() => fromDecimal('9'.repeat(21), EUR), RangeError)
})

t.test('adds and subtracts within one currency only', async (t) => {
  fc.assert(fc.property(currency, minor, minor, (c, a, b) => {
    const x = { minor: a, currency: c }
    const y = { minor: b, currency: c }
    return equal(subtract(add(x, y), y), x) && compare(add(x, y), x) === (b === 0n ? 0 : b > 0n ? 1 : -1) && sum([x, y], c).minor === a + b
  }))
  t.throws(() => add(zero(EUR), zero(JPY)), TypeError)
  t.throws(() => subtract(zero(EUR), zero(KWD)), TypeError)
  t.throws(() => compare(zero(EUR), zero(JPY)), TypeError)
  t.notOk(equal(zero(EUR), zero(JPY)))
})

t.test('multiplies by whole numbers only', async (t) => {
  t.equal(toDecimal(times(fromDecimal('19.99', EUR), 3)), '59.97')
  t.throws(() => times(fromDecimal('19.99', EUR), 0.5), RangeError)
})

t.test('a portion is within half a unit of the exact one, halves away from zero', async (t) => {
  t.equal(portion({ minor: 5n, currency: EUR }, 1n, 2n).minor, 3n)
  t.equal(portion({ minor: -5n, currency: EUR }, 1n, 2n).minor, -3n)
  t.equal(toDecimal(portion(fromDecimal('119.00', EUR), 19n, 119n)), '19.00')
  const part = fc.bigInt({ min: 0n, max: 10n ** 6n })
  fc.assert(fc.property(money, part, fc.bigInt({ min: 1n, max: 10n ** 6n }), (m, n, d) => {
    const error = 2n * (portion(m, n, d).minor * d - m.minor * n)
    return error <= d && error >= -d
  }))
  t.throws(() => portion(zero(EUR), 1n, 0n), RangeError)
})

t.test('shares always sum to the whole, and each is within a unit of its due', async (t) => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 })
  fc.assert(fc.property(money, weights, (m, ws) => {
    const shares = allocate(m, ws)
    const total = ws.reduce((a, b) => a + b, 0n)
    const fair = total === 0n || shares.every((share, i) => {
      const distance = share.minor * total - m.minor * (ws[i] ?? 0n)
      return distance < total && distance > -total
    })
    return shares.length === ws.length && equal(sum(shares, m.currency), m) && fair
  }))
  t.strictSame(allocate(fromDecimal('1.00', EUR), [1n, 1n, 1n]).map(toDecimal), ['0.34', '0.33', '0.33'])
  t.strictSame(allocate(fromDecimal('0.05', EUR), [0n, 0n]).map(toDecimal), ['0.03', '0.02'])
  t.throws(() => allocate(zero(EUR), []), RangeError)
  t.throws(() => allocate(zero(EUR), [-1n, 2n]), RangeError)
})
