// The small pure helpers: decimals, locales, cursors, lives, identities.
import fc from 'fast-check'
import t from 'tap'
import { addDecimals, compareDecimals, divideToScale, formatDecimal, multiply, parseDecimal, toScale, trimDecimal } from './decimal.ts'
import { AppError } from './errors.ts'
import { isUuid, newId } from './ids.ts'
import { fallbackChain, matchAcceptLanguage, matchLanguage } from './locale.ts'
import { eventsFrom, move, type Machine } from './machine.ts'
import { decodeCursor, encodeCursor } from './page.ts'

t.test('decimals are exact', async (t) => {
  const d = parseDecimal
  t.equal(formatDecimal(multiply(d('1.0705'), d('100.00'))), '107.050000')
  t.equal(formatDecimal(divideToScale(d('1'), d('3'), 14)), '0.33333333333333')
  t.equal(formatDecimal(divideToScale(d('2'), d('3'), 2)), '0.67')
  t.equal(formatDecimal(toScale(d('-0.125'), 2)), '-0.13')
  t.equal(formatDecimal(addDecimals(d('0.1'), d('0.2'))), '0.3')
  t.equal(formatDecimal(trimDecimal(d('1.0700'))), '1.07')
  t.equal(compareDecimals(d('1.10'), d('1.1')), 0)
  t.equal(compareDecimals(d('-2'), d('1')), -1)
  for (const text of ['', 'x', '1e5', '.1', 'NaN']) t.throws(() => d(text), RangeError)
  const number = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 })).map(([digits, scale]) => ({ digits, scale }))
  fc.assert(fc.property(number, (value) => compareDecimals(parseDecimal(formatDecimal(value)), value) === 0))
  fc.assert(fc.property(number, (value) => divideToScale(toScale(value, 20), { digits: 1n, scale: 0 }, value.scale).digits === value.digits))
})

t.test('languages fall back along BCP 47', async (t) => {
  t.strictSame(fallbackChain('de-AT', 'en'), ['de-AT', 'de', 'en'])
  t.strictSame(fallbackChain('zh-Hant-TW', 'en'), ['zh-Hant-TW', 'zh-Hant', 'zh', 'en'])
  t.strictSame(fallbackChain('en-GB', 'en'), ['en-GB', 'en'])
  t.equal(matchLanguage('DE-at', ['en', 'de']), 'de')
  t.equal(matchLanguage('xx', ['en']), undefined)
  t.equal(matchAcceptLanguage('fr-CH, fr;q=0.9, en;q=0.8', ['en', 'fr']), 'fr')
  t.equal(matchAcceptLanguage('xx, en;q=0.2, de;q=0.7', ['en', 'de']), 'de')
  t.equal(matchAcceptLanguage('de;q=0, *', ['en', 'de']), 'en')
  t.equal(matchAcceptLanguage('xx', ['en']), undefined)
  fc.assert(fc.property(fc.string(), (header) => [undefined, 'en', 'zh-Hant'].includes(matchAcceptLanguage(header, ['en', 'zh-Hant']))))
})

t.test('a cursor comes back as it was made, anything else is 422', async (t) => {
  const id = newId()
  const made = encodeCursor(['2026-03-01T09:30:00.000Z', id, null, 3, '12.5000'])
  t.strictSame(decodeCursor(made, ['time', 'uuid', 'text?', 'integer', 'decimal']), ['2026-03-01T09:30:00.000Z', id, null, 3, '12.5000'])
  const refused = (text: string): boolean => {
    try {
      decodeCursor(text, ['text', 'uuid'])
      return false
    } catch (error) {
      return error instanceof AppError && error.status === 422 && error.code === 'invalid_cursor'
    }
  }
  for (const values of [['x'], ['x', id, 'y'], [1, id], ['x', 'not-an-id'], ['\0', id], [null, id], {}]) t.ok(refused(encodeCursor(values as unknown[])), JSON.stringify(values))
  t.ok(refused('%%%'))
  fc.assert(fc.property(fc.string(), refused))
})

t.test('a life is a table', async (t) => {
  const life = { pack: { from: ['open'], to: 'packed' }, ship: { from: ['open', 'packed'], to: 'shipped' } } as const satisfies Machine<string>
  t.strictSame(eventsFrom(life, 'open'), ['pack', 'ship'])
  t.equal(move(life, 'packed', 'ship'), 'shipped')
  t.equal(move(life, 'shipped', 'pack'), undefined)
})

t.test('identities sort by time', async (t) => {
  const first = newId()
  t.ok(isUuid(first))
  t.equal(first[14], '7')
  await new Promise((resolve) => setTimeout(resolve, 2))
  t.ok(newId() > first)
  t.notOk(isUuid('01991f0a'))
  t.notOk(isUuid(undefined))
})
