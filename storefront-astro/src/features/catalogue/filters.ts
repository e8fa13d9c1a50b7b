// What the address of a list asks for, and what of it a reader can take off again.
import { amountText } from '../../lib/money.ts'
import type { Page } from '../../lib/page.ts'

export type Sort = 'newest' | 'price' | '-price' | 'name' | 'relevance'

export interface Filter {
  query?: string
  minPrice?: string
  maxPrice?: string
  inStock: boolean
  sort: Sort
  currency: string
  cursor?: string
}

const SORTS: Sort[] = ['newest', 'price', '-price', 'name', 'relevance']
const DECIMAL = /^\d{1,12}(\.\d{1,4})?$/

/** Anything that makes no sense is left out, so a mistyped address still shows the list. */
export function readFilter (query: URLSearchParams, page: Page, otherwise: Sort): Filter {
  const decimal = (name: string): string | undefined => {
    const text = query.get(name)?.trim().replace(',', '.')
    return text !== undefined && DECIMAL.test(text) ? text : undefined
  }
  const currency = query.get('currency') ?? ''
  return {
    minPrice: decimal('minPrice'),
    maxPrice: decimal('maxPrice'),
    inStock: query.get('inStock') === 'true',
    sort: SORTS.find((sort) => sort === query.get('sort')) ?? otherwise,
    currency: page.currencies.some(({ code }) => code === currency) ? currency : page.currency,
    cursor: query.get('cursor') ?? undefined
  }
}

/** The filter as the API takes it: the list in its own currency, with every other price beside it. */
export const toQuestion = (filter: Filter) => ({
  minPrice: filter.minPrice,
  maxPrice: filter.maxPrice,
  inStock: filter.inStock ? true : undefined,
  sort: filter.sort,
  currency: filter.currency,
  cursor: filter.cursor,
  limit: 24,
  include: 'prices,total' as const
})

export function chosenFilters (filter: Filter, { t, locale }: Page): Array<{ name: string, without: Record<string, string> }> {
  const { minPrice, maxPrice, currency } = filter
  const amount = (text: string): string => amountText({ amount: text, currency }, locale)
  const range = minPrice !== undefined && maxPrice !== undefined
    ? t('priceRange', { min: amount(minPrice), max: amount(maxPrice) })
    : minPrice !== undefined ? t('priceAtLeast', { min: amount(minPrice) }) : maxPrice !== undefined ? t('priceAtMost', { max: amount(maxPrice) }) : undefined
  return [
    ...(range === undefined ? [] : [{ name: range, without: { minPrice: '', maxPrice: '', currency: '' } }]),
    ...(filter.inStock ? [{ name: t('inStockOnly'), without: { inStock: '' } }] : [])
  ]
}
