// Shoppers with an account, made as they are made: by the form, the mail and the button.
import type { Page } from 'playwright-core'
import type { Shop } from './support.ts'

export interface Shopper { email: string, locale: string, codes?: string[] }

export const password = 'a walk along the Spree'

let count = 0
export const someone = (locale: string): Shopper => ({ email: `mina.${locale}.${++count}@example.com`, locale })

/** The newest mail to an address, once it is there. */
export async function mailTo (shop: Shop, email: string): Promise<string> {
  for (let turn = 0; turn < 100; turn++) {
    const { items } = await (await fetch(`${shop.api}/dev/mail?to=${encodeURIComponent(email)}`)).json() as { items: Array<{ text: string }> }
    if (items[0] !== undefined) return items[0].text
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`No mail came for ${email}`)
}

export async function register (page: Page, shop: Shop, { email, locale }: Shopper): Promise<void> {
  await page.goto(`${shop.storefront}/${locale}/account/register`)
  await page.locator('#name').fill('Mina Haddad')
  await page.locator('#email').fill(email)
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/register\?sent=1/)
}

/** The status of the answer to the form; the page follows where it leads. */
export async function signIn (page: Page, shop: Shop, { email, locale }: Shopper): Promise<number> {
  await page.goto(`${shop.storefront}/${locale}/account/sign-in`)
  await page.locator('#email').fill(email)
  await page.locator('#password').fill(password)
  const answered = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes('/account/sign-in'))
  const shown = page.waitForEvent('load')
  await page.keyboard.press('Enter')
  const status = (await answered).status()
  await shown
  return status
}

/** Registered, verified and signed in. */
export async function open (page: Page, shop: Shop, shopper: Shopper): Promise<void> {
  await register(page, shop, shopper)
  await page.goto(/http\S+token=[\w-]+/.exec(await mailTo(shop, shopper.email))?.[0] ?? '')
  await page.locator('main form button').click()
  await page.waitForURL(/done=verified/)
  await signIn(page, shop, shopper)
  await page.waitForURL(/\/account$/)
}
