// An account from the first mail to the last device: register, verify, sign in, second factor, and a password changed elsewhere, in two directions of writing and without script.
import t from 'tap'
import { generate } from 'otplib'
import { mailTo, open, password, register, signIn, someone, type Shopper } from './members.ts'
import { openStorefront, visitor } from './support.ts'

const shop = await openStorefront(t)

for (const locale of ['en', 'ar']) {
  t.test(`the whole way in ${locale}`, async (t) => {
    const shopper = someone(locale)
    const first = await visitor(shop)
    await register(first, shop, shopper)
    t.match(await mailTo(shop, shopper.email), new RegExp(`/${locale}/account/verify\\?token=[\\w-]{43}`), 'the link is in the shopper\'s language')

    // Opened by another browser, as on a phone; looking at it confirms nothing.
    const phone = await visitor(shop)
    const link = /http\S+token=[\w-]+/.exec(await mailTo(shop, shopper.email))?.[0] ?? ''
    const seen = await phone.goto(link)
    t.equal(seen?.headers()['referrer-policy'], 'no-referrer')
    t.match(seen?.headers()['cache-control'], 'no-store')
    t.equal(await signIn(first, shop, shopper), 422, 'not yet')
    await phone.goto(link)
    await phone.locator('main form button').click()
    await phone.waitForURL(/sign-in\?done=verified/)

    t.equal(await signIn(first, shop, shopper), 303)
    t.equal(await first.locator('html').getAttribute('dir'), locale === 'ar' ? 'rtl' : 'ltr')
    await setUpFactor(first, shopper)

    const second = await visitor(shop)
    t.equal(await signIn(second, shop, shopper), 303)
    await second.waitForURL(/sign-in\?.*code=1/)
    await second.locator('#code').fill('000000')
    await second.keyboard.press('Enter')
    await second.locator('#code[aria-invalid=true]').waitFor()
    t.not(await second.locator('#code-error').textContent(), '', 'the fault stands beside the field')
    await second.locator('#code').fill(shopper.codes?.[0] ?? '')
    await second.keyboard.press('Enter')
    await second.waitForURL(/\/account$/)

    await second.goto(`${shop.storefront}/${locale}/account/security`)
    t.equal(await second.locator('[data-session]').count(), 2)
    await second.locator('#currentPassword').fill(password)
    await second.locator('#newPassword').fill('quite another walk along it')
    await second.locator('button[value=password]').click()
    await second.waitForURL(/security\?done=password/)

    await first.goto(`${shop.storefront}/${locale}/account/profile`)
    t.match(first.url(), /sign-in\?back=/, 'the first session is out')
    t.equal(await first.evaluate(() => document.cookie.includes('signed_in')), false)
    await second.reload()
    t.equal(await second.locator('[data-session]').count(), 1, 'the one that changed it stays')
    t.same([...first.faults, ...phone.faults, ...second.faults].filter((fault) => !fault.includes('422')), [])
  })
}

async function setUpFactor (page: Awaited<ReturnType<typeof visitor>>, shopper: Shopper): Promise<void> {
  await page.goto(`${shop.storefront}/${shopper.locale}/account/second-factor`)
  await page.locator('main button[value=start]').click()
  const secret = (await page.locator('[data-secret]').textContent() ?? '').replaceAll(/[^A-Z2-7]/g, '')
  const picture = page.locator('img.qr')
  t.ok(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth > 0), 'the picture is drawn')
  await page.locator('#code').fill('000000')
  await page.locator('button[value=confirm]').click()
  await page.locator('#code[aria-invalid=true]').waitFor()
  t.equal((await page.locator('[data-secret]').textContent() ?? '').replaceAll(/[^A-Z2-7]/g, ''), secret, 'a wrong code costs no new scan')
  await page.locator('#code').fill(await generate({ secret }))
  await page.locator('button[value=confirm]').click()
  shopper.codes = await page.locator('[data-codes] li').allTextContents()
  t.equal(shopper.codes.length, 10)
}

t.test('without any script, and what was typed stays', async (t) => {
  const shopper = someone('en')
  const page = await visitor(shop, { script: false })
  await page.goto(`${shop.storefront}/en/account`)
  t.match(page.url(), /sign-in\?back=/, 'a guest is led to the door')
  await page.goto(`${shop.storefront}/en/account/register`)
  await page.locator('#email').fill(shopper.email)
  await page.locator('#password').evaluate((input) => input.removeAttribute('minlength'))
  await page.locator('#password').fill('short')
  await page.keyboard.press('Enter')
  await page.locator('#password[aria-invalid=true]').waitFor()
  t.equal(await page.locator('#password-error').textContent(), 'At least 10 characters, please.')
  t.equal(await page.locator('#password').getAttribute('aria-describedby'), 'password-hint password-error')
  await t.resolves(page.locator('#password:focus').waitFor(), 'what needs attention has the focus')
  t.equal(await page.locator('#email').inputValue(), shopper.email)
  t.equal(await page.locator('#password').inputValue(), '', 'a password is never written back')
  await open(page, shop, shopper)
  t.match(await page.locator('h1').textContent(), /Hello, Mina/)

  await page.goto(`${shop.storefront}/en/account/addresses/new`)
  await page.locator('#country').selectOption('US')
  await page.locator('button[value=country]').click()
  await page.locator('#name').fill('Mina Haddad')
  await page.locator('button[value=save]:visible').click()
  t.equal(await page.locator('#name').inputValue(), 'Mina Haddad')
  t.not(await page.locator('#postalCode-error').textContent(), '')
  for (const [field, text] of [['addressLine1', '350 Fifth Avenue'], ['city', 'New York'], ['postalCode', '10118']] as const) await page.locator(`#${field}`).fill(text)
  await page.locator('#region').selectOption('NY')
  await page.locator('button[value=save]:visible').click()
  await page.waitForURL(/addresses\?done=saved/)
  t.match(await page.locator('[data-address]').textContent(), /350 Fifth Avenue/)

  await page.goto(`${shop.storefront}/en/account/privacy`)
  await page.locator('button[value=start]').click()
  t.equal(await page.locator('[data-marketing]').getAttribute('data-marketing'), 'on')
  await page.locator('header form, nav form', { hasText: 'Sign out' }).locator('button').click()
  await page.waitForURL(/\/en\/$/)
  await page.goto(`${shop.storefront}/en/account/privacy`)
  t.match(page.url(), /sign-in/)
})
