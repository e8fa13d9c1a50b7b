// Who may see an order: its owner, or a guest by the key given once in the address or at the checkout and kept in a cookie of that order.
import type { APIContext } from 'astro'
import type { Client } from '@tradewind/sdk'
import { openApi } from '../../lib/api.ts'
import { bearerOf, visitorOf, type Context } from '../account/session.ts'

const nameOf = (orderId: string): string => `order_token_${orderId}`

export function keepOrderToken ({ cookies }: Pick<APIContext, 'cookies'>, orderId: string, token: string): void {
  cookies.set(nameOf(orderId), token, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: false })
}

export const orderToken = ({ cookies }: Pick<APIContext, 'cookies'>, orderId: string): string | undefined => cookies.get(nameOf(orderId))?.value

export const orderApi = (context: Context): Client => openApi(context.locals.page.door, { ...visitorOf(context), ...bearerOf(context) })
