// Between the bag and the order: goods that sold out meanwhile, who may see an order, and whose forms are read.
import t from 'tap'
import { fillAddress, lena, openStorefront, status, toCheckout, visitor } from './support.ts'

const shop = await openStorefront(t)

t.test('what sold out meanwhile is shown as a difference to accept', async (t) => {
  const page = await toCheckout(shop, 'en', 'cast-iron-teapot', '?variant=MER-TEAPOT-GRN-08')
  await page.goto(`${shop.storefront}/en/cart`)
  await page.locator('#cart [name=quantity]').fill('18')
  await page.locator('#cart [name=quantity]').press('Enter')
  await page.waitForFunction(() => document.querySelector('#cart')?.getAttribute('data-count') === '18')
  await page.goto(`${shop.storefront}/en/checkout`)
  await fillAddress(page, lena)

  const rival = await toCheckout(shop, 'en', 'cast-iron-teapot', '?variant=MER-TEAPOT-GRN-08')
  await fillAddress(rival, lena)
  await rival.locator('[data-pay]').click()
  await rival.waitForURL(/\/orders\//)

  await page.locator('[data-pay]').click()
  await page.locator('[role=alert]', { hasText: '17 left of the 18 you wanted' }).waitFor()
  t.equal(await page.locator('#name').inputValue(), lena.name, 'nothing typed is lost')
  await page.locator('button', { hasText: 'Adjust my bag' }).click()
  await page.waitForURL(/\/checkout/)
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\//)
  t.equal(await status(page), 'paid')
})

t.test('an order opens only for who holds its key', async (t) => {
  const page = await toCheckout(shop)
  await fillAddress(page, lena)
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\//)
  const stranger = await visitor(shop)
  t.equal((await stranger.goto(page.url()))?.status(), 404)
  const [key] = (await page.context().cookies()).filter(({ name }) => name.startsWith('order_token_'))
  await stranger.goto(`${page.url().split('?')[0]}?token=${key?.value}`)
  t.equal(await status(stranger), 'paid')
  t.notMatch(stranger.url(), /token=/, 'the key does not stay in the address')
  await stranger.locator('button', { hasText: 'Cancel the order' }).click()
  await stranger.locator('[data-order][data-status=cancelled], [data-order][data-status=refunded]').waitFor()
})

t.test('a form from another site is refused', async (t) => {
  const response = await fetch(`${shop.storefront}/en/cart/add`, { method: 'POST', body: new URLSearchParams({ variantId: 'x' }), headers: { origin: 'https://evil.example' } })
  t.equal(response.status, 403)
})
