// What the browser tests share: one running storefront a file, and the steps every shopper takes.
import type { Page } from 'playwright-core'
import { openShop, type Shop } from '../../api/test/support/shop.ts'

export type { Shop }

interface Teardown { teardown: (after: () => Promise<void>) => void }

export const openStorefront = async (t: Teardown): Promise<Shop> => await openShop(t, { fronts: ['storefront'] })

export interface Visit { width?: number, locale?: string, script?: boolean, scheme?: 'light' | 'dark', bypassPolicy?: boolean }

/** A fresh visitor; faults of scripts on the way are told, not swallowed. */
export async function visitor (shop: Shop, { width = 1280, script = true, scheme = 'light', bypassPolicy = false }: Visit = {}): Promise<Page & { faults: string[] }> {
  const page = await shop.page({ viewport: { width, height: 900 }, javaScriptEnabled: script, colorScheme: scheme, bypassCSP: bypassPolicy })
  page.setDefaultTimeout(10_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('__fonts')) faults.push(message.text()) })
  return Object.assign(page, { faults })
}

export async function choose (page: Page, shop: Shop, currency: string): Promise<void> {
  await page.context().addCookies([{ name: 'currency', value: currency, url: shop.storefront }])
}

/** From a product's page into the bag, as a shopper does it. */
export async function addToBag (page: Page): Promise<void> {
  const added = page.waitForResponse((response) => response.url().endsWith('/v1/cart/items') && response.status() === 201)
  await page.locator('[data-add]').click()
  await added
  await page.waitForFunction(() => document.cookie.includes('cart_token='))
}

export interface Person { email: string, name: string, country: string, addressLine1: string, postalCode: string, city: string, region?: string }

export const lena: Person = { email: 'lena@example.com', name: 'Lena Vogt', country: 'DE', addressLine1: 'Torstraße 12', postalCode: '10119', city: 'Berlin' }
export const mei: Person = { email: 'mei.lin@example.com', name: '林 美', country: 'CN', addressLine1: '南京西路 1266 号', postalCode: '200040', city: '上海', region: '上海市' }

export async function fillAddress (page: Page, person: Person): Promise<void> {
  await page.locator('#email').fill(person.email)
  if (await page.locator('#country').inputValue() !== person.country) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/checkout'))
    await page.locator('#country').selectOption(person.country)
    await answered
    await page.waitForFunction(() => document.querySelector('[data-swap][aria-busy]') === null)
  }
  for (const name of ['name', 'addressLine1', 'postalCode', 'city', 'region'] as const) {
    const text = person[name]
    if (text === undefined) continue
    const field = page.locator(`#${name}`)
    if (await field.evaluate((one) => one.matches('select'))) await field.selectOption(text)
    else await field.fill(text)
  }
}

/** A product's page by its article, in a language. */
export async function productPath (shop: Shop, locale: string, slug: string): Promise<string> {
  const response = await fetch(`${shop.api}/v1/products/${slug}?locale=${locale}`)
  if (!response.ok) throw new Error(`There is no product ${slug}`)
  const product = await response.json() as { slug: string }
  return `/${locale}/p/${encodeURIComponent(product.slug)}`
}

export const digits = (text: string | null): string => (text ?? '').replace(/[^\d.]/g, '')

/** At the checkout with one thing in the bag. */
export async function toCheckout (shop: Shop, locale = 'en', slug = 'beeswax-candle', query = ''): Promise<Awaited<ReturnType<typeof visitor>>> {
  const page = await visitor(shop)
  await page.goto(shop.storefront + await productPath(shop, locale, slug) + query)
  await addToBag(page)
  await page.goto(`${shop.storefront}/${locale}/checkout`)
  return page
}

export const status = async (page: Page): Promise<string | null> => await page.locator('[data-order]').getAttribute('data-status')
