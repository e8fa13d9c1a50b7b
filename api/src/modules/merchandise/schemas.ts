// Wire shapes of the staff's product pages.
import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { MoneySchema, PageQuery, pageOf, ref, TimeString, UuidString } from '../../shared/schemas.ts'
import { ImageSchema } from '../media/index.ts'

const closed = { additionalProperties: false }
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const literals = <T extends string>(...values: T[]) => Type.Unsafe<T>(Type.Union(values.map((value) => Type.Literal(value))))
const words = Type.Record(Type.String(), Type.String())
const Status = literals('draft', 'active', 'archived')
const Can = Type.Array(literals('publish', 'unpublish', 'archive', 'restore', 'edit', 'set_prices'))
const range = Type.Object({ min: ref(MoneySchema), max: ref(MoneySchema) }, closed)

export const StaffCardSchema = Type.Object({
  id: UuidString,
  code: Type.String(),
  status: Status,
  version: Type.Integer(),
  name: Type.String(),
  slug: nullable(Type.String()),
  image: nullable(ref(ImageSchema)),
  price: nullable(ref(MoneySchema)),
  priceRange: nullable(range),
  variantCount: Type.Integer(),
  available: Type.Integer(),
  missingLanguages: Type.Array(Type.String()),
  publishedAt: nullable(TimeString),
  updatedAt: TimeString
}, { $id: 'StaffProductCard', ...closed })
export const StaffCardPage = pageOf(ref(StaffCardSchema), 'StaffProductPage')

export const ListQuery = Type.Object({
  ...PageQuery,
  q: Type.Optional(Type.String({ maxLength: 200, description: 'In a name of any language, a SKU or the code.' })),
  status: Type.Optional(Status),
  include: Type.Optional(Type.String({ maxLength: 100, examples: ['total'] }))
})

const Text = Type.Object({
  language: Type.String(),
  exists: Type.Boolean(),
  name: Type.String(),
  slug: Type.String(),
  origin: Type.String(),
  shortDescription: Type.String(),
  description: Type.String(),
  details: Type.Array(Type.Object({ label: Type.String(), value: Type.String() }, closed)),
  seoTitle: Type.String(),
  seoDescription: Type.String(),
  missing: Type.Array(Type.String(), { description: 'The fields that are empty.' })
}, closed)

const Converted = Type.Object({
  price: ref(MoneySchema),
  rate: Type.String(),
  asOf: TimeString,
  rateSource: Type.String(),
  marginPercent: Type.String(),
  roundingIncrement: Type.String(),
  roundingEnding: nullable(Type.String())
}, { ...closed, description: 'What the rule makes of the base price today, and why.' })

const StaffPrice = Type.Object({
  currency: Type.String(),
  enabled: Type.Boolean(),
  price: nullable(ref(MoneySchema)),
  compareAtPrice: nullable(ref(MoneySchema)),
  source: nullable(literals('fixed', 'converted')),
  converted: nullable(Converted)
}, closed)

const StaffVariant = Type.Object({
  id: UuidString,
  sku: Type.String(),
  barcode: nullable(Type.String()),
  options: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), valueCode: Type.String(), value: Type.String() }, closed)),
  weightGrams: Type.Integer(),
  basePrice: ref(MoneySchema),
  baseCompareAt: nullable(ref(MoneySchema)),
  stock: Type.Object({ onHand: Type.Integer(), reserved: Type.Integer(), available: Type.Integer() }, closed),
  prices: Type.Array(StaffPrice)
}, closed)

export const StaffProductSchema = Type.Object({
  id: UuidString,
  code: Type.String(),
  status: Status,
  version: Type.Integer({ description: 'Send it back as If-Match.' }),
  name: Type.String(),
  taxClass: Type.String(),
  originCountry: nullable(Type.String()),
  publishedAt: nullable(TimeString),
  createdAt: TimeString,
  updatedAt: TimeString,
  texts: Type.Array(Text),
  options: Type.Array(Type.Object({
    code: Type.String(), name: Type.String(), values: Type.Array(Type.Object({ code: Type.String(), name: Type.String() }, closed))
  }, closed)),
  variants: Type.Array(StaffVariant),
  pictures: Type.Array(Type.Object({ id: UuidString, ...ImageSchema.properties, alts: words, options: words }, closed)),
  categories: Type.Array(Type.Object({ id: UuidString, name: Type.String(), slug: Type.String() }, closed)),
  can: Can
}, { $id: 'StaffProduct', ...closed })

export const ProductParams = Type.Object({ productId: UuidString })
export const MatchHeaders = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 40, description: 'The version that was read, in quotes; another one since is a 412.', examples: ['"3"'] }))
})

export type StaffCardView = Static<typeof StaffCardSchema>
export type StaffProductView = Static<typeof StaffProductSchema>
export type StaffText = Static<typeof Text>
export type StaffVariantView = Static<typeof StaffVariant>

export { PriceChanges } from '../pricing/index.ts'
export { ProductPatch } from '../catalog/index.ts'
