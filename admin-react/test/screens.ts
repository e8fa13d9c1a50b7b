// What the two accessibility tests share: every screen of the admin, open dialogs included, held against axe.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Test } from 'tap'
import { anOrder, merchant, productId, stranger, type Shop, type Visit } from './support.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Axe { run: (where: Document, how: object) => Promise<{ violations: Array<{ id: string, nodes: Array<{ target: string[] }> }> }> }
type Page = Awaited<ReturnType<typeof stranger>>

async function noFaults (t: Test, page: Page, name: string): Promise<void> {
  await page.waitForFunction(() => document.querySelector('#content [aria-busy=true]') === null)
  await page.evaluate(axe)
  const found = await page.evaluate(async (rules) => {
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { runOnly: rules })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  }, RULES)
  t.same(found, [], name)
  t.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${name} fits`)
}

export async function everyScreen (t: Test, shop: Shop, how: Visit): Promise<void> {
  const visit = { ...how, bypassPolicy: true }
  const order = await anOrder(shop)
  const product = await productId(shop, 'cast-iron-teapot')
  const screens: Array<[name: string, path: string, open?: string]> = [
    ['overview', '/'], ['orders', '/orders?view=all'], ['no orders', '/orders?view=all&q=nobody'], ['order', `/orders/${order.id}`, 'header .btn-main'],
    ['products', '/products'], ['product', `/products/${product}?language=ar`], ['stock', '/stock?view=low', 'tbody .btn'],
    ['languages', '/localization'], ['currencies', '/localization?view=currencies', 'tbody .btn'], ['rates', '/localization?view=rates'], ['nowhere', '/nowhere']
  ]
  const page = await stranger(shop, visit)
  await page.locator('input[name=email]').waitFor()
  await noFaults(t, page, 'sign in')
  await page.context().close()

  const staff = await merchant(shop, visit)
  for (const [name, path, open] of screens) {
    await staff.goto(shop.admin + path)
    await staff.locator('#content h1').waitFor()
    await noFaults(t, staff, name)
    if (open === undefined) continue
    await staff.locator(`#content ${open}`).first().click()
    await staff.getByRole('dialog').waitFor()
    await noFaults(t, staff, `${name}, dialog`)
  }
  t.same(staff.faults, [])
}
