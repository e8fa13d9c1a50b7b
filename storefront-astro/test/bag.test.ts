// Prices, languages and the bag: what a choice changes at once, what survives, and what two tabs agree on.
import t from 'tap'
import { addToBag, choose, openStorefront, productPath, visitor } from './support.ts'

const shop = await openStorefront(t)

t.test('another currency changes every price at once, without a request, and survives a reload', async (t) => {
  const page = await visitor(shop)
  await page.goto(`${shop.storefront}/en/new`)
  await page.waitForLoadState('networkidle')
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  const took = await page.evaluate(async () => {
    const select = document.querySelector<HTMLSelectElement>('#currency-top')
    if (select === null) return Number.NaN
    const start = performance.now()
    select.value = 'KWD'
    select.dispatchEvent(new Event('change', { bubbles: true }))
    await new Promise((resolve) => requestAnimationFrame(resolve))
    return performance.now() - start
  })
  const shown = await page.locator('.card-price [data-c]:visible').evaluateAll((all) => all.map((one) => one.getAttribute('data-c')))
  t.equal(shown.length, 24)
  t.same([...new Set(shown)], ['KWD'])
  t.match(await page.locator('.card-price bdi:visible').first().textContent(), /KWD.\d+\.\d{3}$/)
  t.same(requests, [])
  t.ok(took < 100, `${took} ms`)
  await page.reload()
  t.same(await page.locator('.card-price [data-c]:visible').first().getAttribute('data-c'), 'KWD')
  t.equal(await page.locator('#currency-top').inputValue(), 'KWD')
})

t.test('another language keeps the page, the variant and the filter', async (t) => {
  const page = await visitor(shop)
  await page.goto(`${shop.storefront}${await productPath(shop, 'en', 'cast-iron-teapot')}?variant=MER-TEAPOT-BLK-08`)
  await page.locator('header details.menu:visible summary').last().click()
  await page.locator('header [data-language][hreflang=ar]:visible').click()
  await page.waitForURL(/\/ar\/p\/.*variant=MER-TEAPOT-BLK-08/)
  t.equal(await page.locator('[data-part=stock]:not([hidden])').getAttribute('data-variant'), 'MER-TEAPOT-BLK-08')
  t.equal(await page.locator('html').getAttribute('lang'), 'ar')
  await page.goto(`${shop.storefront}/en/c/table?inStock=true&sort=price`)
  await page.locator('header details.menu:visible summary').last().click()
  await page.locator('header [data-language][hreflang=zh]:visible').click()
  await page.waitForURL(/\/zh\/c\/.*inStock=true/)
  t.equal(await page.locator('[name=inStock]').isChecked(), true)
})

t.test('many readers at once each get their own language', async (t) => {
  const languages = ['en', 'de', 'fr', 'es', 'zh', 'ja', 'ar']
  const pages = await Promise.all(Array.from({ length: 70 }, async (_, index) => {
    const wanted = languages[index % languages.length]
    const html = await (await fetch(`${shop.storefront}/${wanted}/search?q=${index}`)).text()
    return html.includes(`<html lang="${wanted}"`)
  }))
  t.same(pages.filter((own) => !own), [])
})

t.test('a choice of variant changes price, picture, stock and address without a journey', async (t) => {
  const page = await visitor(shop)
  await page.goto(shop.storefront + await productPath(shop, 'en', 'cast-iron-teapot'))
  await page.evaluate(() => { (window as { mark?: boolean }).mark = true })
  await page.locator('[data-option]', { hasText: 'Terracotta' }).click()
  t.match(page.url(), /variant=MER-TEAPOT-TER-05/)
  t.match(await page.locator('[data-part=stock]:not([hidden])').textContent(), /Out of stock/)
  t.equal(await page.locator('[data-add]').isDisabled(), true)
  await page.locator('[data-option]', { hasText: '0.8 l' }).click()
  t.match(await page.locator('[data-part=price]:not([hidden]) [data-c]:visible').textContent(), /€179\.00/)
  t.equal(await page.locator('[data-add]').isDisabled(), false)
  t.equal(await page.evaluate(() => (window as { mark?: boolean }).mark), true, 'the page was never left')
})

