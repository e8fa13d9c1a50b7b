// Programs and the log: a key is made, used, rotated and revoked; what was changed is seen before and after, and brought back.
import t from 'tap'
import { call, merchant, openAdmin, staffToken, type Shop, type Watched } from './support.ts'

const shop = await openAdmin(t)

const statusFor = async (on: Shop, path: string, key: string): Promise<number> =>
  (await fetch(on.api + path, { headers: { authorization: `Bearer ${key}` } })).status

async function theSecret (page: Watched): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'Keep this key now' })
  const secret = await dialog.locator('code').innerText()
  await dialog.getByLabel('I have kept it').check()
  await dialog.getByRole('button', { name: 'Done' }).click()
  return secret
}

t.test('a key is made, used within its scopes, rotated with overlap, widened, revoked', async (t) => {
  const page = await merchant(shop, { at: '/keys' })
  await page.getByRole('link', { name: 'New key' }).first().click()
  await page.locator('input[name=name]').fill('Warehouse')
  await page.getByRole('button', { name: 'Create the key' }).click()
  await page.getByText('Tick at least one permission.').first().waitFor()
  await page.getByLabel('See orders, addresses and timelines').check()
  await page.locator('textarea[name=networks]').fill('not a network')
  await page.getByRole('button', { name: 'Create the key' }).click()
  await page.getByText('Must be a network such as').first().waitFor()
  await page.locator('textarea[name=networks]').fill('127.0.0.0/8')
  await page.getByRole('button', { name: 'Create the key' }).click()
  const first = await theSecret(page)
  await page.locator('#content h1', { hasText: 'Warehouse' }).waitFor()
  t.equal(await statusFor(shop, '/v1/admin/orders', first), 200)
  t.equal(await statusFor(shop, '/v1/admin/products', first), 403)

  await page.getByRole('button', { name: 'Rotate' }).click()
  await page.getByRole('button', { name: 'Make a new secret' }).click()
  const second = await theSecret(page)
  t.not(second, first)
  t.equal(await statusFor(shop, '/v1/admin/orders', second), 200)
  t.equal(await statusFor(shop, '/v1/admin/orders', first), 200, 'the old one works on for a while')
  await page.getByText('The secret before the last rotation works until').waitFor()

  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('See products and categories, drafts included').check()
  await page.locator('input[name=name]').fill('Warehouse, north')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.locator('#content h1', { hasText: 'Warehouse, north' }).waitFor()
  t.equal(await statusFor(shop, '/v1/admin/products', second), 200)

  await page.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('The key is revoked.').waitFor()
  t.equal(await statusFor(shop, '/v1/admin/orders', second), 401)
  t.equal(await page.getByRole('button', { name: 'Rotate' }).count(), 0)
  await page.goto(`${shop.admin}/keys`)
  await page.locator('tbody').getByText('Revoked').waitFor()
  t.same(page.faults, [])
})

interface Currency { marginPercent: string }

t.test('what was before is seen beside what is, found by address, and brought back', async (t) => {
  const staff = await staffToken(shop)
  const jpy = async (): Promise<string> => (await call<Currency>(shop, 'GET', '/v1/admin/localization/currencies/JPY', undefined, staff)).marginPercent
  const former = await jpy()
  await call(shop, 'PATCH', '/v1/admin/localization/currencies/JPY', { marginPercent: '4.5' }, staff)

  const page = await merchant(shop, { at: '/audit' })
  await page.getByLabel('About', { exact: true }).selectOption('currency')
  await page.getByRole('searchbox').fill('JPY')
  await page.waitForURL(/q=JPY/)
  t.equal(new URL(page.url()).search, '?object=currency&q=JPY')
  await page.getByRole('link', { name: 'Currency changed' }).first().click()
  await page.locator('ins', { hasText: '4.5' }).waitFor()
  t.equal(Number(await page.locator('.diff del').first().innerText()), Number(former))
  await page.getByRole('button', { name: 'Restore' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await page.getByText('Restored.').waitFor()
  t.equal(Number(await jpy()), Number(former))
  t.same(page.faults, [])
})

t.test('what was changed again since is restored only on a second word', async (t) => {
  const staff = await staffToken(shop)
  const path = '/v1/admin/localization/currencies/GBP'
  const { marginPercent: former } = await call<Currency>(shop, 'GET', path, undefined, staff)
  await call(shop, 'PATCH', path, { marginPercent: '6' }, staff)
  const { items: [entry] } = await call<{ items: Array<{ id: string }> }>(shop, 'GET', '/v1/admin/audit_log?objectType=currency&objectId=GBP', undefined, staff)
  await call(shop, 'PATCH', path, { marginPercent: '7' }, staff)
  const page = await merchant(shop, { at: `/audit/${entry?.id ?? ''}` })
  await page.getByRole('button', { name: 'Restore' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await page.getByRole('dialog', { name: 'It was changed again since' }).getByRole('button', { name: 'Restore anyway' }).click()
  await page.getByText('Restored.').waitFor()
  t.equal(Number((await call<Currency>(shop, 'GET', path, undefined, staff)).marginPercent), Number(former))
})

t.test('the log is taken along as a file', async (t) => {
  const page = await merchant(shop, { at: '/audit?object=currency' })
  await page.locator('tbody:not([aria-hidden]) tr').first().waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  t.match((await saved).suggestedFilename(), /^audit-log-.*\.csv$/)
  await page.getByText('The file is saved.').waitFor()
  t.same(page.faults, [])
})
