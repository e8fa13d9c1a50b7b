// People of the shop: invited by mail, let in to what their role allows, roles as a grid by keyboard, shown out.
import t from 'tap'
import { aColleague, linkIn, PASSWORD } from './people.ts'
import { call, enter, merchant, openAdmin, staffToken, stranger } from './support.ts'

const shop = await openAdmin(t)

interface Role { code: string, permissions: string[], requiresSecondFactor: boolean }
const roleOf = async (code: string): Promise<Role | undefined> =>
  (await call<{ items: Role[] }>(shop, 'GET', '/v1/admin/roles', undefined, await staffToken(shop))).items.find((role) => role.code === code)

t.test('invited, accepted, and shown what the role allows; then let go', async (t) => {
  const email = 'mia@example.com'
  const owner = await merchant(shop, { at: '/staff' })
  await owner.getByRole('button', { name: 'Invite' }).click()
  await owner.locator('input[name=email]').fill(email)
  await owner.getByRole('button', { name: 'Send the invitation' }).click()
  await owner.getByText('Choose at least one role.').waitFor()
  await owner.getByRole('dialog').getByLabel('Orders').check()
  await owner.getByRole('button', { name: 'Send the invitation' }).click()
  await owner.locator('#content h1', { hasText: email }).waitFor()
  await owner.locator('#content').getByText('Invited', { exact: true }).waitFor()

  const mia = await stranger(shop, { at: await linkIn(shop, email, '/invitation') })
  await mia.locator('input[name=firstName]').fill('Mia')
  await mia.locator('input[name=lastName]').fill('Kern')
  await mia.locator('input[name=password]').fill(PASSWORD)
  await mia.getByRole('button', { name: 'Accept the invitation' }).click()
  await mia.getByText('You belong to the team now').waitFor()
  await mia.getByRole('button', { name: 'Sign in' }).click()
  await enter(mia, { email, password: PASSWORD })
  await mia.locator('#content h1').waitFor()
  const places = await mia.getByRole('navigation', { name: 'Main navigation' }).getByRole('link').allInnerTexts()
  t.same(places.map((place) => place.split('\n')[0]), ['Overview', 'Orders', 'Products', 'Stock', 'Customers'])
  await mia.goto(`${shop.admin}/staff`)
  await mia.getByText('staff.read').waitFor()
  t.same(mia.refusals, [], 'nothing was asked that answers 403')

  await owner.reload()
  await owner.locator('#content h1', { hasText: 'Mia Kern' }).waitFor()
  await owner.getByRole('button', { name: 'Deactivate' }).click()
  await owner.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click()
  await owner.getByText('The account is deactivated.').waitFor()
  await mia.reload()
  await mia.getByRole('button', { name: 'Sign in' }).waitFor()
  await owner.goto(`${shop.admin}/staff?status=deactivated&q=kern`)
  await owner.getByRole('link', { name: 'Mia Kern' }).waitFor()
  t.equal(await owner.locator('tbody tr').count(), 1)
  t.same([...owner.faults, ...mia.faults], [])
})

t.test('a role of one\'s own: made, ticked by keyboard, saved together, deleted', async (t) => {
  const page = await merchant(shop, { at: '/roles' })
  await page.getByRole('button', { name: 'New role' }).click()
  await page.locator('input[name=name]').fill('Night shift')
  await page.locator('select[name=from]').selectOption({ label: 'Support' })
  await page.getByRole('button', { name: 'Create the role' }).click()
  await page.getByText('The role Night shift is there.').waitFor()
  t.ok((await roleOf('night_shift'))?.permissions.includes('orders.write'))

  await page.getByLabel('Night shift: See orders, addresses and timelines').focus()
  await page.keyboard.press('ArrowDown')
  t.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Night shift: Ship, deliver and cancel orders')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowUp')
  await page.getByLabel('Night shift: Adjust stock, with a reason').check()
  await page.getByLabel('Night shift: Second factor required').check()
  await page.getByText('1 role changed, not saved yet').waitFor()
  await page.getByRole('link', { name: 'Staff', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click()
  await page.keyboard.press('Control+s')
  await page.getByText('Saved. It holds').waitFor()
  const role = await roleOf('night_shift')
  t.notOk(role?.permissions.includes('orders.write'))
  t.ok(role?.permissions.includes('inventory.write'))
  t.equal(role?.requiresSecondFactor, true)
  t.equal(await page.getByLabel('Owner: See orders, addresses and timelines').count(), 0, 'what comes with the shop cannot be ticked')

  await page.getByRole('button', { name: 'Edit role: Night shift' }).click()
  await page.getByRole('button', { name: 'Delete role' }).click()
  await page.getByRole('dialog', { name: 'Delete the role' }).getByRole('button', { name: 'Delete role' }).click()
  await page.getByText('The role is gone.').waitFor()
  t.equal(await roleOf('night_shift'), undefined)
  t.same(page.faults, [])
})

t.test('a role that asks for a second factor leads to where it is set up', async (t) => {
  const staff = await staffToken(shop)
  await call(shop, 'POST', '/v1/admin/roles', { code: 'vault', name: 'Vault', permissions: ['orders.read', 'products.read'], requiresSecondFactor: true }, staff)
  await aColleague(shop, 'vault@example.com', ['vault'])
  const page = await merchant(shop, { email: 'vault@example.com', password: PASSWORD, fresh: true, at: '/orders' })
  await page.waitForURL(/\/security$/)
  await page.getByText('Your role asks for a second factor. Set it up here').waitFor()
  t.same(page.faults, [])
})
