// What shipping costs a cart: the offers of a country as quotes in one currency and language.
import type { Db } from '../../platform/db.ts'
import { compare, fromDecimal, zero, type Currency, type Money } from '../../shared/money.ts'
import { offers } from './queries.ts'

export interface Quote {
  id: string, code: string, name: string, description: string
  price: Money, freeOver: Money | null, minDays: number, maxDays: number
}

export interface QuoteQuestion { country: string, currency: Currency, subtotal: Money, languages: string[] }

export async function quotes (db: Db, { country, currency, subtotal, languages }: QuoteQuestion): Promise<Quote[]> {
  const rows = await offers(db, country, currency.code)
  return rows.map((row) => ({
    id: row.methodId,
    code: row.code,
    name: inLanguage(row.name, languages),
    description: inLanguage(row.description, languages),
    ...shippingPrice(row, subtotal),
    minDays: row.minDays,
    maxDays: row.maxDays
  }))
}

/** Free from a subtotal on, if the rate says so. */
export function shippingPrice (rate: { amount: string, freeOver: string | null }, subtotal: Money): { price: Money, freeOver: Money | null } {
  const full = fromDecimal(rate.amount, subtotal.currency)
  const freeOver = rate.freeOver === null ? null : fromDecimal(rate.freeOver, subtotal.currency)
  const free = freeOver !== null && compare(subtotal, freeOver) >= 0
  return { price: free ? zero(subtotal.currency) : full, freeOver }
}

/** The first of the languages that has words; else any, since a method without a name could not be chosen. */
export const inLanguage = (words: Record<string, string>, languages: string[]): string =>
  words[languages.find((language) => words[language] !== undefined) ?? Object.keys(words)[0] ?? ''] ?? ''
