// The demo shop as it lies in migrations/seed: its shapes, and reading all of it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'

export type Words = Record<string, string>
export interface ShopFile {
  settings: Record<string, unknown>
  languages: Array<{ code: string, name: string, nativeName: string, direction: 'ltr' | 'rtl' }>
  currencies: Array<{ code: string, symbol: string, name: string, decimals: number, roundingIncrement: string, roundingEnding?: string, isBase?: boolean }>
  rates: Array<{ to: string, rate: string, source: string, asOf: string }>
  countries: Array<{ code: string, currency: string, inEu: boolean, addressFormat: object }>
  priceList: { code: string, name: string, includesTax: boolean }
  channel: { code: string, name: string, language: string, currency: string, country: string }
  location: { code: string, name: string, country: string }
  taxRates: Array<{ country: string, taxClass: string, percent: string, validFrom: string }>
  shippingMethods: Array<{ code: string, minDays: number, maxDays: number, name: Words, description: Words }>
  shippingZones: Array<{ code: string, countries: string[] }>
  shippingRates: Array<{ method: string, zone: string, amount: string, freeOver?: string }>
}
export interface CategoryFile { key: string, parent: string | null, position: number, texts: Record<string, { name: string, slug: string, description: string }> }
export interface OptionWords { names: Record<string, Words>, colours: Record<string, Words> }
export type FixedPrice = string | { price: string, compareAt: string }
export interface ProductFile {
  key: string, categories: string[], position: number, taxClass: string, originCountry?: string
  options?: Array<{ key: string, values: Array<{ key: string, name?: string | Words }> }>
  variants: Array<{
    sku: string, options?: Words, price: string, compareAt?: string, fixed?: Record<string, FixedPrice>, stock: number, weightGrams: number
  }>
  texts: Record<string, {
    name: string, slug: string, origin: string, shortDescription: string, description: string[]
    details: Array<{ label: string, value: string }>, seoTitle: string, seoDescription: string
  }>
}
export interface PictureFile { product: string, position: number, colour: string | null, hash: string, width: number, height: number, tint: string, alt: Words }
export interface Demo { shop: ShopFile, categories: CategoryFile[], options: OptionWords, products: ProductFile[], pictures: PictureFile[] }

const FOLDER = new URL('../../../migrations/seed/', import.meta.url)

export function readDemo (): Demo {
  const products = readdirSync(new URL('products/', FOLDER)).filter((name) => name.endsWith('.json')).toSorted()
  return {
    shop: read<ShopFile>('shop.json'),
    categories: read<CategoryFile[]>('categories.json'),
    options: read<OptionWords>('options.json'),
    products: products.map((name) => read<ProductFile>(`products/${name}`)),
    pictures: existsSync(new URL('pictures/index.json', FOLDER)) ? read<PictureFile[]>('pictures/index.json') : []
  }
}

const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as T
