// The bag's verbs as plain form posts: change, then back to the bag.
import type { APIContext, APIRoute } from 'astro'
import { ApiError, type Client } from '@tradewind/sdk'
import { currentCart, isOut, isShort, keepCart, shopperApi } from '../../../features/cart/session.ts'
import { paths } from '../../../lib/paths.ts'

type Verb = (api: Client, form: FormData, context: APIContext) => Promise<{ token?: string, itemCount: number, country: string } | undefined>

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').slice(0, 100)
const count = (form: FormData): number => Math.min(9999, Math.max(0, Math.trunc(Number(text(form, 'quantity'))) || 0))

const verbs: Record<string, Verb> = {
  add: async (api, form) => await api.cart.add({ variantId: text(form, 'variantId'), quantity: Math.max(1, count(form)) }),
  update: async (api, form) => count(form) === 0
    ? await api.cart.removeItem(text(form, 'itemId'))
    : await api.cart.updateItem(text(form, 'itemId'), { quantity: count(form) }),
  remove: async (api, form) => await api.cart.removeItem(text(form, 'itemId')),
  country: async (api, form, { cookies }) => {
    const country = text(form, 'country')
    const cart = await api.cart.update({ country, shippingAddress: null, shippingMethodId: null })
    cookies.set('country', country, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: false })
    return cart
  },
  undo: async (api) => await api.cart.undoMerge(),
  keep: async (api) => await api.cart.update({ merged: null }),
  // Takes what is left of each line, and out what is gone.
  accept: async (api, _form, context) => {
    let cart = await currentCart(context)
    for (const item of cart?.items ?? []) {
      if (isOut(item) || (isShort(item) && item.inventoryQuantity < 1)) cart = await api.cart.removeItem(item.id)
      else if (isShort(item)) cart = await api.cart.updateItem(item.id, { quantity: item.inventoryQuantity })
    }
    return cart
  }
}

export const POST: APIRoute = async (context) => {
  const { locale } = context.locals.page
  const verb = verbs[context.params.verb ?? '']
  if (verb === undefined) return await context.rewrite('/404')
  const query = new URLSearchParams()
  try {
    const cart = await verb(shopperApi(context), await context.request.formData(), context)
    if (cart !== undefined) keepCart(context, cart)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500) throw error
    query.set('refused', error.code)
    const [short] = (error.problem.items ?? []) as Array<{ inventoryQuantity?: number }>
    if (short?.inventoryQuantity !== undefined) query.set('left', String(Math.max(0, short.inventoryQuantity)))
  }
  const back = context.params.verb === 'accept' ? paths.checkout(locale) : paths.cart(locale)
  return new Response(null, { status: 303, headers: { location: query.size > 0 ? `${back}?${query}` : back, 'cache-control': 'no-store' } })
}

export const GET: APIRoute = ({ locals }) => new Response(null, { status: 303, headers: { location: paths.cart(locals.page.locale), 'cache-control': 'no-store' } })
