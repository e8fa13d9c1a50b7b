// Amounts as a reader of this language writes them; nothing here counts money.
import { formatMoney, parseAmount, type Money } from '@tradewind/sdk/money'
import { formattingLocale } from './locale.ts'

/** A sign such as CN¥ keeps its letters and its symbol together where text runs right to left. */
export const amountText = (money: Money, locale: string): string =>
  formatMoney(money, formattingLocale(locale)).replace(/[A-Z]{1,3}[$£¥€]/g, '\u200e$&\u200e')

/** The reduction as a whole percentage, for the badge on a picture. */
export function reduction (price: Money, formerly: Money, locale: string): string {
  const now = parseAmount(price.amount).minor
  const before = parseAmount(formerly.amount).minor
  const percent = Number((before - now) * 100n / before)
  return new Intl.NumberFormat(formattingLocale(locale), { style: 'percent' }).format(-percent / 100).replace('-', '\u2212')
}

export const percentText = (percent: string, locale: string): string =>
  new Intl.NumberFormat(formattingLocale(locale), { style: 'percent', maximumFractionDigits: 2 }).format(Number(percent) / 100)

export const isZero = (money: Money): boolean => parseAmount(money.amount).minor === 0n

/** A currency as its switch shows it: EUR €. */
export const currencyLabel = (code: string, symbol: string): string => symbol === code || symbol === '' ? code : `${code} ${symbol}`
