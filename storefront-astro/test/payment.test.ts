// Paying: a decline, the bank's own page, a bank that answers late.
import t from 'tap'
import { fillAddress, lena, openStorefront, status, toCheckout } from './support.ts'

const shop = await openStorefront(t)

t.test('a decline keeps the things and offers another way', async (t) => {
  const page = await toCheckout(shop, 'ar')
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
  const page = await toCheckout(shop, 'zh')
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
  const page = await toCheckout(shop)
  await fillAddress(page, lena)
  await page.locator('#pay-timeout').check()
  await page.locator('[data-pay]').click()
  await page.waitForURL(/\/orders\//, { timeout: 40_000 })
  await page.locator('[data-order][data-status=paid]').waitFor({ timeout: 60_000 })
  t.pass('paid without a second press')
})
