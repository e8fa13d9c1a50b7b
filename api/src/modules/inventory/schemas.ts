// Wire shapes of stock, for staff.
import { Type, type Static } from '@sinclair/typebox'
import { PageQuery, pageOf, ref, TimeString, UuidString } from '../../shared/schemas.ts'

const closed = { additionalProperties: false }

export const StockLevelSchema = Type.Object({
  variantId: UuidString,
  productId: UuidString,
  sku: Type.String(),
  name: Type.String(),
  options: Type.Record(Type.String(), Type.String()),
  locationId: UuidString,
  locationCode: Type.String(),
  onHand: Type.Integer(),
  reserved: Type.Integer(),
  available: Type.Integer({ description: 'On hand minus reserved.' }),
  backorder: Type.Boolean(),
  updatedAt: TimeString
}, { $id: 'StockLevel', ...closed })

export const StockLevelPageSchema = pageOf(ref(StockLevelSchema), 'StockLevelPage')

export const StockMovementSchema = Type.Object({
  id: UuidString,
  reason: Type.String(),
  onHandChange: Type.Integer(),
  reservedChange: Type.Integer(),
  orderId: Type.Union([UuidString, Type.Null()]),
  note: Type.Union([Type.String(), Type.Null()]),
  createdAt: TimeString
}, { $id: 'StockMovement', ...closed })

export const StockMovementPageSchema = pageOf(ref(StockMovementSchema), 'StockMovementPage')

export const StockQuery = Type.Object({
  ...PageQuery,
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'A part of a sku or of a name in any language.' })),
  lowStock: Type.Optional(Type.Boolean()),
  productId: Type.Optional(UuidString),
  include: Type.Optional(Type.Literal('total'))
})

export const MovementQuery = Type.Object(PageQuery)
export const VariantParams = Type.Object({ variantId: UuidString })

const most = 1_000_000_000

export const AdjustmentSchema = Type.Object({
  onHand: Type.Optional(Type.Integer({ minimum: 0, maximum: most, description: 'What was counted; or give `change`.' })),
  change: Type.Optional(Type.Integer({ minimum: -most, maximum: most })),
  reason: Type.Union([Type.Literal('received'), Type.Literal('counted'), Type.Literal('damaged'), Type.Literal('returned')]),
  note: Type.Optional(Type.String({ maxLength: 500 })),
  locationId: Type.Optional(UuidString)
}, { $id: 'StockAdjustment', ...closed, examples: [{ onHand: 40, reason: 'counted', note: 'Spring count' }] })

export type AdjustmentBody = Static<typeof AdjustmentSchema>
export type StockLevelView = Static<typeof StockLevelSchema>
