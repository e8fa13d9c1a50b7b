// Money without floats: decimal strings are parsed to whole minor units, compared, and formatted by Intl as text.

/** An amount on the wire, such as `{"amount": "4.250", "currency": "KWD"}`: a decimal string at the currency's own scale. */
export interface Money {
  amount: string
  currency: string
}

/** Whole units of the last decimal given: `"12.90"` is `{ minor: 1290n, decimals: 2 }`. Throws RangeError on anything else. */
export function parseAmount (amount: string): { minor: bigint, decimals: number } {
  if (!/^-?\d+(\.\d+)?$/.test(amount)) throw new RangeError(`not a decimal: ${amount}`)
  const decimals = amount.includes('.') ? amount.length - amount.indexOf('.') - 1 : 0
  return { minor: BigInt(amount.replace('.', '')), decimals }
}

/** Below zero, zero or above: a against b, exact. Throws TypeError on two currencies. */
export function compareMoney (a: Money, b: Money): number {
  if (a.currency !== b.currency) throw new TypeError(`cannot compare ${a.currency} with ${b.currency}`)
  const left = parseAmount(a.amount)
  const right = parseAmount(b.amount)
  const scale = Math.max(left.decimals, right.decimals)
  const difference = left.minor * 10n ** BigInt(scale - left.decimals) - right.minor * 10n ** BigInt(scale - right.decimals)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

/** The amount in the reader's language, with exactly the decimals it came with. */
export function formatMoney (money: Money, locale: string): string {
  const { decimals } = parseAmount(money.amount)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency', currency: money.currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals
  })
  // A numeric string is formatted exactly; a number would pass through a float.
  return format.format(money.amount as Intl.StringNumericLiteral)
}
