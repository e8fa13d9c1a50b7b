// Money in the SDK is exact: parse, compare and format against properties and the currencies' own scales.
import fc from 'fast-check'
import t from 'tap'
import { compareMoney, formatMoney, parseAmount } from '../src/money.ts'

t.test('an amount survives parsing whatever its size', async (t) => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 4 }), (minor, decimals) => {
    const sign = minor < 0n ? '-' : ''
    const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0')
    const cut = digits.length - decimals
    const text = sign + (decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`)
    return parseAmount(text).minor === minor && parseAmount(text).decimals === decimals
  }))
  for (const bad of ['', '1,5', '1e3', '.5', '1.', 'NaN', ' 1']) t.throws(() => parseAmount(bad), RangeError)
})

t.test('comparing is exact across scales and refuses two currencies', async (t) => {
  t.equal(compareMoney({ amount: '1.10', currency: 'EUR' }, { amount: '1.1', currency: 'EUR' }), 0)
  t.equal(compareMoney({ amount: '9007199254740993.01', currency: 'VND' }, { amount: '9007199254740993.02', currency: 'VND' }), -1)
  t.throws(() => compareMoney({ amount: '1', currency: 'EUR' }, { amount: '1', currency: 'USD' }), TypeError)
})

t.test('each currency keeps its own decimals, and no float touches a large amount', async (t) => {
  t.equal(formatMoney({ amount: '22180', currency: 'JPY' }, 'en'), '¥22,180')
  t.match(formatMoney({ amount: '42.950', currency: 'KWD' }, 'en'), /42\.950$/)
  t.equal(formatMoney({ amount: '129.00', currency: 'EUR' }, 'en'), '€129.00')
  t.match(formatMoney({ amount: '998.00', currency: 'CNY' }, 'zh'), /998\.00/)
  t.match(formatMoney({ amount: '900719925474099301.01', currency: 'EUR' }, 'en'), /900,719,925,474,099,301\.01/)
})
