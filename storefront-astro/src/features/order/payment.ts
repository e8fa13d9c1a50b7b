// Starting a payment and where it leads: the bank's page, or the order, which always tells the truth.
import type { APIContext } from 'astro'
import { TradewindError } from '@tradewind/sdk'
import { paths } from '../../lib/paths.ts'
import { orderApi, orderToken } from './session.ts'

export const PAYMENT_METHODS = ['approve', 'decline', 'redirect', 'timeout'] as const

interface Attempt { orderId: string, token?: string, method: string, key: string }

export async function startPayment (context: APIContext, { orderId, token, method, key }: Attempt): Promise<string> {
  const { locale, origin } = context.locals.page
  const back = `${paths.order(locale, orderId)}?placed=1`
  const paymentMethod = PAYMENT_METHODS.find((one) => one === method) ?? 'approve'
  try {
    const { action, status } = await orderApi(context).payments.process(
      { orderId, gateway: 'test', paymentMethod, returnUrl: `${origin}${back}` },
      { idempotencyKey: key, orderToken: token ?? orderToken(context, orderId), timeoutMs: 30_000 })
    if (action.type === 'redirect') return action.url
    return status === 'unknown' ? `${back}&settling=1` : back
  } catch (error) {
    // The order is safe; its page says how the payment stands and lets the shopper go on from there.
    if (error instanceof TradewindError) return back
    throw error
  }
}
