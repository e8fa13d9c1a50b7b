// The shopper's cart on the server: found by sign-in or cookie, brought to the language and currency of the page, remembered for the next.
import type { APIContext } from 'astro'
import type { Body, Client, Result } from '@tradewind/sdk'
import { openApi, orMissing } from '../../lib/api.ts'
import { bearerOf, sessionOf, visitorOf, type Context } from '../account/session.ts'

export type Cart = Result<'getCart'>
export type CartItem = Cart['items'][number]

const LASTING = { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: false } as const

/** The SDK speaking for this shopper. */
export function shopperApi (context: Context): Client {
  const { cookies, locals: { page } } = context
  return openApi(page.door, {
    ...visitorOf(context),
    ...bearerOf(context),
    currency: chosenCurrency(context) ?? page.currency,
    country: cookies.get('country')?.value,
    cartToken: cookies.get('cart_token')?.value
  })
}

export function chosenCurrency ({ cookies, locals }: Pick<APIContext, 'cookies' | 'locals'>): string | undefined {
  const code = cookies.get('currency')?.value
  return locals.page.currencies.some((currency) => currency.code === code) ? code : undefined
}

/** The cart as this page should show it: in its language, in the chosen currency, with a delivery so that the total is whole. */
export async function currentCart (context: Context): Promise<Cart | undefined> {
  const isMember = await sessionOf(context) !== undefined
  if (!isMember && context.cookies.get('cart_token') === undefined) return undefined
  const api = shopperApi(context)
  const cart = await orMissing(api.cart.get())
  if (cart === undefined) {
    forgetCart(context)
    return undefined
  }
  const changes: Body<'updateCart'> = {}
  const currency = chosenCurrency(context)
  if (currency !== undefined && currency !== cart.currency) changes.currency = currency
  if (cart.locale !== context.locals.page.locale) changes.locale = context.locals.page.locale
  if (cart.shippingMethodId === null && cart.items.length > 0) changes.shippingMethodId = (await api.cart.shippingMethods()).items[0]?.id
  const current = Object.values(changes).some((value) => value !== undefined) ? await api.cart.update(changes) : cart
  keepCart(context, current)
  // The account's own cart is found by who is signed in; the guest's key to it has done its work.
  if (isMember) context.cookies.delete('cart_token', { path: '/' })
  return current
}

export function keepCart ({ cookies }: Pick<APIContext, 'cookies'>, cart: { token?: string, itemCount: number, country: string }): void {
  if (cart.token !== undefined) cookies.set('cart_token', cart.token, LASTING)
  cookies.set('cart_count', String(cart.itemCount), LASTING)
}

export function forgetCart ({ cookies }: Pick<APIContext, 'cookies'>): void {
  cookies.delete('cart_token', { path: '/' })
  cookies.delete('cart_count', { path: '/' })
}

export const isOut = (item: CartItem): boolean => item.availability === 'out_of_stock'
export const isShort = (item: CartItem): boolean => !isOut(item) && item.availability !== 'backorder' && item.quantity > item.inventoryQuantity
