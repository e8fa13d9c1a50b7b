// Money arithmetic: whole minor units of one currency, exact, and never a float.
export interface Currency { code: string, decimals: number }
export interface Money { minor: bigint, currency: Currency }
export interface WireMoney { amount: string, currency: string }

const DECIMAL = /^(-?)([0-9]{1,20})(?:\.([0-9]{1,20}))?$/

/** Reads '1290.5' or the database's '1290.5000'; a digit below the currency's scale is refused, not rounded. */
export function fromDecimal (text: string, currency: Currency): Money {
  const match = DECIMAL.exec(text)
  if (match === null) throw new RangeError('An amount is a decimal like 1290.50')
  const fraction = match[3] ?? ''
  if (/[1-9]/.test(fraction.slice(currency.decimals))) {
    throw new RangeError(`${currency.code} has ${currency.decimals} decimals`)
  }
  const digits = BigInt((match[2] ?? '') + fraction.slice(0, currency.decimals).padEnd(currency.decimals, '0'))
  return { minor: match[1] === '-' ? -digits : digits, currency }
}

/** Writes the amount at the currency's own scale: '1300' for JPY, '4.250' for KWD. */
export function toDecimal (money: Money): string {
  const { minor, currency: { decimals } } = money
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`
  return minor < 0n ? `-${text}` : text
}

export const toWire = (money: Money): WireMoney => ({ amount: toDecimal(money), currency: money.currency.code })

export const zero = (currency: Currency): Money => ({ minor: 0n, currency })

export function add (a: Money, b: Money): Money {
  sameCurrency(a, b)
  return { minor: a.minor + b.minor, currency: a.currency }
}

export function subtract (a: Money, b: Money): Money {
  sameCurrency(a, b)
  return { minor: a.minor - b.minor, currency: a.currency }
}

/** A number that is not whole has no exact product, so BigInt refuses it. */
export const times = (money: Money, quantity: number | bigint): Money =>
  ({ minor: money.minor * BigInt(quantity), currency: money.currency })

export function compare (a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b)
  if (a.minor === b.minor) return 0
  return a.minor < b.minor ? -1 : 1
}

export const equal = (a: Money, b: Money): boolean => a.currency.code === b.currency.code && a.minor === b.minor

export const sum = (list: Money[], currency: Currency): Money => list.reduce(add, zero(currency))

/** money × numerator ÷ denominator, halves away from zero. */
export function portion (money: Money, numerator: bigint, denominator: bigint): Money {
  return { minor: divideHalfUp(money.minor * numerator, denominator), currency: money.currency }
}

/** Divides by weights; the shares always sum to the whole, odd units go to the largest remainders, first come first. */
export function allocate (money: Money, weights: bigint[]): Money[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('A weight is not negative')
  const total = weights.reduce((all, weight) => all + weight, 0n)
  if (weights.length === 0) throw new RangeError('There is nobody to share with')
  if (total === 0n) return allocate(money, weights.map(() => 1n))
  const size = money.minor < 0n ? -money.minor : money.minor
  const shares = weights.map((weight, index) => ({ index, minor: size * weight / total, rest: size * weight % total }))
  let left = size - shares.reduce((all, share) => all + share.minor, 0n)
  for (const share of shares.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break
    share.minor += 1n
    left -= 1n
  }
  return shares.map(({ minor }) => ({ minor: money.minor < 0n ? -minor : minor, currency: money.currency }))
}

export function divideHalfUp (numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('Nothing divides by zero')
  const negative = (numerator < 0n) !== (denominator < 0n)
  const n = numerator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const rounded = (2n * n + d) / (2n * d)
  return negative ? -rounded : rounded
}

function sameCurrency (a: Money, b: Money): void {
  if (a.currency.code !== b.currency.code) {
    throw new TypeError(`${a.currency.code} and ${b.currency.code} do not mix`)
  }
}
