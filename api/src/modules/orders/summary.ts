// An order's one word, derived from its payment and fulfillment lives, and what may be done next; pure.
import { eventsFrom } from '../../shared/machine.ts'
import { fulfillmentLife, paymentLife, type FulfillmentStatus, type PaymentStatus } from './lifecycle.ts'

export type OrderStatus = 'pending' | 'paid' | 'shipped' | 'delivered' | 'cancelled' | 'refunded'

export interface Lives { paymentStatus: PaymentStatus, fulfillmentStatus: FulfillmentStatus }

const byFulfillment: Record<FulfillmentStatus, OrderStatus | undefined> = {
  unfulfilled: undefined,
  partially_shipped: undefined,
  shipped: 'shipped',
  delivered: 'delivered',
  cancelled: 'cancelled'
}

const byPayment: Record<PaymentStatus, OrderStatus> = {
  unpaid: 'pending',
  pending: 'pending',
  paid: 'paid',
  partially_refunded: 'paid',
  refunded: 'refunded'
}

export const summary = ({ paymentStatus, fulfillmentStatus }: Lives): OrderStatus =>
  paymentStatus === 'refunded' ? 'refunded' : byFulfillment[fulfillmentStatus] ?? byPayment[paymentStatus]

const isPaid = ({ paymentStatus }: Lives): boolean => paymentStatus === 'paid' || paymentStatus === 'partially_refunded'

const mayFulfil = (lives: Lives, event: 'ship' | 'deliver' | 'cancel'): boolean =>
  eventsFrom(fulfillmentLife, lives.fulfillmentStatus).includes(event)

export type BuyerVerb = 'pay' | 'cancel'
export type StaffVerb = 'ship' | 'deliver' | 'cancel'

export const canCancel = (lives: Lives): boolean => mayFulfil(lives, 'cancel') && lives.paymentStatus !== 'refunded'

export const canPay = (lives: Lives): boolean =>
  lives.fulfillmentStatus === 'unfulfilled' && eventsFrom(paymentLife, lives.paymentStatus).includes('pay')

export const canShip = (lives: Lives): boolean => isPaid(lives) && mayFulfil(lives, 'ship')

export const buyerCan = (lives: Lives): BuyerVerb[] =>
  (['pay', 'cancel'] as const).filter((verb) => verb === 'pay' ? canPay(lives) : canCancel(lives))

export const staffCan = (lives: Lives): StaffVerb[] => {
  const allowed: Record<StaffVerb, boolean> = { ship: canShip(lives), deliver: mayFulfil(lives, 'deliver'), cancel: canCancel(lives) }
  return (['ship', 'deliver', 'cancel'] as const).filter((verb) => allowed[verb])
}
