// Every screen, left to right and right to left, light and dark, wide and narrow: no fault that axe knows of, nothing cut off.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import t from 'tap'
import { anOrder, merchant, openAdmin, productId, stranger } from './support.ts'

const shop = await openAdmin(t)
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Axe { run: (where: Document, how: object) => Promise<{ violations: Array<{ id: string, nodes: Array<{ target: string[] }> }> }> }

const order = await anOrder(shop)
const product = await productId(shop, 'cast-iron-teapot')
const screens: Array<[name: string, path: string, open?: string]> = [
  ['overview', '/'], ['orders', '/orders?view=all'], ['no orders', '/orders?view=all&q=nobody'], ['order', `/orders/${order.id}`, 'header .btn-main'],
  ['products', '/products'], ['product', `/products/${product}?language=ar`], ['stock', '/stock?view=low', 'tbody .btn'],
  ['languages', '/localization'], ['currencies', '/localization?view=currencies', 'tbody .btn'], ['rates', '/localization?view=rates'], ['nowhere', '/nowhere']
]

for (const [language, scheme, width] of [['en', 'light', 1440], ['ar', 'dark', 1440], ['zh', 'dark', 768], ['ar', 'light', 360], ['en', 'dark', 360]] as const) {
  t.test(`${language}, ${scheme}, ${width} px`, async (t) => {
    const visit = { language, scheme, width, bypassPolicy: true }
    const page = await stranger(shop, visit)
    const faults = async (on: typeof page, name: string): Promise<void> => {
      await on.evaluate(axe)
      const found = await on.evaluate(async (rules) => {
        const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { runOnly: rules })
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
      }, RULES)
      t.same(found, [], name)
      t.equal(await on.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${name} fits`)
    }
    await page.locator('input[name=email]').waitFor()
    await faults(page, 'sign in')
    await page.context().close()

    const staff = await merchant(shop, visit)
    for (const [name, path, open] of screens) {
      await staff.goto(shop.admin + path)
      await staff.locator('#content h1').waitFor()
      await staff.waitForLoadState('networkidle')
      await faults(staff, name)
      if (open === undefined) continue
      await staff.locator(`#content ${open}`).first().click()
      await staff.getByRole('dialog').waitFor()
      await faults(staff, `${name}, dialog`)
    }
    t.same(staff.faults, [])
    await staff.context().close()
  })
}
