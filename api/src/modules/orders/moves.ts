// The moves of an order that exists: cancel, ship, deliver, expire, and what becomes of money that came or went.
// Each locks the order, asks the table, writes the move and tells.
import { locationOf, release, reserve, shipReserved } from '../inventory/index.ts'
import { audit, type AuditEntry } from '../../platform/audit.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { announce } from '../../platform/events.ts'
import { eventsFrom, move } from '../../shared/machine.ts'
import { noSuchOrder, orderCannot } from './errors.ts'
import { fulfillmentLife, paymentLife, type FulfillmentEvent, type PaymentEvent } from './lifecycle.ts'
import * as q from './queries.ts'
import { canCancel, canPay, canShip, summary } from './summary.ts'

export type By = Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>

/** Each event of the two lives at most once; the summary follows, so that it can never disagree. */
async function advance (tx: Db, order: q.LockedOrder, events: { payment?: PaymentEvent, fulfillment?: FulfillmentEvent }, told: q.Told, cancelReason: q.CancelReason | null = order.cancelReason): Promise<q.LockedOrder> {
  const paymentStatus = events.payment === undefined ? order.paymentStatus : move(paymentLife, order.paymentStatus, events.payment)
  const fulfillmentStatus = events.fulfillment === undefined ? order.fulfillmentStatus : move(fulfillmentLife, order.fulfillmentStatus, events.fulfillment)
  if (paymentStatus === undefined) throw orderCannot(events.payment ?? '')
  if (fulfillmentStatus === undefined) throw orderCannot(events.fulfillment ?? '')

  const lives = { paymentStatus, fulfillmentStatus }
  const status = summary(lives)
  await q.saveMove(tx, order.id, { ...lives, status, cancelReason }, told)
  return { ...order, ...lives, status, cancelReason }
}

const isOwned = (order: q.LockedOrder, owner: q.Owner): boolean => owner.kind === 'any' ||
  (owner.userId !== null && order.userId === owner.userId) || order.id === owner.orderId

async function lockOwned (tx: Db, orderId: string, owner: q.Owner): Promise<q.LockedOrder> {
  const order = await q.lockOrder(tx, orderId)
  if (!order || !isOwned(order, owner)) throw noSuchOrder()
  return order
}

/** Cancelled already is as good as cancelled now. */
export async function cancelOrder (pool: Pool, orderId: string, owner: q.Owner, actor: q.Actor, by?: By): Promise<void> {
  await transaction(pool, async (tx) => {
    const order = await lockOwned(tx, orderId, owner)
    if (order.fulfillmentStatus === 'cancelled') return
    if (!canCancel(order)) throw orderCannot('cancel')

    await cancel(tx, order, actor.type === 'staff' ? 'staff' : 'customer', actor)
    if (by) await note(tx, by, 'order.cancel', order, {})
  })
}

async function cancel (tx: Db, order: q.LockedOrder, reason: q.CancelReason, actor: q.Actor): Promise<void> {
  const name = reason === 'expired' ? 'expired' : 'cancelled'
  const cancelled = await advance(tx, order, { fulfillment: 'cancel' }, { name, actor }, reason)
  await release(tx, order.id)
  await announce(tx, {
    name: 'order.cancelled',
    objectType: 'order',
    objectId: order.id,
    payload: { reason, paymentStatus: cancelled.paymentStatus }
  })
}

/** Shipped already with the same parcel is the same request. */
export async function shipOrder (pool: Pool, orderId: string, parcel: q.Parcel, by: By): Promise<void> {
  await transaction(pool, async (tx) => {
    const order = await lockOwned(tx, orderId, { kind: 'any' })
    if (order.fulfillmentStatus === 'shipped' && await q.trackingOf(tx, orderId) === parcel.trackingNumber) return
    if (!canShip(order)) throw orderCannot('ship')

    const actor: q.Actor = { type: 'staff', id: by.actorId }
    await advance(tx, order, { fulfillment: 'ship' }, { name: 'shipped', actor, payload: { ...parcel } })
    const locationId = await locationOf(tx, orderId)
    if (locationId === undefined) throw orderCannot('ship')
    await q.insertFulfillment(tx, orderId, locationId, parcel)
    await shipReserved(tx, orderId)

    await announce(tx, { name: 'order.shipped', objectType: 'order', objectId: orderId })
    await note(tx, by, 'order.ship', order, { ...parcel })
  })
}

export async function deliverOrder (pool: Pool, orderId: string, by: By): Promise<void> {
  await transaction(pool, async (tx) => {
    const order = await lockOwned(tx, orderId, { kind: 'any' })
    if (order.fulfillmentStatus === 'delivered') return

    await advance(tx, order, { fulfillment: 'deliver' }, { name: 'delivered', actor: { type: 'staff', id: by.actorId } })
    await q.deliverFulfillment(tx, orderId)

    await announce(tx, { name: 'order.delivered', objectType: 'order', objectId: orderId })
    await note(tx, by, 'order.deliver', order, {})
  })
}

