// The staff's rows as they go out: everything for editing, with what is missing and why a price is what it is.
import { fromDecimal, toWire, type Currency } from '../../shared/money.ts'
import { toImage } from '../media/index.ts'
import type { ListRow, PageRow } from './queries.ts'
import type { StaffCardView, StaffProductView, StaffText, StaffVariantView } from './schemas.ts'

export interface Desk { languages: string[], base: Currency, currency: (code: string) => Currency, mayWrite: boolean }

type Words = Record<string, string> | string
interface VariantJson {
  id: string, sku: string, barcode: string | null, options: Record<string, string>, weightGrams: number
  basePrice: string, baseCompareAt: string | null, stock: [onHand: number, reserved: number], prices: PriceJson[] | null
}
interface PriceJson {
  currency: string, enabled: boolean, amount: string | null, compareAt: string | null, source: 'fixed' | 'converted' | null, converted: string | null
  rate: string | null, asOf: string | null, rateSource: string | null, marginPercent: string, roundingIncrement: string, roundingEnding: string | null
}
interface PictureJson { id: string, hash: string, width: number, height: number, tint: string | null, alts: Record<string, string>, options: Record<string, string> }
type Option = StaffProductView['options'][number]

const money = (amount: string, currency: Currency) => toWire(fromDecimal(amount, currency))

export const toStaffCard = (row: ListRow, { base, languages }: Desk): StaffCardView => ({
  id: row.productId,
  code: row.code,
  status: row.status,
  version: row.version,
  name: row.name ?? row.code,
  slug: row.slug,
  image: row.hash === null ? null : toImage({ hash: row.hash, width: row.width, height: row.height, tint: row.tint, alt: wordIn(row.alt ?? {}, languages) }),
  price: row.lowest === null ? null : money(row.lowest, base),
  priceRange: row.lowest === null || row.highest === null ? null : { min: money(row.lowest, base), max: money(row.highest, base) },
  variantCount: row.variantCount,
  available: row.available,
  missingLanguages: row.missingLanguages,
  publishedAt: row.publishedAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString()
})

export function toStaffProduct (row: PageRow, desk: Desk): StaffProductView {
  const { languages } = desk
  const texts = (JSON.parse(row.texts) as Array<Partial<StaffText> & { language: string, exists: boolean }>).map(toText)
  const options = (JSON.parse(row.options) as Array<{ code: string, name: Words, values: Array<{ code: string, name: Words }> }>).map((option) => ({
    code: option.code, name: wordIn(option.name, languages), values: option.values.map(({ code, name }) => ({ code, name: wordIn(name, languages) }))
  }))
  return {
    id: row.productId,
    code: row.code,
    status: row.status,
    version: row.version,
    name: languages.map((code) => texts.find(({ language }) => language === code)?.name).find((name) => name) ?? row.code,
    taxClass: row.taxClass,
    originCountry: row.originCountry,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    texts,
    options,
    variants: (JSON.parse(row.variants) as VariantJson[]).map((variant) => toVariant(variant, options, desk)),
    pictures: (JSON.parse(row.pictures) as PictureJson[]).map(({ id, alts, options: shows, ...picture }) =>
      ({ id, ...toImage({ ...picture, alt: wordIn(alts, languages) }), alts, options: shows })),
    categories: (JSON.parse(row.categories) as Array<{ id: string, name: Words, slug: Words | null }>).map(({ id, name, slug }) =>
      ({ id, name: wordIn(name, languages), slug: wordIn(slug ?? '', languages) })),
    can: desk.mayWrite ? [...verbs[row.status], 'edit', 'set_prices'] : []
  }
}

const verbs: Record<PageRow['status'], StaffProductView['can']> = {
  draft: ['publish', 'archive'],
  active: ['unpublish', 'archive'],
  archived: ['restore']
}

const needed = ['name', 'slug', 'shortDescription', 'description', 'seoTitle', 'seoDescription'] as const

function toText (text: Partial<StaffText> & { language: string, exists: boolean }): StaffText {
  const words = (name: 'name' | 'slug' | 'origin' | 'shortDescription' | 'description' | 'seoTitle' | 'seoDescription'): string => text[name] ?? ''
  return {
    language: text.language,
    exists: text.exists,
    name: words('name'),
    slug: words('slug'),
    origin: words('origin'),
    shortDescription: words('shortDescription'),
    description: words('description'),
    details: text.details ?? [],
    seoTitle: words('seoTitle'),
    seoDescription: words('seoDescription'),
    missing: needed.filter((name) => words(name).trim() === '')
  }
}

function toVariant (variant: VariantJson, options: Option[], desk: Desk): StaffVariantView {
  const [onHand, reserved] = variant.stock
  return {
    id: variant.id,
    sku: variant.sku,
    barcode: variant.barcode,
    options: options.flatMap(({ code, name, values }) => {
      const valueCode = variant.options[code]
      return valueCode === undefined ? [] : [{ code, name, valueCode, value: values.find((value) => value.code === valueCode)?.name ?? valueCode }]
    }),
    weightGrams: variant.weightGrams,
    basePrice: money(variant.basePrice, desk.base),
    baseCompareAt: variant.baseCompareAt === null ? null : money(variant.baseCompareAt, desk.base),
    stock: { onHand, reserved, available: onHand - reserved },
    prices: (variant.prices ?? []).map((price) => toStaffPrice(price, desk))
  }
}

function toStaffPrice (price: PriceJson, desk: Desk): StaffVariantView['prices'][number] {
  const currency = desk.currency(price.currency)
  return {
    currency: price.currency,
    enabled: price.enabled,
    price: price.amount === null ? null : money(price.amount, currency),
    compareAtPrice: price.compareAt === null ? null : money(price.compareAt, currency),
    source: price.source,
    converted: price.converted === null || price.rate === null || price.asOf === null
      ? null
      : {
          price: money(price.converted, currency),
          rate: price.rate,
          asOf: new Date(price.asOf).toISOString(),
          rateSource: price.rateSource ?? '',
          marginPercent: price.marginPercent,
          roundingIncrement: price.roundingIncrement,
          roundingEnding: price.roundingEnding
        }
  }
}

function wordIn (words: Words, languages: string[]): string {
  if (typeof words === 'string') return words
  const language = languages.find((code) => words[code] !== undefined) ?? Object.keys(words)[0]
  return language === undefined ? '' : words[language] ?? ''
}
