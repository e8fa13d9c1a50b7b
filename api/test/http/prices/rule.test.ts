// The one rule of conversion, as SQL runs it, against the same rule in whole numbers.
import fc from 'fast-check'
import t from 'tap'
import { anApp } from '../../support/app.ts'

const shop = await anApp(t)
const SCALE = 10n ** 20n
const at20 = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole) * SCALE + BigInt(fraction.padEnd(20, '0'))
}
const converted = async (base: string, rate: string, margin: string, increment: string, ending: string | null, decimals: number): Promise<string> => {
  const [row] = await shop.pool<{ amount: string }[]>`
    select converted_price(${base}::numeric, ${rate}::numeric, ${margin}::numeric, ${increment}::numeric, ${ending}::numeric, ${decimals}::int)::text as amount`
  return row?.amount ?? ''
}

t.test('examples a merchant would check by hand', async (t) => {
  const examples: Array<[Parameters<typeof converted>, string]> = [
    [['129.00', '171.94', '0', '1', null, 0], '22180'],
    [['129.00', '0.9634', '0', '0.05', null, 2], '124.30'],
    [['10.00', '1.0025', '0', '0.05', null, 2], '10.05'],
    [['12.90', '0.3286435', '0', '0.05', '0.950', 3], '3.950'],
    [['12.90', '0.3286435', '0', '0.05', null, 3], '4.250'],
    [['100.00', '1', '2.5', '0.01', null, 2], '102.50'],
    [['0.01', '0.3', '0', '0.05', null, 3], '0.050'],
    [['0', '171.94', '0', '1', null, 0], '0']
  ]
  for (const [input, amount] of examples) t.equal(await converted(...input), amount, JSON.stringify(input))
})

t.test('for any price, rate, margin and increment: the nearest multiple, halves up, never free', async (t) => {
  const increments = fc.constantFrom<Array<[string, number]>>(['0.01', 2], ['0.05', 2], ['0.10', 2], ['1', 0], ['100', 0], ['0.050', 3], ['0.005', 3])
  const rate = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 999_999 })).map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`)
  const base = fc.bigInt({ min: 1n, max: 10n ** 9n }).map((minor) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`)
  await t.resolves(fc.assert(fc.asyncProperty(base, rate, fc.integer({ min: -50, max: 300 }), increments, async (price, rateText, margin, [increment, decimals]) => {
    const amount = await converted(price, rateText, String(margin), increment, null, decimals)
    const step = at20(increment)
    const exact = at20(price) * at20(rateText) / SCALE * BigInt(100 + margin) / 100n
    const nearest = (2n * exact + step) / (2n * step) * step
    return at20(amount) === (nearest === 0n ? step : nearest) && (amount.split('.')[1]?.length ?? 0) === decimals
  }), { numRuns: 300 }))
})
