// What shoppers ask of the catalogue: lists, one product, prices, categories.
import { remember } from '../../platform/cache.ts'
import type { Pool } from '../../platform/db.ts'
import { compareDecimals, parseDecimal } from '../../shared/decimal.ts'
import { AppError, invalid, notFound } from '../../shared/errors.ts'
import { isUuid } from '../../shared/ids.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import type { Currency } from '../../shared/money.ts'
import { LOW_STOCK_AT } from '../inventory/index.ts'
import type { Channel } from '../localization/index.ts'
import { categoryRows, productDetail, variantPriceRows, type CategoryRow } from './detail-queries.ts'
import { toProduct } from './detail-views.ts'
import { listCards, type CardRow, type ListQuestion, type Sort } from './list-queries.ts'
import type { CardView, CategoryDetailView, CategoryView, ListInput, ProductView } from './schemas.ts'
import { toCard, toCategory, toCrumb, toVariantPrice } from './views.ts'

export interface Reader { locale: string, languages: string[], currency: Currency, channel: Channel }
export interface Tagged<T> { body: T, tags: string[] }

const MOST_WORDS = 6

export async function listProducts (pool: Pool, reader: Reader, input: ListInput): Promise<Tagged<{ items: CardView[], nextCursor: string | null, total?: number }>> {
  const category = input.category === undefined ? undefined : await findCategory(pool, reader, input.category)
  const question = toQuestion(reader, input, category?.id)
  const { limit, withTotal, sort } = question
  const rows = input.category !== undefined && !category ? [] : await listCards(pool, question)

  const found = withTotal ? rows.filter((row) => row.productId !== null) : rows
  const page = found.length > limit ? found.slice(0, limit) : found
  const last = page.at(-1)
  return {
    body: {
      items: page.map((row) => toCard(row, reader.currency, reader.channel.currencies)),
      nextCursor: found.length > limit && last ? encodeCursor([sort, sortValue(sort, last), last.productId]) : null,
      ...(withTotal ? { total: Number(rows[0]?.total ?? 0) } : {})
    },
    tags: [...(isPlain(question) ? ['shelves'] : ['products']), ...(category ? [`category:${category.id}`] : []), ...page.map((row) => `product:${row.productId}`)]
  }
}

// The shop's own order, unfiltered: only products that come, go or move change who is in it, so a price saved elsewhere leaves it be.
const isPlain = ({ words, minPrice, maxPrice, inStock, options, sort }: ListQuestion): boolean =>
  sort === 'newest' && words.length === 0 && [minPrice, maxPrice, inStock].every((filter) => filter === undefined) && Object.keys(options).length === 0

function toQuestion ({ locale, currency, channel }: Reader, input: ListInput, category: string | undefined): ListQuestion {
  const words = (input.q ?? '').trim().split(/\s+/).filter((word) => word !== '').slice(0, MOST_WORDS)
  const wanted = input.sort ?? (words.length > 0 ? 'relevance' : 'newest')
  const sort = wanted === 'relevance' && words.length === 0 ? 'newest' : wanted
  const include = includes(input.include)
  const { minPrice, maxPrice, inStock, limit = 24 } = input
  if (minPrice !== undefined && maxPrice !== undefined && compareDecimals(parseDecimal(minPrice), parseDecimal(maxPrice)) > 0) {
    throw invalid('/query/minPrice', 'range', 'The lowest price is above the highest.')
  }
  return {
    language: locale,
    priceListId: channel.priceListId,
    currency: currency.code,
    words,
    phrase: words.join(' '),
    category,
    minPrice,
    maxPrice,
    inStock,
    options: optionsIn(input),
    sort,
    after: input.cursor === undefined ? undefined : readCursor(input.cursor, sort),
    limit,
    withTotal: include.has('total'),
    withPrices: include.has('prices')
  }
}

const includes = (include: string | undefined): Set<string> => new Set(include?.split(','))

function optionsIn (input: object): Record<string, string> {
  const options: Record<string, string> = {}
  for (const [name, value] of Object.entries(input)) {
    if (name.startsWith('option.') && typeof value === 'string') options[name.slice(7)] = value
  }
  return options
}

