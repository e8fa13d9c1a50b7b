// An order as its page shows it: found by its key, told how the payment really stands, changed by its two verbs.
import type { APIContext } from 'astro'
import { ApiError, type Result } from '@tradewind/sdk'
import { orMissing } from '../../lib/api.ts'
import { sessionOf } from '../account/session.ts'
import { paths } from '../../lib/paths.ts'
import { startPayment } from './payment.ts'
import { keepOrderToken, orderApi, orderToken } from './session.ts'

export type Order = Result<'getOrder'>
/** settled: nothing to do; settling: the bank has not answered; declined and unpaid: the shopper may pay. */
export type PaymentState = 'settled' | 'settling' | 'declined' | 'unpaid'

export interface Found { order: Order, state: PaymentState, isNew: boolean, cancelFailed: boolean }

/** The order, an address to go to instead, or nothing for who has no key to it. */
export async function readOrder (context: APIContext): Promise<Found | string | undefined> {
  const { params: { id = '' }, url, locals: { page } } = context
  const given = url.searchParams.get('token')
  if (given !== null) {
    keepOrderToken(context, id, given)
    url.searchParams.delete('token')
    return url.pathname + url.search
  }
  const token = orderToken(context, id)
  if (token === undefined && await sessionOf(context) === undefined) return undefined
  const api = orderApi(context)
  let cancelFailed = false
  if (context.request.method === 'POST') {
    const form = await context.request.formData()
    if (form.get('intent') === 'pay') {
      return await startPayment(context, { orderId: id, token, method: String(form.get('paymentMethod')), key: String(form.get('paymentKey') ?? crypto.randomUUID()) })
    }
    cancelFailed = await api.orders.cancel(id, { orderToken: token }).then(() => false, (error: unknown) => {
      if (error instanceof ApiError && error.status < 500) return true
      throw error
    })
    if (!cancelFailed) return paths.order(page.locale, id)
  }
  const order = await orMissing(api.orders.get(id, { orderToken: token }))
  return order === undefined ? undefined : { order, state: stateOf(order), isNew: url.searchParams.has('placed'), cancelFailed }
}

function stateOf (order: Order): PaymentState {
  if (order.status !== 'pending') return 'settled'
  if (order.paymentStatus === 'pending') return 'settling'
  const last = order.timeline.findLast(({ name }) => name.startsWith('payment_'))
  return last?.name === 'payment_failed' ? 'declined' : 'unpaid'
}
