// All SQL of attempts to pay, refunds and the inbox of the gateways' events.
import type { Db } from '../../platform/db.ts'
import { attemptLife, type AttemptEvent, type AttemptStatus } from './lifecycle.ts'

export interface Attempt {
  id: string, orderId: string, gateway: string, gatewayTransactionId: string | null, method: string, amount: string, currency: string
  status: AttemptStatus, refundedAmount: string, failureCode: string | null, returnUrl: string | null
  actionUrl: string | null, checkCount: number, createdAt: Date
}

const columns = (db: Db) => db`
  id, order_id, gateway, gateway_transaction_id, coalesce(method, '') as method, amount, currency, status, refunded_amount, failure_code,
  return_url, gateway_response ->> 'actionUrl' as action_url, check_count, created_at`

export interface NewAttempt { id: string, orderId: string, idempotencyId: string, gateway: string, method: string, amount: string, currency: string, returnUrl: string | null }

export const insertAttempt = async (db: Db, a: NewAttempt): Promise<Attempt> => {
  const [row] = await db<Attempt[]>`
    insert into transactions (id, order_id, idempotency_id, gateway, method, amount, currency, status, return_url, next_check_at)
    values (${a.id}, ${a.orderId}, ${a.idempotencyId}, ${a.gateway}, ${a.method}, ${a.amount}, ${a.currency}, 'created', ${a.returnUrl}, now() + interval '1 minute')
    returning ${columns(db)}`
  if (!row) throw new Error('An attempt was not written')
  return row
}

export const attemptOfKey = async (db: Db, idempotencyId: string): Promise<Attempt | undefined> => {
  const [row] = await db<Attempt[]>`select ${columns(db)} from transactions where idempotency_id = ${idempotencyId}`
  return row
}

export const attemptById = async (db: Db, id: string): Promise<Attempt | undefined> => {
  const [row] = await db<Attempt[]>`select ${columns(db)} from transactions where id = ${id}`
  return row
}

export const liveAttempt = async (db: Db, orderId: string): Promise<Attempt | undefined> => {
  const [row] = await db<Attempt[]>`
    select ${columns(db)} from transactions where order_id = ${orderId} and status in ('created', 'requires_action', 'unknown')`
  return row
}

export interface Outcome { chargeId: string | null, failureCode?: string, actionUrl?: string }

/** The guard is the table of lives: no row means that the attempt had moved on. */
export const moveAttempt = async (db: Db, id: string, event: AttemptEvent, outcome: Outcome): Promise<Attempt | undefined> => {
  const { from, to } = attemptLife[event]
  const [row] = await db<Attempt[]>`
    update transactions set status = ${to}, gateway_transaction_id = coalesce(${outcome.chargeId}, gateway_transaction_id),
      failure_code = ${outcome.failureCode ?? null},
      gateway_response = gateway_response || ${JSON.stringify(outcome.actionUrl === undefined ? {} : { actionUrl: outcome.actionUrl })}::text::jsonb,
      captured_at = case when ${to}::text = 'captured' then now() else captured_at end
    where id = ${id} and status = any(${[...from]}::text[])
    returning ${columns(db)}`
  return row
}

const WAITS_MINUTES = [5, 15, 60]

export const dueAttempts = async (db: Db, limit: number): Promise<Attempt[]> => await db<Attempt[]>`
  select ${columns(db)} from transactions
  where status in ('created', 'requires_action', 'unknown') and next_check_at <= now() order by next_check_at limit ${limit}`

/** After 1, 5, 15 and 60 minutes, then daily. */
export const askAgainLater = async (db: Db, id: string): Promise<void> => {
  await db`
    update transactions set check_count = check_count + 1,
      next_check_at = now() + coalesce((${WAITS_MINUTES}::int[])[check_count + 1], 1440) * interval '1 minute'
    where id = ${id}`
}

export type RefundReason = 'order_expired' | 'order_cancelled' | 'duplicate_payment'
export interface Refund { id: string, transactionId: string, orderId: string, gateway: string, amount: string, currency: string, status: 'created' | 'succeeded' | 'failed', reason: RefundReason, isWhole: boolean }

/** What is left of each captured attempt (of one, or of all of an order) is to go back; nothing twice. */
export const openRefunds = async (db: Db, of: { orderId: string, transactionId?: string }, reason: RefundReason): Promise<Array<{ id: string, amount: string, currency: string }>> =>
  await db<Array<{ id: string, amount: string, currency: string }>>`
    insert into refunds (transaction_id, order_id, amount, currency, status, reason, next_check_at)
    select id, order_id, amount - refunded_amount, currency, 'created', ${reason}, now() + interval '5 minutes'
    from transactions
    where order_id = ${of.orderId} and (${of.transactionId ?? null}::uuid is null or id = ${of.transactionId ?? null})
      and status = 'captured' and refunded_amount < amount
    order by id
    on conflict (transaction_id) where status = 'created' do nothing
    returning id, amount, currency`

export const refundById = async (db: Db, id: string): Promise<Refund | undefined> => {
  const [row] = await db<Refund[]>`
    select r.id, r.transaction_id, r.order_id, t.gateway, r.amount, r.currency, r.status, r.reason,
           r.amount = t.amount - t.refunded_amount as is_whole
    from refunds r join transactions t on t.id = r.transaction_id where r.id = ${id}`
  return row
}

/** The refund is done and the attempt knows it, in one statement; false if it was done before. */
export const closeRefund = async (db: Db, id: string, gatewayRefundId: string): Promise<boolean> => {
  const rows = await db`
    with done as (
      update refunds set status = 'succeeded', gateway_refund_id = ${gatewayRefundId} where id = ${id} and status = 'created'
      returning transaction_id, amount
    )
    update transactions t set refunded_amount = t.refunded_amount + done.amount from done where t.id = done.transaction_id returning t.id`
  return rows.length === 1
}

export const dueRefunds = async (db: Db, limit: number): Promise<string[]> => (await db<{ id: string }[]>`
  update refunds set check_count = check_count + 1, next_check_at = now() + interval '15 minutes'
  where id in (select id from refunds where status = 'created' and next_check_at <= now() order by next_check_at limit ${limit} for update skip locked)
  returning id`).map((row) => row.id)

/** False: this event was here before. A second delivery waits for the first and then finds it. */
export const keepEvent = async (db: Db, gateway: string, eventId: string, payload: object): Promise<boolean> => {
  const { count } = await db`
    insert into payment_events (gateway, event_id, payload, handled_at)
    values (${gateway}, ${eventId}, ${JSON.stringify(payload)}::text::jsonb, now())
    on conflict (gateway, event_id) do nothing`
  return count === 1
}