/** Unpaid orders past their hour give their stock back; each in a transaction of its own. */
export async function expireOrders ({ pool }: Pick<Deps, 'pool'>): Promise<number> {
  let expired = 0
  for (;;) {
    const ids = await q.expiredOrders(pool, 100)
    for (const id of ids) {
      await transaction(pool, async (tx) => {
        const order = await q.lockOrder(tx, id)
        if (order?.status === 'pending') await cancel(tx, order, 'expired', { type: 'system' })
      })
      expired += 1
    }
    if (ids.length < 100) return expired
  }
}

const note = async (tx: Db, by: By, action: string, order: q.LockedOrder, after: object): Promise<void> => await audit(tx, {
  ...by, action, objectType: 'order', objectId: order.id, before: { status: order.status }, after
})

export interface PayableOrder extends q.LockedOrder { payable: boolean, paid: boolean }

/** Locks the order until the transaction ends; a stranger's order is one that does not exist. */
export async function orderForPayment (tx: Db, orderId: string, owner: q.Owner): Promise<PayableOrder> {
  const order = await lockOwned(tx, orderId, owner)
  return { ...order, payable: canPay(order), paid: !eventsFrom(paymentLife, order.paymentStatus).includes('pay') }
}

const gateway: q.Actor = { type: 'gateway' }

export async function startPayment (tx: Db, order: q.LockedOrder, payload: object): Promise<void> {
  await advance(tx, order, { payment: 'start' }, { name: 'payment_started', actor: { type: 'customer', id: order.userId }, payload })
}

export async function failPayment (tx: Db, orderId: string, payload: object): Promise<void> {
  const order = await lockOwned(tx, orderId, { kind: 'any' })
  const told: q.Told = { name: 'payment_failed', actor: gateway, payload }
  if (order.paymentStatus !== 'pending') return await q.tell(tx, orderId, told)
  await advance(tx, order, { payment: 'fail' }, told)
}

export type MoneyBack = 'order_expired' | 'order_cancelled' | 'duplicate_payment'

/** The one guarded move to paid. Money for an order that expired is honoured if its stock can be held again; else it must go back. */
export async function markPaid (tx: Db, orderId: string, payload: object): Promise<MoneyBack | undefined> {
  const order = await lockOwned(tx, orderId, { kind: 'any' })
  if (!eventsFrom(paymentLife, order.paymentStatus).includes('pay')) return await refuse(tx, order, 'duplicate_payment', payload)

  if (order.fulfillmentStatus !== 'cancelled') {
    await advance(tx, order, { payment: 'pay' }, { name: 'paid', actor: gateway, payload })
    await tellPaid(tx, orderId)
    return undefined
  }
  if (order.cancelReason === 'expired' && await holdAgain(tx, orderId)) {
    await advance(tx, order, { payment: 'pay', fulfillment: 'reopen' }, { name: 'paid_late', actor: gateway, payload }, null)
    await tellPaid(tx, orderId)
    return undefined
  }
  const paid = await advance(tx, order, { payment: 'pay' }, { name: 'paid', actor: gateway, payload })
  return await refuse(tx, paid, order.cancelReason === 'expired' ? 'order_expired' : 'order_cancelled', payload)
}

/** What costs nothing is paid as soon as it is placed: no gateway takes a payment of nothing. */
export async function payNothing (tx: Db, orderId: string): Promise<void> {
  const order = await lockOwned(tx, orderId, { kind: 'any' })
  await advance(tx, order, { payment: 'pay' }, { name: 'paid', actor: { type: 'system' } })
  await tellPaid(tx, orderId)
}

async function refuse (tx: Db, order: q.LockedOrder, reason: MoneyBack, payload: object): Promise<MoneyBack> {
  await q.tell(tx, order.id, { name: 'payment_refused', actor: { type: 'system' }, payload: { ...payload, reason } })
  return reason
}

async function holdAgain (tx: Db, orderId: string): Promise<boolean> {
  const lines = await q.stockLines(tx, orderId)
  const known = lines.filter((line): line is { variantId: string, quantity: number } => line.variantId !== null)
  if (known.length < lines.length) return false
  return (await reserve(tx, orderId, known)).held
}

const tellPaid = async (tx: Db, orderId: string): Promise<void> =>
  await announce(tx, { name: 'order.paid', objectType: 'order', objectId: orderId })

export async function tellRefundStarted (tx: Db, orderId: string, payload: object): Promise<void> {
  await q.tell(tx, orderId, { name: 'refund_started', actor: { type: 'system' }, payload })
}

/** Money that came twice goes back without touching what the order is worth. */
export async function recordRefund (tx: Db, orderId: string, reason: MoneyBack, whole: boolean, payload: object): Promise<void> {
  const order = await lockOwned(tx, orderId, { kind: 'any' })
  const told: q.Told = { name: 'refunded', actor: gateway, payload: { ...payload, reason } }
  if (reason === 'duplicate_payment') return await q.tell(tx, orderId, told)
  await advance(tx, order, { payment: whole ? 'refund' : 'refundPart' }, told)
  await announce(tx, { name: 'order.refunded', objectType: 'order', objectId: orderId })
}
