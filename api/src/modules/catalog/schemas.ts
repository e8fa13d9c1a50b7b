// What staff may send about a product.
import { Type, type Static } from '@sinclair/typebox'
import { UuidString } from '../../shared/schemas.ts'

const closed = { additionalProperties: false }
const words = (maxLength: number) => Type.Optional(Type.String({ maxLength }))

export const TextChange = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  slug: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  origin: words(200),
  shortDescription: words(500),
  description: Type.Optional(Type.String({ maxLength: 20_000, description: 'HTML; what is not allowed is taken out.' })),
  details: Type.Optional(Type.Array(Type.Object({
    label: Type.String({ minLength: 1, maxLength: 100 }),
    value: Type.String({ maxLength: 500 })
  }, closed), { maxItems: 30 })),
  seoTitle: words(200),
  seoDescription: words(500)
}, { $id: 'ProductTextChange', ...closed })

const languageTag = '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'

export const ProductPatch = Type.Object({
  status: Type.Optional(Type.Unsafe<'draft' | 'active' | 'archived'>(Type.Union([Type.Literal('draft'), Type.Literal('active'), Type.Literal('archived')]))),
  texts: Type.Optional(Type.Record(Type.String({ pattern: languageTag }), TextChange, {
    ...closed, description: 'By language; a language left out stays as it is.'
  })),
  pictures: Type.Optional(Type.Array(Type.Object({
    id: UuidString,
    alt: Type.Optional(Type.Record(Type.String({ pattern: languageTag }), Type.String({ maxLength: 300 }), closed))
  }, closed), { maxItems: 100, description: 'All pictures of the product in the order wanted.' }))
}, {
  $id: 'ProductPatch',
  ...closed,
  minProperties: 1,
  examples: [{ texts: { en: { name: 'Cast-iron teapot' } } }]
})

export type ProductChange = Static<typeof ProductPatch>
export type TextChangeInput = Static<typeof TextChange>