const kinds = { newest: 'time', price: 'decimal', '-price': 'decimal', name: 'text', relevance: 'integer' } as const

function readCursor (cursor: string, sort: Sort): [string | number, string] {
  const [made, value, id] = decodeCursor(cursor, ['text', kinds[sort], 'uuid'])
  if (made !== sort) throw new AppError('invalid_cursor', 422, 'The cursor was made by a list in another order.')
  return [value, id]
}

function sortValue (sort: Sort, row: CardRow): string | number {
  switch (sort) {
    case 'newest': return row.publishedAt.toISOString()
    case 'name': return row.name
    case 'relevance': return row.score ?? 0
    default: return row.amount
  }
}

export async function getProduct (pool: Pool, reader: Reader, idOrSlug: string, include?: string): Promise<Tagged<ProductView>> {
  const { locale, languages, currency, channel } = reader
  const [row, categories] = await Promise.all([
    productDetail(pool, {
      idOrSlug, locale, chain: languages, languages: channel.languages, priceListId: channel.priceListId, currency: currency.code, withPrices: includes(include).has('prices')
    }),
    categoryMap(pool)])
  if (!row || row.variants === null) throw notFound('product')

  const body = toProduct(row, {
    chain: languages, currency, currencies: channel.currencies, taxIncluded: channel.pricesIncludeTax, categories, lowStockAt: LOW_STOCK_AT
  })
  return { body, tags: [`product:${row.productId}`, ...row.categoryIds.map((id) => `category:${id}`)] }
}

const MOST_PRICES = 100

export async function listPrices (pool: Pool, { currency, channel }: Reader, variantIds: string, include?: string) {
  const ids = [...new Set(variantIds.split(',').map((id) => id.trim().toLowerCase()).filter((id) => id !== ''))]
  if (ids.length > MOST_PRICES) throw invalid('/query/variantIds', 'too_many', `At most ${MOST_PRICES} variants at once.`)
  const rows = await variantPriceRows(pool, {
    priceListId: channel.priceListId, currency: currency.code, withPrices: includes(include).has('prices')
  }, ids.filter(isUuid))
  return {
    items: rows.map((row) => toVariantPrice(row, currency, channel.currencies)),
    currency: currency.code,
    taxIncluded: channel.pricesIncludeTax
  }
}

export async function listCategories (pool: Pool, { languages, channel }: Reader): Promise<Tagged<{ items: CategoryView[] }>> {
  const rows = [...(await categoryMap(pool)).values()]
  return {
    body: { items: rows.filter(({ parentId }) => parentId === null).map((row) => toCategory(row, rows, languages, channel.languages)) },
    tags: ['categories', ...rows.map(({ id }) => `category:${id}`)]
  }
}

export async function getCategory (pool: Pool, reader: Reader, idOrSlug: string): Promise<Tagged<CategoryDetailView>> {
  const [category, byId] = await Promise.all([findCategory(pool, reader, idOrSlug), categoryMap(pool)])
  if (!category) throw notFound('category')
  const breadcrumbs = category.path.flatMap((id) => {
    const above = byId.get(id)
    return above ? [toCrumb(above, reader.languages)] : []
  })
  return {
    body: { ...toCategory(category, [...byId.values()], reader.languages, reader.channel.languages), breadcrumbs },
    tags: ['categories', ...category.path.map((id) => `category:${id}`)]
  }
}

// The slug may be one of another language: a shared link keeps working after a switch.
async function findCategory (pool: Pool, { languages, channel }: Reader, idOrSlug: string): Promise<CategoryRow | undefined> {
  const byId = await categoryMap(pool)
  if (isUuid(idOrSlug)) return byId.get(idOrSlug.toLowerCase())
  const rows = [...byId.values()]
  for (const language of [...languages, ...channel.languages]) {
    const found = rows.find(({ slugs }) => slugs[language] === idOrSlug)
    if (found) return found
  }
  return undefined
}

const categoryMap = async (pool: Pool): Promise<Map<string, CategoryRow>> =>
  await remember(pool, 'category_tree', ['categories'], async () => new Map((await categoryRows(pool)).map((row) => [row.id, row])))
