// Wire shapes of the public catalogue.
import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { ContextQuery, MoneySchema, PageQuery, pageOf, ref, TimeString, UuidString } from '../../shared/schemas.ts'
import { ImageSchema } from '../media/index.ts'

const closed = { additionalProperties: false }
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const literals = <T extends string>(...values: T[]) => Type.Unsafe<T>(Type.Union(values.map((value) => Type.Literal(value))))

export const PriceSource = literals('fixed', 'converted')
const price = {
  price: ref(MoneySchema),
  compareAtPrice: nullable(ref(MoneySchema)),
  priceSource: PriceSource
}
export const PriceSchema = Type.Object(price, { $id: 'Price', ...closed, description: 'What is paid, what it was before a sale, and whether a merchant set it or the exchange rate did.' })

const prices = Type.Optional(Type.Array(ref(PriceSchema), { description: 'With include=prices: one in every enabled currency.' }))
const slug = Type.String({ examples: ['cast-iron-teapot'] })
const servedLanguage = Type.String({ description: 'The language the words are really in.', examples: ['en'] })

export const CardSchema = Type.Object({
  id: UuidString,
  slug,
  sku: Type.String({ description: 'Of the lowest-priced variant, whose price this is.' }),
  variantId: UuidString,
  name: Type.String(),
  origin: Type.String(),
  shortDescription: Type.String(),
  language: servedLanguage,
  image: nullable(ref(ImageSchema)),
  ...price,
  priceRange: Type.Object({ min: ref(MoneySchema), max: ref(MoneySchema) }, closed),
  prices,
  inStock: Type.Boolean(),
  variantCount: Type.Integer(),
  publishedAt: TimeString
}, { $id: 'ProductCard', ...closed })
export const CardPage = pageOf(ref(CardSchema), 'ProductPage')

const Include = Type.Optional(Type.String({ maxLength: 100, description: 'Comma separated.', examples: ['prices'] }))
const Amount = Type.Optional(Type.String({ pattern: '^[0-9]{1,15}(\\.[0-9]{1,4})?$', description: 'In the currency of the answer.', examples: ['50'] }))

export const ListQuery = Type.Object({
  ...PageQuery,
  ...ContextQuery,
  q: Type.Optional(Type.String({ maxLength: 200, examples: ['teapot'] })),
  category: Type.Optional(Type.String({ maxLength: 200, description: 'Id or slug; what lies below it is included.', examples: ['table'] })),
  minPrice: Amount,
  maxPrice: Amount,
  inStock: Type.Optional(Type.Boolean()),
  sort: Type.Optional(literals('relevance', 'newest', 'price', '-price', 'name')),
  include: Include
}, { patternProperties: { '^option\\.': Type.String({ maxLength: 100 }) } })

export const OptionSchema = Type.Object({
  code: Type.String({ examples: ['colour'] }),
  name: Type.String({ examples: ['Colour'] }),
  values: Type.Array(Type.Object({ code: Type.String({ examples: ['green'] }), name: Type.String({ examples: ['Green'] }) }, closed))
}, { $id: 'ProductOption', ...closed })

export const VariantSchema = Type.Object({
  id: UuidString,
  sku: Type.String(),
  options: Type.Array(Type.Object({
    code: Type.String({ examples: ['colour'] }),
    name: Type.String({ examples: ['Colour'] }),
    valueCode: Type.String({ examples: ['green'] }),
    value: Type.String({ examples: ['Green'] })
  }, closed)),
  ...price,
  prices,
  inventoryQuantity: Type.Integer({ description: 'On hand minus reserved.' }),
  availability: literals('in_stock', 'low_stock', 'out_of_stock', 'backorder'),
  weightGrams: Type.Integer()
}, { $id: 'ProductVariant', ...closed })

export const PictureSchema = Type.Object({
  id: UuidString,
  ...ImageSchema.properties,
  options: Type.Record(Type.String(), Type.String(), { description: 'The choices it shows; none for all.', examples: [{ colour: 'green' }] }),
  renditions: Type.Array(Type.Object({ format: literals('avif', 'webp'), width: Type.Integer(), url: Type.String() }, closed))
}, { $id: 'ProductPicture', ...closed })

