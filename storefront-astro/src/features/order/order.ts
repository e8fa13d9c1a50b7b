// An order as its page shows it: found by its key, told how the payment really stands, changed by its two verbs.
import type { APIContext } from 'astro'
import { ApiError, type Result } from '@tradewind/sdk'
import { orMissing } from '../../lib/api.ts'
import { need, submit, type Filled, type PageContext } from '../account/form.ts'
import { guestApi, sessionOf } from '../account/session.ts'
import { paths } from '../../lib/paths.ts'
import { startPayment } from './payment.ts'
import { keepOrderToken, orderApi, orderToken } from './session.ts'

export type Order = Result<'getOrder'>
/** settled: nothing to do; settling: the bank has not answered; declined and unpaid: the shopper may pay. */
export type PaymentState = 'settled' | 'settling' | 'declined' | 'unpaid'

export interface Found { order: Order, state: PaymentState, isNew: boolean, cancelFailed: boolean, isOwn: boolean, account?: { form: Filled, isSent: boolean } }

/** The order, an address to go to instead, or nothing for who has no key to it. */
export async function readOrder (context: PageContext & APIContext): Promise<Found | string | Response | undefined> {
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
  const form = context.request.method === 'POST' ? await context.request.clone().formData() : undefined
  const isRegistering = form?.get('intent') === 'register'
  if (form !== undefined && !isRegistering) {
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
  if (order === undefined) return undefined
  const isMember = await sessionOf(context) !== undefined
  const found = { order, isOwn: isMember && token === undefined, state: stateOf(order), isNew: url.searchParams.has('placed'), cancelFailed }
  if (token === undefined || isMember) return found
  const filled = isRegistering ? await registerWith(context, order) : { intent: '', values: {}, faults: {} }
  return filled instanceof Response ? filled : { ...found, account: { form: filled, isSent: url.searchParams.has('registered') } }
}

/** An account for the guest of this order: what it knows need not be typed. */
async function registerWith (context: PageContext, order: Order): Promise<Filled | Response> {
  const { t, locale } = context.locals.page
  const { firstName, lastName } = order.shippingAddress
  return await submit(context, ['password'], async ({ password = '' }) => {
    need({ password }, t, 'password')
    await guestApi(context).auth.register({ email: order.email, password, lastName, locale, currency: order.currency, ...(firstName == null ? {} : { firstName }) })
    return `${paths.order(locale, order.id)}?placed=1&registered=1#order-account`
  })
}

function stateOf (order: Order): PaymentState {
  if (order.status !== 'pending') return 'settled'
  if (order.paymentStatus === 'pending') return 'settling'
  const last = order.timeline.findLast(({ name }) => name.startsWith('payment_'))
  return last?.name === 'payment_failed' ? 'declined' : 'unpaid'
}
