// Counting stock with a reason, and what the shop sells in: on, off, and at which rate.
import t from 'tap'
import { call, merchant, openAdmin } from './support.ts'

const shop = await openAdmin(t)

t.test('stock is corrected with a reason, and the reason is kept', async (t) => {
  const page = await merchant(shop, { at: '/stock?q=teapot' })
  await page.locator('tbody:not([aria-hidden]) tr').first().getByRole('button', { name: 'Adjust' }).click()
  await page.locator('select[name=reason]').selectOption('counted')
  await page.locator('input[name=number]').fill('41')
  await page.locator('input[name=note]').fill('Spring count')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved: 41 on hand.').waitFor()
  await page.locator('tbody tr').first().getByRole('button', { name: 'Adjust' }).click()
  await page.getByRole('dialog').getByText('Spring count').waitFor()
  t.match(await page.getByRole('dialog').innerText(), /Counted · Spring count/)
  t.same(page.faults, [])
})

t.test('a currency is switched off and on, its rate set by hand', async (t) => {
  const page = await merchant(shop, { at: '/localization?view=currencies' })
  const row = page.locator('tr', { hasText: 'AED' })
  await row.getByRole('button', { name: 'Switch off' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()
  await row.locator('td .status', { hasText: 'Off' }).waitFor()
  const { items } = await call<{ items: Array<{ code: string }> }>(shop, 'GET', '/v1/currencies')
  t.notOk(items.some(({ code }) => code === 'AED'))
  await row.getByRole('button', { name: 'Switch on' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Switch on' }).click()
  await row.locator('td .status', { hasText: 'On' }).waitFor()

  await row.getByRole('button', { name: 'Edit' }).click()
  await page.locator('input[name=rate]').fill('4,1')
  await page.getByRole('button', { name: 'Set the rate' }).click()
  await row.getByText('Set by hand').waitFor()
  t.match(await row.innerText(), /4\.1/)
})
