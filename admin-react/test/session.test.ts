// Who comes in, what they are shown, and a session that ends without taking the work along.
import t from 'tap'
import { createStaff, ensureRoles, hashPassword } from '../../api/src/modules/auth/index.ts'
import { createPool, transaction } from '../../api/src/platform/db.ts'
import { call, enter, merchant, openAdmin, OWNER, productId, stranger } from './support.ts'

const shop = await openAdmin(t)

t.test('a wrong password is told beside the field, and the right one leads to the address asked for', async (t) => {
  const page = await stranger(shop, { at: '/products?status=active' })
  await enter(page, { password: 'not this one' })
  await page.getByText('E-mail and password do not match.').waitFor()
  t.equal(await page.locator('input[name=password]').getAttribute('aria-invalid'), 'true')
  await enter(page)
  await page.locator('#content h1', { hasText: 'Products' }).waitFor()
  t.equal(new URL(page.url()).search, '?status=active')
  await page.reload()
  await page.locator('#content h1', { hasText: 'Products' }).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  t.same(page.faults, [])
})

t.test('the access token is nowhere a script of another page could read it', async (t) => {
  const page = await merchant(shop, { fresh: true })
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
  t.notMatch(kept, /eyJ|refresh/)
})

t.test('the session ends in the middle of a form: sign in over it, and it is saved', async (t) => {
  const id = await productId(shop, 'cast-iron-teapot')
  const page = await merchant(shop, { fresh: true, at: `/products/${id}?language=fr` })
  let bearer = ''
  page.on('request', (request) => { bearer = request.headers().authorization ?? bearer })
  await page.locator('input[name=origin-fr]').fill('Takaoka, au Japon')
  await page.getByRole('link', { name: 'Deutsch' }).click()
  await page.evaluate(() => { window.dispatchEvent(new Event('focus')) })
  await page.getByRole('button', { name: 'Adjust' }).first().click()
  await page.getByRole('dialog').getByText('First stock').waitFor()
  await page.keyboard.press('Escape')
  t.match(bearer, /^Bearer /)
  const ended = await fetch(`${shop.api}/v1/auth/logout`, { method: 'POST', headers: { authorization: bearer } })
  t.equal(ended.status, 204)
  await page.context().clearCookies()

  await page.keyboard.press('Control+s')
  await page.getByRole('dialog').getByText('Your session has ended').waitFor()
  await page.locator('input[name=password]').fill(OWNER.password)
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Saved. Every page').waitFor()
  const { origin } = await call<{ origin: string }>(shop, 'GET', `/v1/products/${id}?locale=fr`)
  t.equal(origin, 'Takaoka, au Japon')
})

t.test('a colleague who packs sees what packing needs, and nothing that would be refused', async (t) => {
  const pool = createPool(shop.database.ownerUrl, { max: 1, kind: 'worker' })
  const passwordHash = await hashPassword('a password to pack by')
  await transaction(pool, async (tx) => {
    await ensureRoles(tx)
    await createStaff(tx, { email: 'packer@example.com', passwordHash, role: 'support' })
  })
  await pool.close(1)
  const page = await merchant(shop, { fresh: true, email: 'packer@example.com', password: 'a password to pack by' })
  await page.waitForURL(/\/orders/)
  t.same(await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link').allInnerTexts(), ['Orders', 'Products', 'Stock', 'Customers'])
  await page.getByRole('link', { name: 'Stock' }).click()
  await page.locator('tbody:not([aria-hidden]) tr').first().waitFor()
  t.equal(await page.getByRole('button', { name: 'Adjust' }).count(), 0)
  await page.goto(`${shop.admin}/products/${await productId(shop, 'cast-iron-teapot')}`)
  await page.locator('#content h1', { hasText: 'teapot' }).waitFor()
  t.equal(await page.getByRole('button', { name: /^Save/ }).count(), 0)
  await page.goto(`${shop.admin}/localization`)
  await page.getByText('localization.read').waitFor()
  t.same(page.refusals, [], 'nothing was asked that answers 403')
})

t.test('the interface changes its language in place and keeps it', async (t) => {
  const page = await merchant(shop, { fresh: true, at: '/orders?view=all' })
  await page.getByLabel('Language of the interface').selectOption('ar')
  await page.locator('#content h1', { hasText: 'الطلبات' }).waitFor()
  t.equal(await page.evaluate(() => `${document.documentElement.dir} ${document.documentElement.lang}`), 'rtl ar')
  t.equal(new URL(page.url()).search, '?view=all')
  await page.reload()
  await page.locator('#content h1', { hasText: 'الطلبات' }).waitFor()
  const zh = await stranger(shop, { language: 'zh-CN' })
  await zh.getByRole('button', { name: '登录' }).waitFor()
  t.same([...page.faults, ...zh.faults], [])
})