export const CrumbSchema = Type.Object({ id: UuidString, name: Type.String(), slug: Type.String() }, { $id: 'CategoryCrumb', ...closed })
const breadcrumbs = Type.Array(ref(CrumbSchema), { description: 'From the top down to this one.' })
const alternates = Type.Record(Type.String(), Type.String(), { description: 'Its slug in each language that has one.', examples: [{ en: 'cast-iron-teapot', de: 'gusseiserne-teekanne' }] })

export const ProductSchema = Type.Object({
  id: UuidString,
  slug: Type.String({ description: 'The address in the language asked for; another slug of the product answers too, so compare and redirect.' }),
  language: servedLanguage,
  name: Type.String(),
  origin: Type.String(),
  originCountry: nullable(Type.String()),
  shortDescription: Type.String(),
  description: Type.String({ description: 'HTML that is safe to show.' }),
  details: Type.Array(Type.Object({ label: Type.String(), value: Type.String() }, closed)),
  options: Type.Array(ref(OptionSchema)),
  variants: Type.Array(ref(VariantSchema)),
  ...price,
  priceRange: Type.Object({ min: ref(MoneySchema), max: ref(MoneySchema) }, closed),
  sku: Type.String(),
  inStock: Type.Boolean(),
  variantCount: Type.Integer(),
  taxClass: Type.String(),
  taxIncluded: Type.Boolean(),
  image: nullable(ref(ImageSchema)),
  media: Type.Array(ref(PictureSchema)),
  categories: Type.Array(Type.Object({ ...CrumbSchema.properties, breadcrumbs }, closed)),
  seo: Type.Object({ title: Type.String(), description: Type.String() }, closed),
  alternates,
  publishedAt: TimeString,
  updatedAt: TimeString
}, { $id: 'Product', ...closed })
export const DetailParams = Type.Object({ idOrSlug: Type.String({ maxLength: 400, examples: ['cast-iron-teapot'] }) })
export const DetailQuery = Type.Object({ ...ContextQuery, include: Include })

export const VariantPriceSchema = Type.Object({ variantId: UuidString, sku: Type.String(), ...price, prices }, { $id: 'VariantPrice', ...closed })
export const PriceList = Type.Object({
  items: Type.Array(ref(VariantPriceSchema)), currency: Type.String(), taxIncluded: Type.Boolean()
}, { $id: 'VariantPriceList', ...closed })
export const PricesQuery = Type.Object({
  ...ContextQuery,
  variantIds: Type.String({ minLength: 1, maxLength: 4000, description: 'Up to 100 ids, comma separated.', examples: ['01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11'] }),
  include: Include
})

const category = {
  id: UuidString,
  parentId: nullable(UuidString),
  code: Type.String(),
  slug: Type.String(),
  name: Type.String(),
  description: Type.String(),
  productCount: Type.Integer({ description: 'In it and below it.' }),
  alternates
}
export interface CategoryView {
  id: string, parentId: string | null, code: string, slug: string, name: string, description: string
  productCount: number, alternates: Record<string, string>, children: CategoryView[]
}
const children = Type.Array(Type.Unsafe<CategoryView>({ $ref: 'Category#' }))
export const CategorySchema = Type.Object({ ...category, children }, { $id: 'Category', ...closed })
export const CategoryDetail = Type.Object({ ...category, children: Type.Array(ref(CategorySchema)), breadcrumbs }, { $id: 'CategoryDetail', ...closed })
export const CategoryList = Type.Object({ items: Type.Array(ref(CategorySchema)) }, { $id: 'CategoryList', ...closed })
export const ContextOnly = Type.Object(ContextQuery)

export type PriceView = Static<typeof PriceSchema>
export type CardView = Static<typeof CardSchema>
export type ProductView = Static<typeof ProductSchema>
export type VariantView = Static<typeof VariantSchema>
export type PictureView = Static<typeof PictureSchema>
export type CrumbView = Static<typeof CrumbSchema>
export type CategoryDetailView = Static<typeof CategoryDetail>
export type ListInput = Static<typeof ListQuery>
