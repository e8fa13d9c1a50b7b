// Wire shapes of the cart.
import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { ImageSchema } from '../media/index.ts'
import { AddressSchema, MoneySchema, ref, TimeString, UuidString } from '../../shared/schemas.ts'

const closed = { additionalProperties: false }
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const ItemOptionSchema = Type.Object({ name: Type.String(), value: Type.String() }, { $id: 'ItemOption', ...closed, examples: [{ name: 'Colour', value: 'Green' }] })

export const TaxLineSchema = Type.Object({
  country: Type.String(),
  taxClass: Type.String(),
  percent: Type.String({ examples: ['19'] }),
  taxable: ref(MoneySchema),
  amount: ref(MoneySchema)
}, { $id: 'TaxLine', ...closed })

export const CartItemSchema = Type.Object({
  id: UuidString,
  variantId: UuidString,
  productId: UuidString,
  slug: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  options: Type.Array(ref(ItemOptionSchema)),
  quantity: Type.Integer(),
  unitPrice: ref(MoneySchema),
  compareAtPrice: nullable(ref(MoneySchema)),
  priceSource: Type.Union([Type.Literal('fixed'), Type.Literal('converted')]),
  lineTotal: ref(MoneySchema),
  availability: Type.Union([Type.Literal('in_stock'), Type.Literal('low_stock'), Type.Literal('out_of_stock'), Type.Literal('backorder')]),
  inventoryQuantity: Type.Integer(),
  image: nullable(ref(ImageSchema))
}, { $id: 'CartItem', ...closed })

export const ShippingQuoteSchema = Type.Object({
  id: UuidString,
  code: Type.String(),
  name: Type.String(),
  description: Type.String(),
  price: ref(MoneySchema),
  freeOver: nullable(ref(MoneySchema)),
  minDays: Type.Integer(),
  maxDays: Type.Integer()
}, { $id: 'ShippingQuote', ...closed })

export const ShippingQuoteListSchema = Type.Object({ items: Type.Array(ref(ShippingQuoteSchema)) }, { $id: 'ShippingQuoteList', ...closed })

export const CartSchema = Type.Object({
  id: UuidString,
  token: Type.Optional(Type.String({ description: 'A guest\'s key to this cart, told once: send it as X-Cart-Token.' })),
  version: Type.Integer(),
  channel: Type.String(),
  locale: Type.String(),
  currency: Type.String(),
  country: Type.String(),
  email: nullable(Type.String()),
  shippingAddress: nullable(ref(AddressSchema)),
  billingAddress: nullable(ref(AddressSchema)),
  shippingMethodId: nullable(UuidString),
  shippingMethod: nullable(Type.Object({
    id: UuidString, name: Type.String(), price: ref(MoneySchema), minDays: Type.Integer(), maxDays: Type.Integer()
  }, closed)),
  note: nullable(Type.String()),
  items: Type.Array(ref(CartItemSchema)),
  itemCount: Type.Integer({ description: 'The sum of the quantities.' }),
  subtotal: ref(MoneySchema),
  discountTotal: ref(MoneySchema),
  shippingTotal: ref(MoneySchema),
  taxTotal: ref(MoneySchema),
  total: ref(MoneySchema),
  taxIncluded: Type.Boolean(),
  taxLines: Type.Array(ref(TaxLineSchema)),
  merged: nullable(Type.Object({
    at: TimeString,
    lines: Type.Array(Type.Object({
      variantId: UuidString,
      name: Type.String(),
      quantity: Type.Integer({ description: 'How many the guest\'s cart had.' }),
      added: Type.Integer({ description: 'How many of them could be added.' })
    }, closed))
  }, { ...closed, description: 'What a guest\'s cart brought along at sign-in. DELETE /v1/cart/merge takes it back, PATCH /v1/cart {"merged": null} puts the notice away; after a week it goes by itself.' })),
  createdAt: TimeString,
  updatedAt: TimeString
}, { $id: 'Cart', ...closed })

const variantId = '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11'
const quantity = Type.Integer({ minimum: 1, maximum: 9999 })
const line = { variantId: UuidString, quantity }

// One closed shape with both forms, so that a misspelt field is named; which of the two it is, the service decides.
export const AddItemsSchema = Type.Object({
  variantId: Type.Optional(UuidString),
  quantity: Type.Optional(quantity),
  items: Type.Optional(Type.Array(Type.Object(line, closed), { minItems: 1, maxItems: 100 }))
}, {
  $id: 'AddItems',
  ...closed,
  description: 'One line, or several as `items`; lines of the same variant are added up.',
  examples: [{ variantId, quantity: 1 }, { items: [{ variantId, quantity: 2 }] }]
})

export const ChangeItemSchema = Type.Object({ quantity }, { $id: 'ChangeItem', ...closed, examples: [{ quantity: 2 }] })

export const email = Type.String({ format: 'email', minLength: 3, maxLength: 254, examples: ['lena@example.com'] })

export const ChangeCartSchema = Type.Object({
  locale: Type.Optional(Type.String({ minLength: 2, maxLength: 35, examples: ['de'] })),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', examples: ['EUR'] })),
  country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', examples: ['DE'] })),
  email: Type.Optional(nullable(email)),
  shippingAddress: Type.Optional(nullable(ref(AddressSchema))),
  billingAddress: Type.Optional(nullable(ref(AddressSchema))),
  shippingMethodId: Type.Optional(nullable(UuidString)),
  note: Type.Optional(nullable(Type.String({ maxLength: 1000 }))),
  merged: Type.Optional(Type.Null({ description: 'The shopper has seen what the guest\'s cart brought along.' }))
}, { $id: 'ChangeCart', ...closed, examples: [{ email: 'lena@example.com', country: 'DE' }] })

export const ItemParams = Type.Object({ itemId: UuidString })

export const IfMatchHeader = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 200, description: 'The version the change was made for: "3".', examples: ['"3"'] }))
})

export type AddItems = Static<typeof AddItemsSchema>
export type ChangeCart = Static<typeof ChangeCartSchema>
export type CartView = Static<typeof CartSchema>
