// Wire shapes of orders, for their buyers and for staff.
import { Type, type Static } from '@sinclair/typebox'
import { email, ItemOptionSchema, nullable, TaxLineSchema } from '../cart/index.ts'
import { ImageSchema } from '../media/index.ts'
import { AddressSchema, MoneySchema, PageQuery, pageOf, ref, TimeString, UuidString } from '../../shared/schemas.ts'

const closed = { additionalProperties: false }
const oneOf = <const T extends string>(...words: T[]) => Type.Unsafe<T>({ type: 'string', enum: words })

const status = oneOf('pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded')
const paymentStatus = oneOf('unpaid', 'pending', 'paid', 'partially_refunded', 'refunded')
const fulfillmentStatus = oneOf('unfulfilled', 'partially_shipped', 'shipped', 'delivered', 'cancelled')

export const OrderItemSchema = Type.Object({
  id: UuidString,
  productId: nullable(UuidString),
  variantId: nullable(UuidString),
  sku: Type.String(),
  name: Type.String(),
  options: Type.Array(ref(ItemOptionSchema)),
  image: nullable(ref(ImageSchema)),
  quantity: Type.Integer(),
  unitPrice: ref(MoneySchema),
  lineTotal: ref(MoneySchema),
  discountShare: ref(MoneySchema),
  taxShare: ref(MoneySchema)
}, { $id: 'OrderItem', ...closed })

export const FulfillmentSchema = Type.Object({
  id: UuidString,
  status: oneOf('open', 'shipped', 'delivered', 'cancelled'),
  carrier: nullable(Type.String()),
  trackingNumber: nullable(Type.String()),
  trackingUrl: nullable(Type.String()),
  shippedAt: nullable(TimeString),
  deliveredAt: nullable(TimeString)
}, { $id: 'Fulfillment', ...closed })

export const TimelineEntrySchema = Type.Object({
  id: UuidString,
  name: Type.String({ examples: ['placed', 'paid', 'shipped'] }),
  actor: oneOf('customer', 'staff', 'system', 'gateway'),
  payload: Type.Record(Type.String(), Type.Unknown()),
  at: TimeString
}, { $id: 'TimelineEntry', ...closed })

const facts = {
  id: UuidString,
  number: Type.String({ examples: ['K7M2P-9QXDC'] }),
  status,
  paymentStatus,
  fulfillmentStatus,
  email: Type.String(),
  channel: Type.String(),
  locale: Type.String(),
  currency: Type.String(),
  country: Type.String(),
  items: Type.Array(ref(OrderItemSchema)),
  itemCount: Type.Integer(),
  subtotal: ref(MoneySchema),
  discountTotal: ref(MoneySchema),
  shippingTotal: ref(MoneySchema),
  taxTotal: ref(MoneySchema),
  total: ref(MoneySchema),
  taxIncluded: Type.Boolean(),
  taxLines: Type.Array(ref(TaxLineSchema)),
  exchangeRate: Type.String({ description: 'Units of the order\'s currency for one of the base currency.', examples: ['1.0705'] }),
  shippingAddress: ref(AddressSchema),
  billingAddress: ref(AddressSchema),
  shippingMethodName: Type.String(),
  note: nullable(Type.String()),
  placedAt: TimeString,
  expiresAt: nullable(TimeString),
  cancelledAt: nullable(TimeString),
  cancelReason: nullable(oneOf('customer', 'staff', 'expired')),
  fulfillments: Type.Array(ref(FulfillmentSchema)),
  timeline: Type.Array(ref(TimelineEntrySchema))
}

export const OrderSchema = Type.Object({
  ...facts,
  accessToken: Type.Optional(Type.String({ description: 'A guest\'s key to this order, told once: send it as X-Order-Token.' })),
  can: Type.Array(oneOf('pay', 'cancel'))
}, { $id: 'Order', ...closed })

export const StaffOrderSchema = Type.Object({
  ...facts,
  userId: nullable(UuidString),
  baseTotal: ref(MoneySchema),
  can: Type.Array(oneOf('ship', 'deliver', 'cancel'))
}, { $id: 'StaffOrder', ...closed })

const listed = {
  id: UuidString, number: Type.String(), status, paymentStatus, fulfillmentStatus, currency: Type.String(), total: ref(MoneySchema), itemCount: Type.Integer(), placedAt: TimeString
}

export const OrderSummarySchema = Type.Object(listed, { $id: 'OrderSummary', ...closed })
export const StaffOrderSummarySchema = Type.Object({
  ...listed, email: Type.String(), customerName: Type.String(), country: Type.String(), baseTotal: ref(MoneySchema)
}, { $id: 'StaffOrderSummary', ...closed })

export const OrderPageSchema = pageOf(ref(OrderSummarySchema), 'OrderPage')
export const StaffOrderPageSchema = pageOf(ref(StaffOrderSummarySchema), 'StaffOrderPage')

export const PlaceOrderSchema = Type.Object({
  email: Type.Optional(email),
  shippingAddress: Type.Optional(ref(AddressSchema)),
  billingAddress: Type.Optional(ref(AddressSchema)),
  shippingMethodId: Type.Optional(UuidString),
  expectedTotal: Type.Optional(ref(MoneySchema))
}, { $id: 'PlaceOrder', ...closed, description: 'What the cart lacks, and the total the shopper saw.', examples: [{ expectedTotal: { amount: '1290.50', currency: 'EUR' } }] })

export const OrderParams = Type.Object({ orderId: UuidString })
export const OrderListQuery = Type.Object(PageQuery)

const word = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }))
export const StaffOrderQuery = Type.Object({
  ...PageQuery,
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'A part of the number, e-mail address, name or sku, or a tracking number.' })),
  status: Type.Optional(status),
  paymentStatus: Type.Optional(paymentStatus),
  fulfillmentStatus: Type.Optional(fulfillmentStatus),
  userId: Type.Optional(UuidString),
  country: word(2),
  currency: word(3),
  placedFrom: Type.Optional(TimeString),
  placedTo: Type.Optional(TimeString),
  include: Type.Optional(Type.Literal('total'))
})

export const ShipOrderSchema = Type.Object({
  carrier: word(100),
  trackingNumber: Type.String({ minLength: 1, maxLength: 100 }),
  trackingUrl: Type.Optional(Type.String({ format: 'uri', pattern: '^https?://', maxLength: 500 }))
}, { $id: 'ShipOrder', ...closed, examples: [{ carrier: 'DHL', trackingNumber: '00340434161094042557', trackingUrl: 'https://example.com/track/00340434161094042557' }] })

const NoWordsSchema = Type.Object({}, { $id: 'NoWords', ...closed, examples: [{}] })

/** A verb that needs no words takes an empty letter or none. */
export const NoWords = nullable(ref(NoWordsSchema))
export const OptionalOrder = nullable(ref(PlaceOrderSchema))

export type OrderView = Static<typeof OrderSchema>
export type StaffOrderView = Static<typeof StaffOrderSchema>
export type PlaceOrderBody = Static<typeof PlaceOrderSchema>
