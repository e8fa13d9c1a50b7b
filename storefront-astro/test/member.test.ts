// What an account is good for in the shop: the bag comes along and can be taken back, the checkout knows the address, orders are found again, devices are let go.
import t from 'tap'
import { createPool } from '../../api/src/platform/db.ts'
import { mailTo, open, password, signIn, someone } from './members.ts'
import { fillAddress, lena, openStorefront, productPath, status, toCheckout, visitor } from './support.ts'

const shop = await openStorefront(t)

t.test('a guest\'s bag comes along at sign-in, is told, and can be taken back', async (t) => {
  const shopper = someone('en')
  const page = await visitor(shop)
  await open(page, shop, shopper)
  await page.goto(shop.storefront + await productPath(shop, 'en', 'beeswax-candle'))
  await addAsMember(page)
  t.equal((await page.context().cookies()).some(({ name }) => name === 'cart_token'), false, 'the account\'s bag needs no key')
  await page.goto(`${shop.storefront}/en/cart`)
  t.equal(await page.locator('#cart').getAttribute('data-count'), '1')

  const guest = await toCheckout(shop, 'en', 'cast-iron-teapot', '?variant=MER-TEAPOT-GRN-08')
  await guest.locator('a', { hasText: 'Sign in' }).last().click()
  await guest.locator('#email').fill(shopper.email)
  await guest.locator('#password').fill(password)
  await guest.keyboard.press('Enter')
  await guest.waitForURL(/\/en\/checkout$/, {})
  t.equal(await guest.locator('#email').inputValue(), shopper.email, 'the e-mail is known')
  await guest.goto(`${shop.storefront}/en/cart`)
  t.match(await guest.locator('[data-merged]').textContent(), /one item from your earlier bag/)
  t.equal(await guest.locator('#cart').getAttribute('data-count'), '2')
  await guest.locator('[data-merged] button', { hasText: 'Undo' }).click()
  await guest.locator('#cart[data-count="1"]').waitFor()
  t.equal(await guest.locator('[data-merged]').count(), 0)
})

t.test('the checkout fills itself in, and the order is found again', async (t) => {
  const shopper = someone('en')
  const page = await visitor(shop)
  await open(page, shop, shopper)
  await page.goto(`${shop.storefront}/en/account/addresses/new`)
  await page.locator('#name').fill(lena.name)
  for (const name of ['addressLine1', 'postalCode', 'city'] as const) await page.locator(`#${name}`).fill(lena[name])
  await page.locator('button[value=save]:visible').click()
  await page.waitForURL(/done=saved/)
  await page.goto(shop.storefront + await productPath(shop, 'en', 'beeswax-candle'))
  await addAsMember(page)
  await page.goto(`${shop.storefront}/en/checkout`)
  for (const name of ['name', 'addressLine1', 'postalCode', 'city'] as const) t.equal(await page.locator(`#${name}`).inputValue(), lena[name], name)
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\//)
  t.equal(await status(page), 'paid')
  t.equal(await page.locator('[data-order-account]').count(), 0, 'who has an account is not offered one')
  await page.goto(`${shop.storefront}/en/account/orders`)
  await page.locator('[data-order-row]').click()
  await page.waitForURL(/\/orders\//)
  t.equal(await status(page), 'paid', 'seen without any key')
  t.equal((await page.context().cookies()).some(({ name }) => name.startsWith('order_token_')), false)
  const stranger = await visitor(shop)
  t.equal((await stranger.goto(page.url()))?.status(), 404)
})

t.test('a guest who has ordered gets an account by one field', async (t) => {
  const page = await toCheckout(shop)
  const email = someone('en').email
  await fillAddress(page, { ...lena, email })
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\//)
  await page.locator('#new-password').fill(password)
  await page.locator('button[value=register]').click()
  await page.waitForURL(/registered=1/)
  let mail = ''
  for (let turn = 0; turn < 50 && !mail.includes('/account/verify'); turn++) { mail = await mailTo(shop, email); await page.waitForTimeout(100) }
  await page.goto(/http\S+verify\?token=[\w-]+/.exec(mail)?.[0] ?? '')
  await page.locator('main form button').click()
  await page.waitForURL(/done=verified/)
  t.equal(await signIn(page, shop, { email, locale: 'en' }), 303)
  await page.goto(`${shop.storefront}/en/account/orders`)
  t.equal(await page.locator('[data-order-row]').count(), 1, 'the order has become theirs')
})

t.test('a session is renewed in passing, two tabs at once share it, and another device can be let go', async (t) => {
  const shopper = someone('en')
  const page = await visitor(shop)
  await open(page, shop, shopper)
  const before = await refreshToken(page)
  await page.context().clearCookies({ name: 'shopper_token' })
  const other = await page.context().newPage()
  await Promise.all([page, other].map(async (tab) => await tab.goto(`${shop.storefront}/en/account/profile`)))
  for (const tab of [page, other]) t.match(tab.url(), /\/profile$/)
  t.not(await refreshToken(page), before)
  await page.goto(`${shop.storefront}/en/account/security`)
  t.equal(await page.locator('[data-session]').count(), 1, 'still one session')

  const second = await visitor(shop)
  await signIn(second, shop, shopper)
  await page.reload()
  await page.locator('[data-session]:not([data-current]) button').click()
  await page.waitForURL(/done=device/)
  await second.goto(`${shop.storefront}/en/account`)
  t.match(second.url(), /sign-in/)
})

t.test('no script and no other site gets at the tokens', async (t) => {
  const page = await visitor(shop)
  await open(page, shop, someone('en'))
  t.notMatch(await page.evaluate(() => document.cookie), /shopper_/)
  const jar = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const ask = async (headers: Record<string, string>): Promise<number> =>
    (await fetch(`${shop.storefront}/en/account/token`, { method: 'POST', headers: { cookie: jar, ...headers } })).status
  t.equal(await ask({ origin: 'https://evil.example' }), 403)
  t.equal(await ask({}), 403)
  t.equal(await ask({ origin: shop.storefront }), 200)
  t.equal((await fetch(`${shop.storefront}/en/account/token`, { method: 'POST', headers: { origin: shop.storefront } })).status, 204, 'a guest has none')
})

t.test('something important a while after the sign-in asks for the password once more, and leads back', async (t) => {
  const shopper = someone('en')
  const page = await visitor(shop)
  await open(page, shop, shopper)
  const pool = createPool(shop.database.ownerUrl, { max: 1, kind: 'worker' })
  await pool`update sessions set authenticated_at = now() - interval '20 minutes'`
  await pool.close(1)
  await page.goto(`${shop.storefront}/en/account/second-factor`)
  await page.locator('main button[value=start]').click()
  await page.waitForURL(/\/account\/confirm\?back=/)
  await page.locator('#password').fill('not my password')
  await page.keyboard.press('Enter')
  await page.locator('#password-error', { hasText: 'not your password' }).waitFor()
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/second-factor$/)
  await page.locator('main button[value=start]').click()
  t.match(await page.locator('[data-secret]').textContent(), /^[A-Z2-7 ]{16,}$/)
})

