// What the far side said becomes ours: one guarded move for the answer, the webhook, the return page and the reconciler alike.
import type { IncomingHttpHeaders } from 'node:http'
import { directory } from '../localization/index.ts'
import { failPayment, markPaid, orderForPayment, recordRefund, tellRefundStarted } from '../orders/index.ts'
import { poolOf, transaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Listener } from '../../platform/events.ts'
import { enqueue, type Job } from '../../platform/jobs.ts'
import type { Schedule } from '../../platform/schedules.ts'
import { fromDecimal, toDecimal, toWire, type Money } from '../../shared/money.ts'
import { forged, noSuchGateway } from './errors.ts'
import { gatewayOf, type ChargeState } from './gateways/port.ts'
import { testGatewayJob } from './gateways/test-gateway.ts'
import * as q from './queries.ts'

export type Said = ChargeState | { state: 'lost' }

/** The order is locked first, as everywhere, so that its moves follow one another. */
export async function settle (tx: Db, attemptId: string, said: Said): Promise<q.Attempt | undefined> {
  const attempt = await q.attemptById(tx, attemptId)
  if (!attempt) return undefined
  await orderForPayment(tx, attempt.orderId, { kind: 'any' })
  const payload = { transactionId: attempt.id, gateway: attempt.gateway }

  switch (said.state) {
    case 'succeeded': {
      const captured = await q.moveAttempt(tx, attemptId, 'capture', { chargeId: said.chargeId })
      if (!captured) break
      const back = await markPaid(tx, attempt.orderId, payload)
      if (back) await startRefunds(tx, { orderId: attempt.orderId, transactionId: attempt.id }, back)
      return captured
    }
    case 'declined':
    case 'cancelled': {
      const event = said.state === 'declined' ? 'fail' : 'cancel'
      const failed = await q.moveAttempt(tx, attemptId, event, { chargeId: said.chargeId, failureCode: said.state })
      if (failed) await failPayment(tx, attempt.orderId, { ...payload, category: said.state })
      return failed ?? attempt
    }
    case 'waiting':
      return await q.moveAttempt(tx, attemptId, 'ask', { chargeId: said.chargeId, actionUrl: said.url }) ?? attempt
    case 'lost':
      return await q.moveAttempt(tx, attemptId, 'lose', { chargeId: null }) ?? attempt
  }
  return await q.attemptById(tx, attemptId)
}

async function startRefunds (tx: Db, of: { orderId: string, transactionId?: string }, reason: q.RefundReason): Promise<void> {
  for (const { id, amount, currency } of await q.openRefunds(tx, of, reason)) {
    const money = await moneyOf(tx, amount, currency)
    await tellRefundStarted(tx, of.orderId, { refundId: id, reason, amount: toWire(money) })
    await enqueue(tx, 'payments.refund', { refundId: id }, { id })
  }
}

export async function moneyOf (db: Db, amount: string, code: string): Promise<Money> {
  const currency = (await directory(poolOf(db))).currency(code)
  if (!currency) throw new Error(`A payment is in ${code}, which the shop does not know`)
  return fromDecimal(amount, { code: currency.code, decimals: currency.decimals })
}

/** Each event of a gateway takes effect at most once: it is kept in the transaction that acts on it. */
export async function receiveEvent (deps: Deps, code: string, rawBody: string, headers: IncomingHttpHeaders): Promise<void> {
  const gateway = gatewayOf(deps, code)
  if (!gateway) throw noSuchGateway()
  const event = gateway.readEvent(rawBody, headers)
  if (!event) throw forged()

  await transaction(deps.pool, async (tx) => {
    if (!await q.keepEvent(tx, code, event.id, event.payload)) return
    const attempt = await q.attemptById(tx, event.key)
    if (!attempt) return deps.log.warn({ gateway: code, event: event.id }, 'a gateway told of a charge we do not know')
    const due = await moneyOf(tx, attempt.amount, attempt.currency)
    if (event.charge.state === 'succeeded' && (event.currency !== attempt.currency || event.amount !== toDecimal(due))) {
      return deps.log.error({ gateway: code, event: event.id, attempt: attempt.id }, 'a gateway told of another amount than was asked for')
    }
    await settle(tx, attempt.id, event.charge)
  })
}

async function refund (deps: Deps, refundId: string): Promise<void> {
  const open = await q.refundById(deps.pool, refundId)
  if (open?.status !== 'created') return
  const gateway = gatewayOf(deps, open.gateway)
  if (!gateway) throw new Error(`The gateway ${open.gateway} is switched off, but a refund is due`)

  const amount = await moneyOf(deps.pool, open.amount, open.currency)
  const { refundId: gatewayRefundId } = await gateway.refund({ key: open.id, chargeKey: open.transactionId, amount })

  await transaction(deps.pool, async (tx) => {
    await orderForPayment(tx, open.orderId, { kind: 'any' })
    if (await q.closeRefund(tx, open.id, gatewayRefundId)) {
      await recordRefund(tx, open.orderId, open.reason, open.isWhole, { refundId: open.id, amount: toWire(amount) })
    }
  })
}

const MOST_AT_ONCE = 50
const PATIENCE = 10

/** Asks the far side what became of attempts and refunds that nobody told us about. */
export async function reconcile (deps: Deps): Promise<void> {
  for (const attempt of await q.dueAttempts(deps.pool, MOST_AT_ONCE)) {
    try {
      await reconcileOne(deps, attempt)
    } catch (error) {
      deps.log.warn({ err: error, attempt: attempt.id }, 'an attempt could not be reconciled')
    }
  }
  for (const id of await q.dueRefunds(deps.pool, MOST_AT_ONCE)) await enqueue(deps.pool, 'payments.refund', { refundId: id })
}

// What never arrived is closed on the far side before it counts as failed, or it might arrive later.
async function reconcileOne (deps: Deps, attempt: q.Attempt): Promise<void> {
  await q.askAgainLater(deps.pool, attempt.id)
  const gateway = gatewayOf(deps, attempt.gateway)
  if (!gateway) return
  const said = await gateway.find(attempt.id)
  const giveUp = said.state === 'none' || (said.state === 'waiting' && attempt.checkCount >= PATIENCE)
  const final = giveUp ? await gateway.cancel(attempt.id) : said
  await transaction(deps.pool, async (tx) => await settle(tx, attempt.id, final))
}

/** A paid order that is cancelled sends its money back, in the transaction that cancels it. */
export const paymentListeners: Listener[] = [{
  name: 'payments.refund_cancelled',
  on: ['order.cancelled'],
  when: 'within',
  handle: async (tx, { objectId }) => await startRefunds(tx, { orderId: objectId }, 'order_cancelled')
}]

const refundJob: Job<{ refundId: string }> = { queue: 'payments.refund', handle: async (deps, { refundId }) => await refund(deps, refundId) }

export const paymentJobs = [refundJob, testGatewayJob] as Job[]
export const paymentSchedules: Schedule[] = [{ name: 'payments.reconcile', cron: '* * * * *', run: reconcile }]
