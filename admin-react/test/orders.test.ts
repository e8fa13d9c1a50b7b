// A merchant ships an order in four presses, finds orders by address, and is told when somebody was faster.
import t from 'tap'
import { anOrder, call, merchant, openAdmin, staffToken } from './support.ts'

const shop = await openAdmin(t)

interface Order { status: string, fulfillments: Array<{ carrier: string | null, trackingNumber: string | null }> }

t.test('sign in, ship with a tracking number, deliver', async (t) => {
  const order = await anOrder(shop)
  const page = await merchant(shop, { at: '/orders' })
  await page.getByRole('link', { name: order.number }).click()
  await page.getByRole('button', { name: 'Mark shipped' }).click()
  t.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'trackingNumber', 'the number can be typed or scanned at once')
  await page.keyboard.type('00340434161094042557')
  await page.locator('input[name=carrier]').fill('DHL')
  await page.getByRole('dialog').getByRole('button', { name: 'Mark shipped' }).click()
  await page.getByText('The order is on its way').waitFor()

  const shipped = await call<Order>(shop, 'GET', `/v1/admin/orders/${order.id}`, undefined, await staffToken(shop))
  t.match(shipped, { status: 'shipped', fulfillments: [{ carrier: 'DHL', trackingNumber: '00340434161094042557' }] })
  t.equal(await page.getByRole('button', { name: 'Cancel order' }).count(), 0, 'what may not be done is not shown')
  t.match(await page.locator('#content').innerText(), /DHL[\s\S]*00340434161094042557/)

  await page.getByRole('button', { name: 'Mark delivered' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mark delivered' }).click()
  await page.getByText('The order is delivered.').waitFor()
  t.equal((await call<Order>(shop, 'GET', `/v1/orders/${order.id}`, undefined, { 'x-order-token': order.accessToken })).status, 'delivered')
  t.same(page.faults, [])
})

t.test('an order is cancelled only after a question', async (t) => {
  const order = await anOrder(shop, { paid: false })
  const page = await merchant(shop, { at: `/orders/${order.id}` })
  await page.getByRole('button', { name: 'Cancel order' }).click()
  await page.getByRole('button', { name: 'Keep the order' }).click()
  t.equal((await call<Order>(shop, 'GET', `/v1/orders/${order.id}`, undefined, { 'x-order-token': order.accessToken })).status, 'pending')
  await page.getByRole('button', { name: 'Cancel order' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel order' }).click()
  await page.getByText('The order is cancelled.').waitFor()
  t.match(await page.locator('#content').innerText(), /by staff/)
})

t.test('a colleague was faster: words, code, and a request to pass on', async (t) => {
  const order = await anOrder(shop)
  const page = await merchant(shop, { at: `/orders/${order.id}` })
  await page.getByRole('button', { name: 'Cancel order' }).click()
  await call(shop, 'POST', `/v1/admin/orders/${order.id}/ship`, { trackingNumber: '1' }, await staffToken(shop))
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel order' }).click()
  const problem = page.getByRole('dialog').getByRole('alert')
  t.match(await problem.innerText(), /The order has moved on.*order_state.*Request \S+.*Copy/s)
})

t.test('the list is its address: filters, words and page', async (t) => {
  for (const currency of ['USD', 'USD', 'GBP']) await anOrder(shop, { currency, paid: false })
  const page = await merchant(shop, { at: '/orders' })
  await page.getByRole('link', { name: 'All', exact: true }).click()
  await page.getByLabel('Currency', { exact: true }).selectOption('USD')
  await page.getByLabel('Status', { exact: true }).selectOption('pending')
  await page.getByRole('searchbox').fill('lena')
  await page.waitForURL(/q=lena/)
  t.equal(new URL(page.url()).search, '?view=all&currency=USD&status=pending&q=lena')
  const rows = async (on: typeof page): Promise<string[]> => {
    await on.locator('tbody:not([aria-hidden]) tr').first().waitFor()
    return await on.locator('tbody tr td:first-child a').allInnerTexts()
  }
  await page.waitForFunction(() => document.querySelectorAll('tbody tr td:first-child a').length === 2)
  const elsewhere = await merchant(shop, { at: new URL(page.url()).pathname + new URL(page.url()).search })
  t.same(await rows(elsewhere), await rows(page))

  await page.getByRole('button', { name: 'Clear filter: Currency' }).click()
  await page.waitForURL((url) => !url.search.includes('currency'))
  await page.goBack()
  t.equal(await page.getByLabel('Currency', { exact: true }).inputValue(), 'USD', 'back restores the filter')

  await page.getByRole('searchbox').fill('nobody at all')
  await page.getByText('No order fits these filters.').waitFor()
  await page.locator('.card').getByRole('link', { name: 'Clear all filters' }).click()
  await page.waitForURL((url) => url.search === '?view=all')
  t.same(page.faults, [])
})

t.test('page by page, and from the palette to an order', async (t) => {
  for (let count = 0; count < 26; count += 13) await Promise.all(Array.from({ length: 13 }, async () => await anOrder(shop, { paid: false })))
  const page = await merchant(shop, { at: '/orders?view=unpaid' })
  const first = await page.locator('tbody:not([aria-hidden]) tr td:first-child a').first().innerText()
  await page.getByRole('button', { name: 'Next page' }).click()
  await page.waitForURL(/cursor=/)
  await page.waitForFunction((number) => !document.querySelector('tbody')?.textContent.includes(number), first)
  await page.getByRole('button', { name: 'First page' }).click()
  await page.waitForURL((url) => !url.search.includes('cursor'))

  await page.keyboard.press('Control+k')
  await page.keyboard.type(first)
  await page.getByRole('option', { name: first }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('#content h1', { hasText: first }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.waitForURL(/\/products$/)
  await page.keyboard.press('?')
  t.match(await page.getByRole('dialog').innerText(), /Keyboard shortcuts/)
  t.same(page.faults, [])
})
