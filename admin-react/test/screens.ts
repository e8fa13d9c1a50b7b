// What the two accessibility tests share: every screen of the admin, open dialogs included, held against axe.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Test } from 'tap'
import { aColleague, aShopper } from './people.ts'
import { anOrder, call, merchant, productId, staffToken, stranger, type Shop, type Visit } from './support.ts'

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
  const staffHeaders = await staffToken(shop)
  await call(shop, 'POST', '/v1/admin/roles', { code: 'night_shift', name: 'Night shift', permissions: ['orders.read', 'orders.write'] }, staffHeaders)
  const { id: colleague } = await aColleague(shop, 'mia@example.com', ['night_shift'])
  const { id: shopper } = await aShopper(shop, 'lena.vogt@example.com')
  const { id: key } = await call<{ id: string }>(shop, 'POST', '/v1/admin/api_keys', { name: 'Till', scopes: ['orders.read', 'orders.write'] }, staffHeaders)
  await call(shop, 'PATCH', '/v1/admin/localization/currencies/JPY', { marginPercent: '4.5' }, staffHeaders)
  const { items: [changed] } = await call<{ items: Array<{ id: string }> }>(shop, 'GET', '/v1/admin/audit_log?objectType=currency', undefined, staffHeaders)
  const entry = changed?.id ?? ''
  const screens: Array<[name: string, path: string, open?: string]> = [
    ['overview', '/'], ['orders', '/orders?view=all'], ['no orders', '/orders?view=all&q=nobody'], ['order', `/orders/${order.id}`, 'header .btn-main'],
    ['products', '/products'], ['product', `/products/${product}?language=ar`], ['stock', '/stock?view=low', 'tbody .btn'],
    ['customers', '/customers'], ['customer', `/customers/${shopper}`, 'header .btn-danger'], ['staff', '/staff', 'header .btn-main'], ['colleague', `/staff/${colleague}`, 'header .btn-danger'],
    ['roles', '/roles', 'header .btn-main'], ['keys', '/keys'], ['new key', '/keys/new'], ['key', `/keys/${key}`, 'header .btn-danger'], ['edit key', `/keys/${key}/edit`],
    ['log', '/audit'], ['entry', `/audit/${entry}`], ['security', '/security', '.btn-main'],
    ['languages', '/localization'], ['currencies', '/localization?view=currencies', 'tbody .btn'], ['rates', '/localization?view=rates'], ['nowhere', '/nowhere']
  ]
  const page = await stranger(shop, visit)
  for (const [name, path] of [['sign in', '/'], ['forgotten', '/forgot'], ['reset', '/reset?token=spent'], ['invitation', '/invitation?token=spent']] as const) {
    await page.goto(shop.admin + path)
    await page.locator('input').first().waitFor()
    await noFaults(t, page, name)
  }
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
