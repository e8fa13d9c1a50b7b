// How much of an amount is the destination's tax. Arithmetic only: no clock, no database.
import { parseDecimal } from '../../shared/decimal.ts'
import { portion, zero, type Money } from '../../shared/money.ts'

export type TaxClass = 'standard' | 'reduced' | 'zero'
export interface TaxRate { country: string, taxClass: TaxClass, percent: string, validFrom: string, validTo: string | null }
export interface TaxQuestion { country: string, taxClass: TaxClass, amount: Money, includesTax: boolean, on: string }
export interface TaxAnswer { percent: string, amount: Money, reason: 'destination' | 'no_rate' | 'zero_rated' }

/** The tax in (or on top of) a line's amount, half up on the line; `on` is the day, 2026-03-01. */
export function taxFor (rates: readonly TaxRate[], question: TaxQuestion): TaxAnswer {
  const none = { percent: '0', amount: zero(question.amount.currency) }
  if (question.taxClass === 'zero') return { ...none, reason: 'zero_rated' }
  const rate = rateOn(rates, question)
  if (!rate) return { ...none, reason: 'no_rate' }

  const { digits, scale } = parseDecimal(rate.percent)
  const hundred = 100n * 10n ** BigInt(scale)
  const whole = question.includesTax ? hundred + digits : hundred
  return { percent: rate.percent, amount: portion(question.amount, digits, whole), reason: 'destination' }
}

// Dates of one format compare as text.
const rateOn = (rates: readonly TaxRate[], { country, taxClass, on }: TaxQuestion): TaxRate | undefined =>
  rates.find((rate) => rate.country === country && rate.taxClass === taxClass &&
    rate.validFrom <= on && (rate.validTo === null || on < rate.validTo))
