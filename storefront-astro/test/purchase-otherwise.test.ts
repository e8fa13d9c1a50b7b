// The same purchase for who uses no mouse, and for who has no script.
import t from 'tap'
import { lena, openStorefront, productPath, visitor } from './support.ts'

const shop = await openStorefront(t)

t.test('with the keyboard alone', async (t) => {
  const page = await visitor(shop)
  await page.goto(shop.storefront + await productPath(shop, 'en', 'beeswax-candle'))
  const walkTo = async (selector: string): Promise<void> => {
    for (let step = 0; step < 120; step++) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`The keyboard never reached ${selector}`)
  }
  await page.keyboard.press('Tab')
  t.equal(await page.evaluate(() => document.activeElement?.className), 'skip', 'the first stop leads to the content')
  await page.keyboard.press('Enter')
  await walkTo('[data-add]')
  await page.keyboard.press('Enter')
  await page.locator('.added').waitFor()
  await walkTo('.added a')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/cart$/)
  await walkTo('#cart .panel a.button')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/checkout$/)
  for (const [field, text] of [['email', lena.email], ['name', lena.name], ['addressLine1', lena.addressLine1], ['postalCode', lena.postalCode], ['city', lena.city]] as const) {
    await walkTo(`#${field}`)
    await page.keyboard.type(text)
  }
  await walkTo('[data-pay]')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/orders\//)
  t.equal(await page.locator('[data-order]').getAttribute('data-status'), 'paid')
})

t.test('without any script, from search to the paid order', async (t) => {
  const page = await visitor(shop, { script: false })
  await page.goto(`${shop.storefront}/en/`)
  await page.locator('#search-top').fill('teapot')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/search\?q=teapot/)
  await page.locator('[data-card]').first().click()
  await page.locator('[data-option]', { hasText: 'Black' }).click()
  await page.waitForURL(/variant=MER-TEAPOT-BLK/)
  t.match(await page.locator('[data-part=price]:not([hidden])').textContent(), /€149\.00/)
  await page.locator('[name=quantity]').fill('2')
  await page.locator('[data-add]').click()
  await page.waitForURL(/\/cart$/)
  t.equal(await page.locator('#cart [name=quantity]').inputValue(), '2')
  await page.locator('[data-currency-switch]:visible select').selectOption('CHF')
  await page.locator('[data-currency-switch]:visible button').click()
  t.match(await page.locator('[data-total]').textContent(), /CHF/, 'the bag follows the currency')
  await page.locator('#cart .panel a.button').click()
  await page.locator('#email').fill(lena.email)
  await page.locator('[data-pay]').click()
  t.equal(await page.locator('[data-errors] li').count(), 4, 'what is missing is listed')
  t.equal(await page.locator('#email').inputValue(), lena.email, 'what was typed is still there')
  for (const name of ['name', 'addressLine1', 'postalCode', 'city'] as const) await page.locator(`#${name}`).fill(lena[name])
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\//)
  t.equal(await page.locator('[data-order]').getAttribute('data-status'), 'paid')
})
