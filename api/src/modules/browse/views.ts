// The flat rows as cards, prices and categories; written for speed, since a list is all a server does.
import type { Currency } from '../../shared/money.ts'
import { toImage } from '../media/index.ts'
import type { CategoryRow, PriceRow } from './detail-queries.ts'
import type { CardRow } from './list-queries.ts'
import type { CardView, CategoryView, CrumbView, PriceView } from './schemas.ts'

/** [currency, amount, compareAt, source] as the database builds it. */
export type PriceTuple = [string, string, string | null, 'fixed' | 'converted']

/** Amounts of the book are numeric(19,4) and already rounded to their currency, so zeros are cut off the text, never digits. */
export const money = (amount: string, currency: Currency): { amount: string, currency: string } => ({
  amount: currency.decimals === 4 ? amount : amount.slice(0, amount.length - (currency.decimals === 0 ? 5 : 4 - currency.decimals)),
  currency: currency.code
})

export const toPrice = (amount: string, compareAt: string | null, source: 'fixed' | 'converted', currency: Currency): PriceView => ({
  price: money(amount, currency),
  compareAtPrice: compareAt === null ? null : money(compareAt, currency),
  priceSource: source
})

/** In the shop's order of currencies; those a channel does not sell in are left out. */
export function toPrices (tuples: PriceTuple[], currencies: Currency[]): PriceView[] {
  return currencies.flatMap((currency) => {
    const found = tuples.find(([code]) => code === currency.code)
    return found ? [toPrice(found[1], found[2], found[3], currency)] : []
  })
}

export function toCard (row: CardRow, currency: Currency, currencies: Currency[]): CardView {
  const price = money(row.amount, currency)
  return {
    id: row.productId,
    slug: row.slug,
    sku: row.sku,
    variantId: row.variantId,
    name: row.name,
    origin: row.origin,
    shortDescription: row.shortDescription,
    language: row.servedLanguage,
    image: row.imageHash === null
      ? null
      : toImage({ hash: row.imageHash, width: row.imageWidth, height: row.imageHeight, tint: row.imageTint, alt: row.imageAlt }),
    price,
    compareAtPrice: row.compareAt === null ? null : money(row.compareAt, currency),
    priceSource: row.source,
    priceRange: { min: price, max: row.maxAmount === row.amount ? price : money(row.maxAmount, currency) },
    ...(row.prices === undefined ? {} : { prices: toPrices(JSON.parse(row.prices) as PriceTuple[], currencies) }),
    inStock: row.inStock,
    variantCount: row.variantCount,
    publishedAt: row.publishedAt.toISOString()
  }
}

export const toVariantPrice = (row: PriceRow, currency: Currency, currencies: Currency[]) => ({
  variantId: row.variantId,
  sku: row.sku,
  ...toPrice(row.amount, row.compareAt, row.source, currency),
  ...(row.prices === undefined ? {} : { prices: toPrices(JSON.parse(row.prices) as PriceTuple[], currencies) })
})

/** The word in the first language of the chain that has one; a plain string is the same in all. */
export function wordIn (words: Record<string, string> | string | null | undefined, chain: string[]): string {
  if (typeof words === 'string') return words
  if (!words) return ''
  const language = chain.find((code) => words[code] !== undefined) ?? Object.keys(words)[0]
  return language === undefined ? '' : words[language] ?? ''
}

export const toCrumb = (row: CategoryRow, chain: string[]): CrumbView =>
  ({ id: row.id, name: wordIn(row.localizedName, chain), slug: wordIn(row.slugs, chain) })

export const toCategory = (row: CategoryRow, rows: CategoryRow[], chain: string[], offered: string[]): CategoryView => ({
  ...toCrumb(row, chain),
  parentId: row.parentId,
  code: row.code,
  description: wordIn(row.localizedDescription, chain),
  productCount: row.productCount,
  alternates: Object.fromEntries(Object.entries(row.slugs).filter(([language]) => offered.includes(language))),
  children: rows.filter(({ parentId }) => parentId === row.id).map((child) => toCategory(child, rows, chain, offered))
})
