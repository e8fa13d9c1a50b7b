// The demo's products as rows for bulk inserts; pure.
import { FORMATS, WIDTHS } from '../modules/media/index.ts'
import type { Demo, FixedPrice, OptionWords, ProductFile } from './files.ts'

const DAY_MS = 86_400_000
const EVERY_MS = 1.55 * DAY_MS

/** The first shown of every shelf are the newest; one product a day and a half, the newest of yesterday. */
export function productRows (products: ProductFile[], now: Date) {
  const order = products.toSorted((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1))
  return order.map((product, rank) => ({
    code: product.key,
    taxClass: product.taxClass,
    originCountry: product.originCountry ?? null,
    publishedAt: new Date(now.getTime() - DAY_MS - rank * EVERY_MS).toISOString()
  }))
}

export const textRows = (products: ProductFile[]) => products.flatMap(({ key, texts }) =>
  Object.entries(texts).map(([language, text]) => ({
    ...text, code: key, language, slug: text.slug.normalize('NFKC'), description: text.description.map((words) => `<p>${escaped(words)}</p>`).join('\n')
  })))

export const optionRows = (products: ProductFile[], words: OptionWords) => products.flatMap(({ key, options = [] }) =>
  options.map((option, position) => ({
    code: key,
    option: option.key,
    name: words.names[option.key] ?? option.key,
    choices: option.values.map((value) => ({ code: value.key, name: value.name ?? words.colours[value.key] ?? value.key })),
    position
  })))

export const variantRows = (products: ProductFile[]) => products.flatMap(({ key, variants }) =>
  variants.map((variant, position) => ({
    code: key,
    sku: variant.sku,
    options: variant.options ?? {},
    price: variant.price,
    compareAt: variant.compareAt ?? null,
    weightGrams: variant.weightGrams,
    position
  })))

export const fixedPriceRows = (products: ProductFile[]) => products.flatMap(({ variants }) =>
  variants.flatMap(({ sku, fixed = {} }) => Object.entries(fixed).map(([currency, price]) => ({ sku, currency, ...amounts(price) }))))

export const stockRows = (products: ProductFile[]) => products.flatMap(({ variants }) => variants.map(({ sku, stock }) => ({ sku, stock })))

export const shelfRows = (products: ProductFile[]) => products.flatMap(({ key, categories, position }) =>
  categories.map((category) => ({ code: key, category, position })))

export const pictureRows = ({ pictures, products }: Demo) => {
  const known = new Set(products.map(({ key }) => key))
  return pictures.filter(({ product }) => known.has(product)).map((picture) => ({
    ...picture,
    options: picture.colour === null ? {} : { colour: picture.colour },
    renditions: { formats: FORMATS, widths: WIDTHS }
  }))
}

const amounts = (price: FixedPrice) => typeof price === 'string' ? { amount: price, compareAt: null } : { amount: price.price, compareAt: price.compareAt }

const escaped = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
