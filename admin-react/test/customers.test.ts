// Customers as the staff looks after them: found, corrected, shut out, given their data, erased.
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { aShopper } from './people.ts'
import { call, merchant, openAdmin, staffToken } from './support.ts'

const shop = await openAdmin(t)

t.test('found by name, corrected, shut out and let in again', async (t) => {
  const { id, authorization } = await aShopper(shop, 'lena.one@example.com')
  const page = await merchant(shop, { at: '/customers' })
  await page.getByRole('searchbox').fill('lena.one')
  await page.waitForURL(/q=lena.one/)
  await page.getByRole('link', { name: 'Lena Vogt' }).click()
  await page.locator('#content h1', { hasText: 'Lena Vogt' }).waitFor()
  await page.getByText('Send me news.').waitFor()
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.locator('input[name=lastName]').fill('Vogt-Meier')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.locator('#content h1', { hasText: 'Lena Vogt-Meier' }).waitFor()

  await page.getByRole('button', { name: 'Shut out' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Shut out' }).click()
  await page.getByText('The customer is shut out.').waitFor()
  t.equal((await fetch(`${shop.api}/v1/users/me`, { headers: { authorization } })).status, 401, 'the session ended')
  await page.getByRole('button', { name: 'Let in again' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Let in again' }).click()
  await page.getByText('The customer can sign in again.').waitFor()
  t.match(await call(shop, 'GET', `/v1/admin/users/${id}`, undefined, await staffToken(shop)), { status: 'active', lastName: 'Vogt-Meier' })
  t.same(page.faults, [])
})

t.test('their data is an archive; erased only after their address was typed', async (t) => {
  const { id } = await aShopper(shop, 'lena.two@example.com')
  const page = await merchant(shop, { at: `/customers/${id}` })
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export data' }).click()
  const file = await (await saved).path()
  t.equal((await readFile(file)).subarray(0, 2).toString(), 'PK')

  await page.getByRole('button', { name: 'Erase' }).click()
  const dialog = page.getByRole('dialog')
  const erase = dialog.getByRole('button', { name: 'Erase' })
  t.equal(await erase.isDisabled(), true)
  await dialog.locator('input[name=typed]').fill('lena.two@example.com')
  await erase.click()
  await page.getByText('The customer is erased.').waitFor()
  const left = await call<{ status: string, email: string, firstName: string | null }>(shop, 'GET', `/v1/admin/users/${id}`, undefined, await staffToken(shop))
  t.match(left, { status: 'erased', firstName: null })
  t.notMatch(left.email, /lena/)
  t.same(page.faults, [])
})
