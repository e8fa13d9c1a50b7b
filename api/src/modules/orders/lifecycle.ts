// The two lives of an order, payment and fulfillment, as tables; a test compares them with the database's checks.
import type { EventOf, Machine } from '../../shared/machine.ts'

export type PaymentStatus = 'unpaid' | 'pending' | 'paid' | 'partially_refunded' | 'refunded'
export type FulfillmentStatus = 'unfulfilled' | 'partially_shipped' | 'shipped' | 'delivered' | 'cancelled'

export const paymentLife = {
  start: { from: ['unpaid', 'pending'], to: 'pending' },
  fail: { from: ['unpaid', 'pending'], to: 'unpaid' },
  pay: { from: ['unpaid', 'pending'], to: 'paid' },
  refundPart: { from: ['paid', 'partially_refunded'], to: 'partially_refunded' },
  refund: { from: ['paid', 'partially_refunded'], to: 'refunded' }
} as const satisfies Machine<PaymentStatus>

export const fulfillmentLife = {
  shipPart: { from: ['unfulfilled', 'partially_shipped'], to: 'partially_shipped' },
  ship: { from: ['unfulfilled', 'partially_shipped'], to: 'shipped' },
  deliver: { from: ['shipped'], to: 'delivered' },
  cancel: { from: ['unfulfilled'], to: 'cancelled' },
  reopen: { from: ['cancelled'], to: 'unfulfilled' }
} as const satisfies Machine<FulfillmentStatus>

export type PaymentEvent = EventOf<typeof paymentLife>
export type FulfillmentEvent = EventOf<typeof fulfillmentLife>
