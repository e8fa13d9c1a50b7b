// Converting between two currencies of the shop, exactly; pure.
import { divideToScale, formatDecimal, parseDecimal, toScale, trimDecimal, type Decimal } from '../../shared/decimal.ts'
import type { Currency, Money } from '../../shared/money.ts'
import type { Directory } from './directory.ts'
import type { RateRow, RateSource } from './queries.ts'

export interface CrossRate { rate: string, asOf: Date, source: RateSource }

const SIGNIFICANT = 18

/** How many `to` one `from` is, through the base; as old as the older of the two and as sure as the less sure. */
export function crossRate (shop: Pick<Directory, 'rate'>, from: string, to: string): CrossRate | undefined {
  const [fromRate, toRate] = [shop.rate(from), shop.rate(to)]
  if (!fromRate || !toRate) return undefined
  const older = fromRate.asOf < toRate.asOf ? fromRate : toRate
  return {
    rate: formatDecimal(from === to ? { digits: 1n, scale: 0 } : divide(parseDecimal(toRate.rate), parseDecimal(fromRate.rate))),
    asOf: older.asOf,
    source: leastSure(fromRate, toRate)
  }
}

/** Half up at the scale of the currency it becomes. */
export function convert (money: Money, rate: string, to: Currency): Money {
  const { digits, scale } = parseDecimal(rate)
  const product: Decimal = { digits: money.minor * digits, scale: money.currency.decimals + scale }
  return { minor: toScale(product, to.decimals).digits, currency: to }
}

/** A rate as text with at least 12 significant digits, unless it is a short one written in full: 1.0705 is 1.07050000000. */
export function significant (rate: string): string {
  const value = trimDecimal(parseDecimal(rate))
  const digits = value.digits.toString().length
  return formatDecimal(digits >= 12 ? value : toScale(value, value.scale + 12 - digits))
}

// Eighteen significant digits, however small the rate.
function divide (a: Decimal, b: Decimal): Decimal {
  const magnitude = a.digits.toString().length - a.scale - (b.digits.toString().length - b.scale)
  return trimDecimal(divideToScale(a, b, Math.max(0, SIGNIFICANT - magnitude)))
}

const sureness: RateSource[] = ['manual', 'peg', 'ecb', 'base']

const leastSure = (a: RateRow, b: RateRow): RateSource =>
  sureness.indexOf(a.source) < sureness.indexOf(b.source) ? a.source : b.source
