// One product's row and its lists as the page of it.
import type { Currency } from '../../shared/money.ts'
import { toImage, toRenditions } from '../media/index.ts'
import type { CategoryRow, DetailRow } from './detail-queries.ts'
import type { PictureView, ProductView, VariantView } from './schemas.ts'
import { money, toCrumb, toPrice, toPrices, wordIn, type PriceTuple } from './views.ts'

type Words = Record<string, string> | string
interface OptionJson { code: string, name: Words, values: Array<{ code: string, name: Words }> }
type MediaJson = [id: string, hash: string, width: number, height: number, tint: string | null, alt: Record<string, string>, options: Record<string, string>]
type VariantJson = [
  id: string, sku: string, options: Record<string, string>, weightGrams: number, amount: string, compareAt: string | null,
  source: 'fixed' | 'converted', stock: [available: number | null, backorder: boolean | null], prices?: PriceTuple[]
]
type Option = ProductView['options'][number]

export interface Page { chain: string[], currency: Currency, currencies: Currency[], taxIncluded: boolean, categories: Map<string, CategoryRow>, lowStockAt: number }

export function toProduct (row: DetailRow, page: Page): ProductView {
  const options = toOptions(row.options, page.chain)
  const given = JSON.parse(row.variants ?? '[]') as VariantJson[]
  const variants = given.map((variant) => toVariant(variant, options, page))
  const lowest = given.reduce((best, variant) => isBelow(variant[4], best[4]) ? variant : best)
  const highest = given.reduce((best, variant) => isBelow(best[4], variant[4]) ? variant : best)
  const media = toMedia(row.media, page.chain)
  return {
    id: row.productId,
    slug: row.slug,
    language: row.language,
    name: row.name,
    origin: row.origin,
    originCountry: row.originCountry,
    shortDescription: row.shortDescription,
    description: row.description,
    details: JSON.parse(row.details),
    options,
    variants,
    ...toPrice(lowest[4], lowest[5], lowest[6], page.currency),
    priceRange: { min: money(lowest[4], page.currency), max: money(highest[4], page.currency) },
    sku: lowest[1],
    inStock: variants.some(({ availability }) => availability !== 'out_of_stock'),
    variantCount: variants.length,
    taxClass: row.taxClass,
    taxIncluded: page.taxIncluded,
    image: toFirstImage(media),
    media,
    categories: row.categoryIds.flatMap((id) => toShelf(id, page)),
    seo: { title: row.seoTitle || row.name, description: row.seoDescription || row.shortDescription },
    alternates: JSON.parse(row.alternates),
    publishedAt: row.publishedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString()
  }
}

const toOptions = (json: string | null, chain: string[]): Option[] => (JSON.parse(json ?? '[]') as OptionJson[]).map(({ code, name, values }) => ({
  code,
  name: wordIn(name, chain),
  values: values.map((value) => ({ code: value.code, name: wordIn(value.name, chain) }))
}))

function toVariant ([id, sku, chosen, weightGrams, amount, compareAt, source, stock, prices]: VariantJson, options: Option[], page: Page): VariantView {
  const [available, backorder] = stock
  const inventoryQuantity = available ?? 0
  return {
    id,
    sku,
    options: options.flatMap(({ code, name, values }) => {
      const valueCode = chosen[code]
      return valueCode === undefined ? [] : [{ code, name, valueCode, value: values.find((value) => value.code === valueCode)?.name ?? valueCode }]
    }),
    ...toPrice(amount, compareAt, source, page.currency),
    ...(prices === undefined ? {} : { prices: toPrices(prices, page.currencies) }),
    inventoryQuantity,
    availability: availabilityOf(inventoryQuantity, backorder === true, page.lowStockAt),
    weightGrams
  }
}

function availabilityOf (quantity: number, backorder: boolean, lowStockAt: number): VariantView['availability'] {
  if (quantity <= 0) return backorder ? 'backorder' : 'out_of_stock'
  return quantity <= lowStockAt ? 'low_stock' : 'in_stock'
}

const toMedia = (json: string | null, chain: string[]): PictureView[] => (JSON.parse(json ?? '[]') as MediaJson[])
  .map(([id, hash, width, height, tint, alt, options]) => ({
    id, ...toImage({ hash, width, height, tint, alt: wordIn(alt, chain) }), options, renditions: toRenditions(hash)
  }))

function toFirstImage ([first]: PictureView[]): ProductView['image'] {
  if (!first) return null
  const { url, alt, width, height, tint, srcset } = first
  return { url, alt, width, height, tint, srcset }
}

function toShelf (id: string, { categories, chain }: Page): ProductView['categories'] {
  const category = categories.get(id)
  if (!category) return []
  const breadcrumbs = category.path.flatMap((step) => {
    const above = categories.get(step)
    return above ? [toCrumb(above, chain)] : []
  })
  return [{ ...toCrumb(category, chain), breadcrumbs }]
}

// Amounts of one scale, without signs or leading zeros, compare by length, then as text.
const isBelow = (a: string, b: string): boolean => a.length === b.length ? a < b : a.length < b.length
