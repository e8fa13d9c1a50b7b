// Wire shapes of paying.
import { Type, type Static } from '@sinclair/typebox'
import { ref, UuidString } from '../../shared/schemas.ts'

const closed = { additionalProperties: false }

const Named = Type.Object({ code: Type.String(), name: Type.String() }, closed)

export const GatewayListSchema = Type.Object({
  items: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), methods: Type.Array(Named) }, closed))
}, { $id: 'GatewayList', ...closed })

export const ProcessPaymentSchema = Type.Object({
  orderId: UuidString,
  gateway: Type.String({ minLength: 1, maxLength: 50 }),
  returnUrl: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'Where the shopper comes back to: a page of the storefront.' })),
  paymentMethod: Type.Optional(Type.String({ minLength: 1, maxLength: 200 }))
}, {
  $id: 'ProcessPayment',
  ...closed,
  examples: [{ orderId: '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11', gateway: 'test', paymentMethod: 'approve' }]
})

export const PaymentActionSchema = Type.Union([
  Type.Object({ type: Type.Literal('none') }, closed),
  Type.Object({ type: Type.Literal('redirect'), url: Type.String() }, closed),
  Type.Object({ type: Type.Literal('client_secret'), clientSecret: Type.String() }, closed),
  Type.Object({ type: Type.Literal('qr_code'), content: Type.String() }, closed)
], { $id: 'PaymentAction', description: 'What the shopper does next.' })

export const PaymentSchema = Type.Object({
  transactionId: UuidString,
  orderId: UuidString,
  status: Type.Unsafe<'created' | 'requires_action' | 'unknown' | 'captured' | 'failed' | 'cancelled'>({
    type: 'string',
    enum: ['created', 'requires_action', 'unknown', 'captured', 'failed', 'cancelled'],
    description: '`unknown`: the gateway gave no answer in time; the order becomes paid when it is known.'
  }),
  failure: Type.Union([Type.Object({ category: Type.String(), retry: Type.Boolean() }, closed), Type.Null()]),
  action: ref(PaymentActionSchema)
}, { $id: 'Payment', ...closed })

export const GatewayParams = Type.Object({ gateway: Type.String({ minLength: 1, maxLength: 50, examples: ['test'] }) })

export const WebhookSchema = Type.Object({}, { $id: 'GatewayWebhook', additionalProperties: true, description: 'As the gateway writes it.' })
export const ReceivedSchema = Type.Object({ received: Type.Boolean() }, { $id: 'Received', ...closed })

export type ProcessBody = Static<typeof ProcessPaymentSchema>
export type PaymentView = Static<typeof PaymentSchema>
