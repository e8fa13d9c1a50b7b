// The whole of it: a shopper buys in yuan in three languages on two screens, the merchant ships in the admin, both mails are in that language.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import type { Page } from 'playwright-core'
import { merchant } from '../../admin-react/test/support.ts'
import { addToBag, choose, digits, fillAddress, mei, visitor } from './support.ts'
import { openShop } from '../../api/test/support/shop.ts'

interface Mail { to: string, subject: string, text: string, html: string }

// What stands in the confirmation and in the shipping notice of each language.
const words: Record<string, [RegExp, RegExp]> = {
  en: [/confirmed/i, /on its way/i],
  zh: [/已确认/, /已发货|发货/],
  ar: [/تأكيد/, /الطريق|شحن/]
}

const shop = await openShop(t)
const desk = await merchant(shop, { at: '/orders' })

async function look (page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

async function buy (locale: string, width: number): Promise<{ number: string, email: string, total: string }> {
  const page = await visitor(shop, { width })
  const email = `mei-${locale}-${width}@example.com`
  const name = (step: string): string => `${locale}-${width}-${step}`
  await choose(page, shop, 'CNY')
  await page.goto(`${shop.storefront}/${locale}/`)
  await look(page, name('1-home'))
  await page.locator('[data-card] h3').first().click()
  await page.waitForURL(/\/p\//)
  await addToBag(page)
  await look(page, name('2-product'))
  await page.locator('.added a').click()
  await page.waitForURL(/\/cart$/)
  await look(page, name('3-bag'))
  await page.locator('#cart .panel a.button').click()
  await page.waitForURL(/\/checkout$/)
  await fillAddress(page, { ...mei, email })
  await look(page, name('4-checkout'))
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\/[\w-]+\?placed=1/)
  await look(page, name('5-confirmation'))
  const number = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await page.locator('main').innerText())?.[0] ?? ''
  const total = digits(await page.locator('[data-total]').textContent())
  await page.context().close()
  return { number, email, total }
}

async function ship (number: string): Promise<void> {
  await desk.goto(`${shop.admin}/orders`)
  await desk.getByRole('link', { name: number }).click()
  await desk.getByRole('button', { name: 'Mark shipped' }).click()
  await desk.keyboard.type('SF1409416109425')
  await desk.getByRole('dialog').getByRole('button', { name: 'Mark shipped' }).click()
  await desk.getByText('The order is on its way').waitFor()
  await look(desk, `admin-${number}`)
}

async function mailsTo (email: string, count: number): Promise<Mail[]> {
  for (let tries = 0; tries < 100; tries++) {
    const { items } = await (await fetch(`${shop.api}/dev/mail?to=${encodeURIComponent(email)}`)).json() as { items: Mail[] }
    if (items.length >= count) return items
    await sleep(100)
  }
  throw new Error(`fewer than ${count} mails to ${email}`)
}

for (const [locale, [confirmed, shipped]] of Object.entries(words)) {
  for (const width of [390, 1440]) {
    t.test(`${locale} at ${width} px: bought, shipped, told twice`, async (t) => {
      const { number, email, total } = await buy(locale, width)
      t.match(number, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
      await mailsTo(email, 1)
      await ship(number)

      const [notice, confirmation, ...more] = await mailsTo(email, 2)
      t.same(more, [], 'one mail for each')
      t.match(confirmation?.subject, confirmed)
      t.match(notice?.subject, shipped)
      for (const mail of [confirmation, notice]) {
        t.match(mail?.subject, number)
        t.match(mail?.html, new RegExp(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}"`))
        t.match(mail?.text, new RegExp(`/${locale}/orders/`), 'with a link into the shop in that language')
      }
      t.ok(digits(confirmation?.text ?? '').includes(total), 'and the amount that was paid')
      t.match(notice?.text, /SF1409416109425/)
    })
  }
}