t.test('a forgotten password is renewed by mail, and every device is out', async (t) => {
  const shopper = someone('en')
  const page = await visitor(shop)
  await open(page, shop, shopper)
  const elsewhere = await visitor(shop)
  await elsewhere.goto(`${shop.storefront}/en/account/forgot`)
  await elsewhere.locator('#email').fill(shopper.email)
  await elsewhere.keyboard.press('Enter')
  await elsewhere.waitForURL(/forgot\?sent=1/)
  t.match(await elsewhere.locator('main').textContent(), /If .*has an account here/)
  let link: string | undefined
  for (let turn = 0; turn < 100 && link === undefined; turn++) {
    await elsewhere.waitForTimeout(100)
    link = /http\S+reset\?token=[\w-]+/.exec(await mailTo(shop, shopper.email))?.[0]
  }
  t.equal((await elsewhere.goto(link ?? ''))?.headers()['referrer-policy'], 'no-referrer')
  await elsewhere.locator('#password').fill('a wholly different walk')
  await elsewhere.keyboard.press('Enter')
  await elsewhere.waitForURL(/sign-in\?done=reset/)
  await page.goto(`${shop.storefront}/en/account/orders`)
  t.match(page.url(), /sign-in/)
  await elsewhere.goto(link ?? '')
  await elsewhere.locator('#password').fill('a wholly different walk')
  await elsewhere.keyboard.press('Enter')
  await elsewhere.locator('h1', { hasText: 'no longer good' }).waitFor()
})

t.test('too many wrong passwords: when to come back is said; the data is handed over; the account ends', async (t) => {
  const shopper = someone('en')
  const page = await visitor(shop)
  await open(page, shop, shopper)
  await page.goto(`${shop.storefront}/en/account/privacy`)
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), page.locator('[data-download] button').click()])
  t.match(download.suggestedFilename(), /\.zip$/)
  await page.goto(`${shop.storefront}/en/account/delete`)
  await page.locator('main button.button-bad').click()
  await page.locator('#sure-error', { hasText: 'tick' }).waitFor()
  await page.locator('#sure').check()
  await page.locator('main button.button-bad').click()
  await page.waitForURL(/done=deleted/)
  t.equal(await signIn(page, shop, shopper), 422)

  const stranger = await visitor(shop)
  for (let turn = 0; turn < 11; turn++) await signIn(stranger, shop, { email: 'guessed@example.com', locale: 'en' })
  t.match(await stranger.locator('[role=alert]').textContent(), /Please come back in (a minute|\d+ minutes)/)
})

const refreshToken = async (page: Awaited<ReturnType<typeof visitor>>): Promise<string | undefined> =>
  (await page.context().cookies()).find(({ name }) => name === 'shopper_refresh')?.value

/** As addToBag, for whose bag needs no cookie. */
async function addAsMember (page: Awaited<ReturnType<typeof visitor>>): Promise<void> {
  const added = page.waitForResponse((response) => response.url().endsWith('/v1/cart/items') && response.status() === 201)
  await page.waitForLoadState('load')
  await page.locator('[data-add]').click()
  await added
  await page.locator('.added').waitFor()
}
