// The checkout: few fields, kind errors, nothing typed is lost, one order however often one presses, and honest payment.
import t from 'tap'
import type { Page } from 'playwright-core'
import { addToBag, fillAddress, lena, mei, openStorefront, productPath, visitor } from './support.ts'

const shop = await openStorefront(t)

async function toCheckout (locale = 'en', slug = 'beeswax-candle', query = ''): Promise<Awaited<ReturnType<typeof visitor>>> {
  const page = await visitor(shop)
  await page.goto(shop.storefront + await productPath(shop, locale, slug) + query)
  await addToBag(page)
  await page.goto(`${shop.storefront}/${locale}/checkout`)
  return page
}
const status = async (page: Page): Promise<string | null> => await page.locator('[data-order]').getAttribute('data-status')

t.test('asks for six things in Germany and tells what is wrong beside each', async (t) => {
  const page = await toCheckout()
  t.equal(await page.locator('form[data-checkout] :is(input.input, select.input):visible').count(), 6)
  await page.locator('#postalCode').fill('1011')
  await page.locator('#city').focus()
  t.equal(await page.locator('#postalCode-error').textContent(), 'A postcode in Germany looks like 10119.')
  await page.locator('#postalCode').fill('10119')
  t.equal(await page.locator('#postalCode-error').textContent(), '', 'cleared on the keystroke that mends it')
  await page.locator('[data-pay]').click()
  t.equal(await page.locator('[data-errors]').isVisible(), true)
  t.equal(await page.locator('[data-errors] li a').count(), 4)
  t.equal(await page.evaluate(() => document.activeElement?.id), 'email', 'the first fault has the focus')
  t.match(page.url(), /\/checkout$/)
})

t.test('the country decides which fields there are, and costs nothing typed', async (t) => {
  const page = await toCheckout()
  await page.locator('#email').fill(lena.email)
  await page.locator('#name').fill(lena.name)
  await fillAddress(page, mei)
  t.equal(await page.locator('#region').isVisible(), true, 'China needs a province')
  t.equal(await page.locator('#email').inputValue(), mei.email)
  t.match(await page.locator('[data-swap=summary]').textContent(), /Delivery to China/)
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\//)
  t.equal(await status(page), 'paid')
})

t.test('a reload, the way back and another language lose nothing', async (t) => {
  const page = await toCheckout()
  await fillAddress(page, lena)
  await page.locator('#pay-redirect').check()
  await page.locator('#pay-redirect').dispatchEvent('input', { bubbles: true })
  for (const journey of [async () => await page.reload(), async () => await page.goto(`${shop.storefront}/de/checkout`), async () => { await page.goto(`${shop.storefront}/de/cart`); await page.goBack() }]) {
    await journey()
    for (const name of ['email', 'name', 'addressLine1', 'postalCode', 'city'] as const) t.equal(await page.locator(`#${name}`).inputValue(), lena[name])
  }
  t.equal(await page.locator('#pay-redirect').isChecked(), true)
})

t.test('the total in the button follows the delivery that is chosen', async (t) => {
  const page = await toCheckout()
  const before = await page.locator('[data-pay]').textContent()
  await page.locator('[name=shippingMethodId]').nth(1).check()
  await page.waitForFunction((text) => document.querySelector('[data-pay]')?.textContent !== text, before)
  t.equal((await page.locator('[data-pay]').textContent())?.includes(await page.locator('[data-swap=summary] [data-total]').textContent() ?? '?'), true)
})

t.test('pressed twice, one order', async (t) => {
  const page = await toCheckout()
  await fillAddress(page, lena)
  const posts: string[] = []
  page.on('request', (request) => { if (request.method() === 'POST' && request.url().endsWith('/checkout')) posts.push(request.postData() ?? '') })
  await page.evaluate(() => {
    const button = document.querySelector<HTMLButtonElement>('[data-pay]')
    button?.click()
    button?.click()
  })
  await page.waitForURL(/\/orders\//)
  t.equal(posts.length, 1)
  const cookies = await page.context().cookies()
  t.equal(cookies.filter(({ name }) => name.startsWith('order_token_')).length, 1)
})

t.test('the same letter sent again leads to the same order', async (t) => {
  const page = await toCheckout()
  await fillAddress(page, lena)
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const body = await page.evaluate(() => {
    const form = document.querySelector<HTMLFormElement>('[data-checkout]')
    return form === null ? '' : `${String(new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])))}&intent=pay`
  })
  const send = async (): Promise<string> => {
    const response = await fetch(`${shop.storefront}/en/checkout`, {
      method: 'POST', body, redirect: 'manual', headers: { cookie, origin: shop.storefront, 'content-type': 'application/x-www-form-urlencoded' }
    })
    return response.headers.get('location') ?? String(response.status)
  }
  const [first, second] = [await send(), await send()]
  t.match(first, /\/en\/orders\/[\w-]+/)
  t.equal(second, first)
})

t.test('a decline keeps the things and offers another way', async (t) => {
  const page = await toCheckout('ar')
  await fillAddress(page, lena)
  await page.locator('#pay-decline').check()
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\//)
  t.equal(await status(page), 'pending')
  t.match(await page.locator('[role=alert]').textContent(), /رُفضت الدفعة/)
  await page.locator('[data-pay-again] button').click()
  await page.locator('[data-order][data-status=paid]').waitFor()
})

t.test('the bank page approves or declines and comes back', async (t) => {
  const page = await toCheckout('zh')
  await fillAddress(page, lena)
  await page.locator('#pay-redirect').check()
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/dev\/pay\//)
  await page.locator('button').first().click()
  await page.waitForURL(/\/zh\/orders\//)
  await page.locator('[data-order][data-status=paid]').waitFor({ timeout: 20_000 })
  t.match(await page.locator('h1').textContent(), /谢谢您/)
})

t.test('a bank that answers late: the page waits and tells by itself', async (t) => {
  const page = await toCheckout()
  await fillAddress(page, lena)
  await page.locator('#pay-timeout').check()
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\//, { timeout: 40_000 })
  await page.locator('[data-order][data-status=paid]').waitFor({ timeout: 60_000 })
  t.pass('paid without a second press')
})

t.test('what sold out meanwhile is shown as a difference to accept', async (t) => {
  const page = await toCheckout('en', 'cast-iron-teapot', '?variant=MER-TEAPOT-GRN-08')
  await page.goto(`${shop.storefront}/en/cart`)
  await page.locator('#cart [name=quantity]').fill('18')
  await page.locator('#cart [name=quantity]').press('Enter')
  await page.waitForFunction(() => document.querySelector('#cart')?.getAttribute('data-count') === '18')
  await page.goto(`${shop.storefront}/en/checkout`)
  await fillAddress(page, lena)

  const rival = await toCheckout('en', 'cast-iron-teapot', '?variant=MER-TEAPOT-GRN-08')
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
  const page = await toCheckout()
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
