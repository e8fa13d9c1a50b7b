// Every template of the account, with and without faults, in both directions, light and dark, wide and narrow: no fault that axe knows of.
import t, { type Test } from 'tap'
import { open, password, someone } from './members.ts'
import { openStorefront, visitor } from './support.ts'
import { faultFinder, type Eyes } from './templates.ts'

const shop = await openStorefront(t)

const check = (eyes: Eyes) => async (t: Test): Promise<void> => {
  const { locale, scheme, width } = eyes
  const shopper = someone(locale)
  const page = await visitor(shop, { scheme, width, bypassPolicy: true })
  const faults = await faultFinder(t, page)
  const at = `${shop.storefront}/${locale}/account`
  for (const path of ['sign-in', 'register', 'forgot', 'verify?token=x', 'verify', 'reset?token=x', 'reset']) {
    await page.goto(`${at}/${path}`)
    await faults(path)
  }
  await page.goto(`${at}/sign-in`)
  await page.locator('#email').fill('nobody@example.com')
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('[role=alert]').waitFor()
  await faults('sign-in refused')

  await open(page, shop, shopper)
  for (const path of ['', '/orders', '/profile', '/addresses', '/security', '/second-factor', '/privacy', '/delete', '/confirm']) {
    await page.goto(at + path)
    await faults(`account${path}`)
  }
  await page.goto(`${at}/addresses/new`)
  await page.locator('button[value=save]:visible').click()
  await page.locator('[aria-invalid=true]').first().waitFor()
  await faults('address with faults')
  await page.locator('#name').fill('Mina Haddad')
  for (const [field, text] of [['addressLine1', 'Torstraße 12'], ['postalCode', '10119'], ['city', 'Berlin']] as const) await page.locator(`#${field}`).fill(text)
  await page.locator('button[value=save]:visible').click()
  await page.waitForURL(/done=saved/).catch(async (error: unknown) => {
    throw new Error(`not saved: ${page.url()} says ${await page.locator('main').innerText()}`, { cause: error })
  })
  await page.locator('details.ask summary').click()
  await faults('address about to be deleted')
  await page.goto(`${at}/second-factor`)
  await page.locator('main button[value=start]').click()
  await page.locator('[data-setup]').waitFor()
  await faults('second factor being set up')
}

t.test('left to right, light, 1280 px', check({ locale: 'en', scheme: 'light', width: 1280 }))
t.test('right to left, dark, 360 px', check({ locale: 'ar', scheme: 'dark', width: 360 }))
