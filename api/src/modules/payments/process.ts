// The verb that pays an order: one live attempt, its row committed before the gateway is asked, the gateway asked outside any transaction.
import type { Static } from '@sinclair/typebox'
import { orderForPayment, startPayment, type PayableOrder } from '../orders/index.ts'
import { transaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { newId } from '../../shared/ids.ts'
import { alreadyPaid, badReturnUrl, cannotPay, inProgress, returnUrlRequired, unknownGateway, unknownMethod } from './errors.ts'
import { gatewayOf, gatewaysOf, type Gateway } from './gateways/port.ts'
import * as q from './queries.ts'
import type { GatewayListSchema, PaymentView, ProcessBody } from './schemas.ts'
import { moneyOf, settle, type Said } from './settle.ts'

export interface Buyer { userId: string | null, orderId: string | null }
interface Begun { attempt: q.Attempt, order: PayableOrder, live: boolean }

export function listGateways (deps: Deps, currency: string, country: string): Static<typeof GatewayListSchema> {
  const usable = gatewaysOf(deps).filter((gateway) => gateway.takes(currency, country))
  return { items: usable.map(({ code, name, methods }) => ({ code, name, methods: methods.map((method) => ({ code: method.code, name: method.name })) })) }
}

export async function processPayment (deps: Deps, buyer: Buyer, body: ProcessBody, idempotencyId: string): Promise<PaymentView> {
  const begin = async (): Promise<Begun> => await transaction(deps.pool, async (tx) => await beginAttempt(tx, deps, buyer, body, idempotencyId))
  let begun = await begin()
  if (begun.live) {
    await closeLive(deps, begun.attempt)
    begun = await begin()
    if (begun.live) throw inProgress()
  }

  const { attempt, order } = begun
  if (attempt.status !== 'created') return toPaymentView(attempt)
  const said = await ask(deps, attempt, order.locale)

  const settled = await transaction(deps.pool, async (tx) => await settle(tx, attempt.id, said))
  return toPaymentView(settled ?? attempt)
}

/** A rerun of the same request finds its own attempt; another's live attempt is handed back to be closed first. */
async function beginAttempt (tx: Db, deps: Deps, buyer: Buyer, body: ProcessBody, idempotencyId: string): Promise<Begun> {
  const order = await orderForPayment(tx, body.orderId, { kind: 'buyer', ...buyer })
  const rerun = await q.attemptOfKey(tx, idempotencyId)
  if (rerun) return { attempt: rerun, order, live: false }
  const { gateway, method } = choose(deps, order, body)
  if (order.paid) throw alreadyPaid()
  if (!order.payable) throw cannotPay()
  const live = await q.liveAttempt(tx, order.id)
  if (live) return { attempt: live, order, live: true }

  const { id, total: amount, currency } = order
  const attempt = await q.insertAttempt(tx, { id: newId(), orderId: id, idempotencyId, gateway: gateway.code, method, amount, currency, returnUrl: body.returnUrl ?? null })
  await startPayment(tx, order, { transactionId: attempt.id, gateway: gateway.code, method })
  return { attempt, order, live: false }
}

function choose (deps: Deps, order: PayableOrder, { gateway: code, paymentMethod, returnUrl }: ProcessBody): { gateway: Gateway, method: string } {
  const gateway = gatewayOf(deps, code)
  if (!gateway?.takes(order.currency, '')) throw unknownGateway()
  const method = gateway.methods.find((candidate) => paymentMethod === undefined || candidate.code === paymentMethod)
  if (!method) throw unknownMethod()
  if (returnUrl !== undefined && !isOurs(deps, returnUrl)) throw badReturnUrl()
  if (method.redirects && returnUrl === undefined) throw returnUrlRequired()
  return { gateway, method: method.code }
}

// Whatever a browser might read as another host is refused before it is parsed.
function isOurs ({ config }: Deps, text: string): boolean {
  if (/[\\\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false
  const url = new URL(text)
  const origins = [config.PUBLIC_STOREFRONT_URL, config.PUBLIC_API_URL].map((address) => new URL(address).origin)
  return origins.includes(url.origin) && url.username === '' && url.password === '' && /^https?:\/\/[^/]/.test(text)
}

// No answer is not a refusal: the attempt is unknown until a webhook or the reconciler knows.
async function ask (deps: Deps, attempt: q.Attempt, locale: string): Promise<Said> {
  const gateway = gatewayOf(deps, attempt.gateway)
  if (!gateway) return { state: 'lost' }
  const amount = await moneyOf(deps.pool, attempt.amount, attempt.currency)
  try {
    return await gateway.charge({ key: attempt.id, orderId: attempt.orderId, amount, method: attempt.method, returnUrl: attempt.returnUrl, locale })
  } catch (error) {
    deps.log.warn({ err: error, attempt: attempt.id }, 'a gateway gave no answer')
    return { state: 'lost' }
  }
}

const STILL_ASKING_MS = 30_000

/** The shopper tries again: the earlier attempt is closed on the far side, or found to have succeeded. */
async function closeLive (deps: Deps, live: q.Attempt): Promise<void> {
  const gateway = gatewayOf(deps, live.gateway)
  const isBeingAsked = live.status === 'created' && Date.now() - live.createdAt.getTime() < STILL_ASKING_MS
  if (!gateway || isBeingAsked) throw inProgress()
  const said = await gateway.cancel(live.id)
  await transaction(deps.pool, async (tx) => await settle(tx, live.id, said))
}

const toPaymentView = (attempt: q.Attempt): PaymentView => ({
  transactionId: attempt.id,
  orderId: attempt.orderId,
  status: attempt.status,
  failure: attempt.failureCode === null ? null : { category: attempt.failureCode, retry: true },
  action: attempt.status === 'requires_action' && attempt.actionUrl !== null ? { type: 'redirect', url: attempt.actionUrl } : { type: 'none' }
})
