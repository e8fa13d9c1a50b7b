// The bag as scripts see it: one change after another across all tabs, nothing older than what is known, the count in a cookie.
import { createApi } from '@tradewind/sdk/client'
import { ApiError } from '@tradewind/sdk/errors'
import { cart } from '@tradewind/sdk/resources/checkout'
import { cookie, keepCookie } from '../shell/cookies.ts'
import { shownCurrency } from '../shell/currency.ts'
import { accessToken, isMember, renewedToken } from '../shell/member.ts'

export interface Known { id: string, version: number, itemCount: number, token?: string }

const channel = new BroadcastChannel('bag')
let known: Known | undefined
let queue: Promise<unknown> = Promise.resolve()
let waiting = 0

channel.addEventListener('message', ({ data }: MessageEvent<Known>) => { learn(data) })

/** Keeps a cart that the API answered with, unless a newer one is known already. */
export function learn (next: Known): boolean {
  if (known !== undefined && known.id === next.id && next.version < known.version) return false
  known = { id: next.id, version: next.version, itemCount: next.itemCount }
  if (next.token !== undefined) keepCookie('cart_token', next.token)
  keepCookie('cart_count', String(next.itemCount))
  document.dispatchEvent(new CustomEvent('bag', { detail: known }))
  return true
}

/** Runs when every earlier change, here and in other tabs, is done: the first of them makes the cart, the others find it. */
export async function inTurn<T> (change: () => Promise<T>): Promise<T> {
  waiting++
  const mine = queue.then(async () => 'locks' in navigator ? await navigator.locks.request('bag', change) as T : await change())
  queue = mine.catch(() => {}).then(() => { waiting-- })
  return await mine
}

/** The way to the bag, pressed while something is still on its way there, leads on as soon as it has arrived. */
export function holdWayToBag (): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href$="/cart"]') : null
    if (link === null || waiting === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void queue.then(() => { location.assign(link.href) })
  })
}

export async function addToBag (variantId: string, quantity: number): Promise<Known> {
  return await inTurn(async () => {
    const verbs = cart(createApi({
      locale: document.documentElement.lang,
      currency: shownCurrency(),
      country: cookie('country'),
      cartToken: () => cookie('cart_token'),
      accessToken,
      onUnauthorized: renewedToken
    }))
    const send = async (): Promise<Known> => await verbs.add({ variantId, quantity })
    // Signed out elsewhere meanwhile: then it is a guest who adds.
    const added = await send().catch(async (error: unknown) => {
      if (error instanceof ApiError && error.status === 401 && !isMember()) return await send()
      throw error
    })
    if (learn(added)) channel.postMessage(known)
    return added
  })
}

/** How many are left, where that is why it was refused. */
export function leftOf (error: unknown, variantId: string): number | undefined {
  if (!(error instanceof ApiError) || error.code !== 'out_of_stock') return undefined
  const items = error.problem.items as Array<{ variantId: string, inventoryQuantity: number }> | undefined
  return Math.max(0, items?.find((item) => item.variantId === variantId)?.inventoryQuantity ?? 0)
}
