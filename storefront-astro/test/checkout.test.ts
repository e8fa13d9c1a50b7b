// The checkout: few fields, kind errors, nothing typed is lost, one order however often one presses, and the same order for the same letter.
import t from 'tap'
import { fillAddress, lena, mei, openStorefront, status, toCheckout } from './support.ts'

const shop = await openStorefront(t)

t.test('asks for six things in Germany and tells what is wrong beside each', async (t) => {
  const page = await toCheckout(shop)
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
  const page = await toCheckout(shop)
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
  const page = await toCheckout(shop)
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
  const page = await toCheckout(shop)
  const before = await page.locator('[data-pay]').textContent()
  await page.locator('[name=shippingMethodId]').nth(1).check()
  await page.waitForFunction((text) => document.querySelector('[data-pay]')?.textContent !== text, before)
  t.equal((await page.locator('[data-pay]').textContent())?.includes(await page.locator('[data-swap=summary] [data-total]').textContent() ?? '?'), true)
})

t.test('pressed twice, one order', async (t) => {
  const page = await toCheckout(shop)
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
  const page = await toCheckout(shop)
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
