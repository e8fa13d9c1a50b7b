// The guest's key to an order: given once in the address or at the checkout, then kept in a cookie of that order.
import type { APIContext } from 'astro'
import type { Client } from '@tradewind/sdk'
import { openApi } from '../../lib/api.ts'

type Context = Pick<APIContext, 'cookies' | 'locals' | 'clientAddress'>

const nameOf = (orderId: string): string => `order_token_${orderId}`

export function keepOrderToken ({ cookies }: Pick<APIContext, 'cookies'>, orderId: string, token: string): void {
  cookies.set(nameOf(orderId), token, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: false })
}

export const orderToken = ({ cookies }: Pick<APIContext, 'cookies'>, orderId: string): string | undefined => cookies.get(nameOf(orderId))?.value

export const orderApi = ({ locals, clientAddress }: Context): Client =>
  openApi(locals.page.door, { locale: locals.page.locale, visitor: clientAddress })
