// What staff send to set prices.
import { Type, type Static } from '@sinclair/typebox'
import { UuidString } from '../../shared/schemas.ts'

const Amount = Type.String({ pattern: '^[0-9]{1,15}(\\.[0-9]{1,4})?$', examples: ['139.00'] })

export const PriceChanges = Type.Array(Type.Object({
  variantId: UuidString,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  amount: Type.Union([Amount, Type.Null()], { description: 'null gives the price back to conversion.' }),
  compareAt: Type.Optional(Type.Union([Amount, Type.Null()], { description: 'The price before a sale.' }))
}, { additionalProperties: false }), {
  $id: 'PriceChanges',
  minItems: 1,
  maxItems: 500,
  description: 'Prices to set; those not named stay. The base currency sets the price that others are converted from.',
  examples: [[{ variantId: '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11', currency: 'USD', amount: '139.00', compareAt: null }]]
})

export type PriceChangesInput = Static<typeof PriceChanges>