t.test('twenty quick presses are twenty pieces, told within a tenth of a second', async (t) => {
  const page = await visitor(shop)
  await page.goto(shop.storefront + await productPath(shop, 'en', 'cast-iron-teapot') + '?variant=MER-TEAPOT-BLK-05')
  const told = await page.evaluate(async () => {
    const button = document.querySelector<HTMLButtonElement>('[data-add]')
    const start = performance.now()
    button?.click()
    while (document.querySelector('[data-bag-count]')?.textContent !== '1') await new Promise((resolve) => setTimeout(resolve, 1))
    const told = performance.now() - start
    for (let press = 1; press < 20; press++) button?.click()
    return told
  })
  t.ok(told < 100, `${told} ms`)
  await page.waitForFunction(() => /cart_count=20/.test(document.cookie))
  await page.goto(`${shop.storefront}/en/cart`)
  t.equal(await page.locator('#cart [name=quantity]').inputValue(), '20')
})

t.test('two tabs, each with its first press, share one bag and agree on it', async (t) => {
  const first = await visitor(shop)
  const second = await first.context().newPage()
  await first.goto(shop.storefront + await productPath(shop, 'en', 'cast-iron-teapot'))
  await second.goto(shop.storefront + await productPath(shop, 'en', 'beeswax-candle'))
  await Promise.all([first, second].map(async (page) => await page.evaluate(() => document.querySelector<HTMLButtonElement>('[data-add]')?.click())))
  for (const page of [first, second]) await page.waitForFunction(() => document.querySelector('[data-bag-count]')?.textContent === '2', undefined, { timeout: 2000 })
  await second.goto(`${shop.storefront}/en/cart`)
  t.equal(await second.locator('#cart article').count(), 2)
  await addToBag(first)
  await second.waitForFunction(() => document.querySelector('#cart')?.getAttribute('data-count') === '3', undefined, { timeout: 2000 })
  t.pass('the open bag followed')
})

t.test('what cannot be added is taken back, and says why', async (t) => {
  const page = await visitor(shop)
  await page.goto(shop.storefront + await productPath(shop, 'en', 'cast-iron-teapot') + '?variant=MER-TEAPOT-GRN-05')
  await page.locator('[name=quantity]').fill('99')
  await page.locator('[data-add]').click()
  await page.locator('.added', { hasText: 'Sorry, only 34 are left. Your bag is unchanged.' }).waitFor()
  t.equal(await page.locator('[data-bag-count]').textContent(), '')
  t.match(await page.locator('#live').textContent(), /unchanged/)
  await page.route('**/v1/cart/items', async (route) => { await route.abort() })
  await page.locator('[name=quantity]').fill('1')
  await page.locator('[data-add]').click()
  await page.locator('.added', { hasText: 'That did not work' }).waitFor({ timeout: 15_000 })
})

t.test('the way to the bag waits for what is on its way there', async (t) => {
  const page = await visitor(shop)
  await page.route('**/v1/cart/items', async (route) => { await new Promise((resolve) => setTimeout(resolve, 1500)); await route.continue() })
  await page.goto(shop.storefront + await productPath(shop, 'en', 'beeswax-candle'))
  await page.locator('[data-add]').click()
  await page.locator('.added a').click()
  await page.waitForURL(/\/cart$/)
  t.equal(await page.locator('#cart article').count(), 1)
})

t.test('the bag counts, follows the country, and empties', async (t) => {
  const page = await visitor(shop)
  await choose(page, shop, 'JPY')
  await page.goto(shop.storefront + await productPath(shop, 'ja', 'beeswax-candle'))
  await addToBag(page)
  await page.goto(`${shop.storefront}/ja/cart`)
  const before = await page.locator('[data-total]').textContent()
  for (let press = 0; press < 3; press++) await page.locator('#cart [data-step="1"]').click()
  await page.waitForFunction(() => document.querySelector('#cart')?.getAttribute('data-count') === '4')
  t.not(await page.locator('[data-total]').textContent(), before)
  t.notMatch(await page.locator('[data-total]').textContent(), /\./, 'yen have no decimals')
  await page.locator('#deliver-to').selectOption('US')
  await page.locator('#cart dd', { hasText: 'この国・地域では税はかかりません' }).waitFor()
  await page.locator('#cart form[action$=remove] button').click()
  await page.locator('h1', { hasText: 'バッグは空です' }).waitFor()
  t.equal(await page.locator('[data-bag-count]').textContent(), '')
  t.same(page.faults, [])
})
