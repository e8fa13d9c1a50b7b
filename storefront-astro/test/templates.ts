// Walks every template with axe: one language, one light, one width.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type { Test } from 'tap'
import { addToBag, productPath, visitor, type Shop } from './support.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Axe { run: (where: Document, how: object) => Promise<{ violations: Array<{ id: string, nodes: Array<{ target: string[] }> }> }> }
export interface Eyes { locale: string, scheme: 'light' | 'dark', width: number }

/** Tells what axe finds on the page as it is, and whether it fits its width. */
export async function faultFinder (t: Test, page: Page): Promise<(name: string) => Promise<void>> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  return async (name) => {
    await page.evaluate(axe)
    const found = await page.evaluate(async (rules) => {
      const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { runOnly: rules })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    }, RULES)
    t.same(found, [], name)
    t.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${name} fits`)
  }
}

export async function checkTemplates (t: Test, shop: Shop, { locale, scheme, width }: Eyes): Promise<void> {
  const page = await visitor(shop, { scheme, width, bypassPolicy: true })
  const faults = await faultFinder(t, page)
  for (const path of ['', 'new', 'search?q=zzzq', 'nowhere']) {
    await page.goto(`${shop.storefront}/${locale}/${path}`)
    await faults(path)
  }
  await page.goto(shop.storefront + await productPath(shop, locale, 'cast-iron-teapot'))
  await addToBag(page)
  await faults('product')
  await page.goto(`${shop.storefront}/${locale}/cart`)
  await faults('bag')
  await page.goto(`${shop.storefront}/${locale}/checkout`)
  await page.locator('[data-pay]').click()
  await faults('checkout with faults')
  for (const [name, text] of Object.entries({ email: 'a@example.com', name: 'Ada Byron', addressLine1: 'Weg 1', postalCode: '10119', city: 'Berlin' })) await page.locator(`#${name}`).fill(text)
  await page.locator('#pay-decline').check()
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\//)
  await faults('order to pay')
  await page.context().close()
}
