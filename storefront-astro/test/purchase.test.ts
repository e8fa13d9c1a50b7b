// A shopper buys in yuan from the first page to the confirmation, in three languages, on a phone and at a desk.
import t from 'tap'
import type { Page } from 'playwright-core'
import { addToBag, choose, digits, fillAddress, mei, openStorefront, visitor, type Shop } from './support.ts'

const shop = await openStorefront(t)

async function buy (page: Page, shop: Shop, locale: string): Promise<{ asked: string, paid: string }> {
  await choose(page, shop, 'CNY')
  await page.goto(`${shop.storefront}/${locale}/`)
  await page.locator('[data-card] h3').first().click()
  await page.waitForURL(/\/p\//)
  await addToBag(page)
  await page.locator('.added a').click()
  await page.waitForURL(/\/cart$/)
  await page.locator('#cart .panel a.button').click()
  await page.waitForURL(/\/checkout$/)
  await fillAddress(page, mei)
  const asked = digits(await page.locator('[data-pay]').textContent())
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\/[\w-]+\?placed=1/)
  return { asked, paid: digits(await page.locator('[data-total]').textContent()) }
}

for (const locale of ['en', 'zh', 'ar']) {
  for (const width of [390, 1440]) {
    t.test(`${locale} at ${width} px`, async (t) => {
      const page = await visitor(shop, { width })
      const { asked, paid } = await buy(page, shop, locale)

      t.equal(await page.locator('[data-order]').getAttribute('data-status'), 'paid')
      t.equal(asked, paid, 'the button named the amount that was paid')
      t.match(await page.locator('[data-total]').textContent(), /¥/)
      t.equal(await page.locator('html').getAttribute('dir'), locale === 'ar' ? 'rtl' : 'ltr')
      t.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing sticks out')
      t.match(await page.locator('address').textContent(), /林 美.*上海市/s)
      t.equal((await page.context().cookies()).some(({ name }) => name === 'cart_token'), false, 'the bag is gone')
      t.same(page.faults, [])
      await page.context().close()
    })
  }
}
