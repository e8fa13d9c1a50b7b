// What the browser tests of the admin share: one running shop a file, somebody signed in, and orders to work on.
import type { BrowserContext, Page } from 'playwright-core'
import { openShop, type Shop } from '../../api/test/support/shop.ts'

export type { Shop }

interface Teardown { teardown: (after: () => Promise<void>) => void }

export const openAdmin = async (t: Teardown): Promise<Shop> => await openShop(t, { fronts: ['admin'] })

export interface Visit { fresh?: boolean, width?: number, language?: string, scheme?: 'light' | 'dark', email?: string, password?: string, at?: string, bypassPolicy?: boolean }

export const OWNER = { email: 'admin@example.com', password: 'tradewind-demo' }

export type Watched = Page & { faults: string[], refusals: string[] }

/** A fresh browser at the sign-in page; faults of scripts and refusals of the API are told, not swallowed. */
export async function stranger (shop: Shop, { width = 1280, language = 'en', scheme = 'light', at = '/', bypassPolicy = false }: Visit = {}): Promise<Watched> {
  const page = await shop.page({ viewport: { width, height: 900 }, locale: language, colorScheme: scheme, bypassCSP: bypassPolicy })
  await page.goto(shop.admin + at)
  return watched(page)
}

function watched (page: Page): Watched {
  page.setDefaultTimeout(20_000)
  const faults: string[] = []
  const refusals: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('response', (response) => { if (response.status() === 403) refusals.push(response.url()) })
  return Object.assign(page, { faults, refusals })
}

export async function enter (page: Page, { email = OWNER.email, password = OWNER.password }: Visit = {}): Promise<void> {
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
}

// One browser a kind of visit, so that a password is asked for once a file.
const signedIn = new Map<string, BrowserContext>()

/** Staff at work; in a tab beside the others unless a fresh browser is wanted. */
export async function merchant (shop: Shop, { at = '/', fresh = false, ...visit }: Visit = {}): Promise<Watched> {
  const kind = JSON.stringify(visit)
  const context = signedIn.get(kind)
  if (context !== undefined && !fresh) {
    const page = watched(await context.newPage())
    await page.goto(shop.admin + at)
    await page.locator('#content h1').waitFor()
    return page
  }
  const page = await stranger(shop, { ...visit, at })
  await enter(page, visit)
  await page.locator('#content h1').waitFor()
  if (!fresh) signedIn.set(kind, page.context())
  return page
}

interface Reply { [name: string]: unknown }

export async function call<T = Reply> (shop: Shop, method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(shop.api + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), 'idempotency-key': crypto.randomUUID(), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
  return await response.json() as T
}

let token: string | undefined

export async function staffToken (shop: Shop): Promise<Record<string, string>> {
  token ??= (await call<{ accessToken: string }>(shop, 'POST', '/v1/auth/login', { ...OWNER, client: 'admin', tokenDelivery: 'body' })).accessToken
  return { authorization: `Bearer ${token}` }
}

export interface Placed { id: string, number: string, accessToken: string }

/** A guest's order of one teapot, paid unless told otherwise. */
export async function anOrder (shop: Shop, { currency = 'EUR', paid = true } = {}): Promise<Placed> {
  const { variants } = await call<{ variants: Array<{ id: string, inventoryQuantity: number }> }>(shop, 'GET', '/v1/products/cast-iron-teapot')
  const variant = variants.find(({ inventoryQuantity }) => inventoryQuantity > 5)
  const cart = await call<{ token: string }>(shop, 'POST', `/v1/cart/items?locale=en&currency=${currency}&country=DE`, { variantId: variant?.id, quantity: 1 })
  const guest = { 'x-cart-token': cart.token }
  const shippingAddress = { firstName: 'Lena', lastName: 'Vogt', addressLine1: 'Torstraße 12', postalCode: '10119', city: 'Berlin', countryCode: 'DE' }
  await call(shop, 'PATCH', '/v1/cart', { email: 'lena@example.com', shippingAddress }, guest)
  const { items: [method] } = await call<{ items: Array<{ id: string }> }>(shop, 'GET', '/v1/cart/shipping_methods', undefined, guest)
  const order = await call<Placed>(shop, 'POST', '/v1/orders', { shippingMethodId: method?.id }, guest)
  if (paid) await call(shop, 'POST', '/v1/payments/process', { orderId: order.id, gateway: 'test', paymentMethod: 'approve' }, { 'x-order-token': order.accessToken })
  return order
}

export async function productId (shop: Shop, slug: string): Promise<string> {
  return (await call<{ id: string }>(shop, 'GET', `/v1/products/${slug}`)).id
}
