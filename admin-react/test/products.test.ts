// A merchant's work on a product: prices, words, pictures, stock; nothing typed is lost, no colleague is overwritten.
import t from 'tap'
import { call, merchant, openAdmin, productId, staffToken } from './support.ts'

const shop = await openAdmin(t)

interface Money { amount: string, currency: string }
interface Shown { name: string, slug: string, variants: Array<{ sku: string, price: Money, priceSource: string }> }
interface Held { version: number, texts: Array<{ language: string, name: string, shortDescription: string }>, pictures: Array<{ id: string, alts: Record<string, string> }> }

const shownAs = async (slug: string, currency: string, locale = 'en'): Promise<Shown> => await call<Shown>(shop, 'GET', `/v1/products/${slug}?currency=${currency}&locale=${locale}`)
const held = async (id: string): Promise<Held> => await call<Held>(shop, 'GET', `/v1/admin/products/${id}`, undefined, await staffToken(shop))

t.test('a price typed in a cell is the price of the shop; cleared, it is converted again', async (t) => {
  const id = await productId(shop, 'cast-iron-teapot')
  const page = await merchant(shop, { at: `/products/${id}` })
  await page.locator('input[name=amount-GBP]').fill('118,5')
  await page.keyboard.press('Control+s')
  await page.getByText('Saved. Every page').waitFor()
  const [variant] = (await shownAs('cast-iron-teapot', 'GBP')).variants
  t.match(variant, { price: { amount: '118.50', currency: 'GBP' }, priceSource: 'fixed' })
  t.match(await page.locator('tr', { hasText: 'GBP' }).innerText(), /Fixed/)

  await page.locator('tr', { hasText: 'GBP' }).getByRole('button', { name: 'Convert' }).click()
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok())
  await page.getByRole('button', { name: /^Save/ }).click()
  await saved
  t.match((await shownAs('cast-iron-teapot', 'GBP')).variants[0], { priceSource: 'converted' })
  t.match(await page.locator('tr', { hasText: 'GBP' }).innerText(), /Converted[\s\S]*0\.84638[\s\S]*ECB/)
})

t.test('a price that is none is refused beside its cell, before and after asking', async (t) => {
  const page = await merchant(shop, { at: `/products/${await productId(shop, 'cast-iron-teapot')}` })
  await page.locator('input[name=amount-USD]').fill('ten')
  t.equal(await page.locator('input[name=amount-USD]').getAttribute('aria-invalid'), 'true')
  t.ok(await page.getByRole('button', { name: /^Save/ }).isDisabled())
  await page.locator('input[name=amount-USD]').fill('139.00')
  await page.locator('input[name=compareAt-USD]').fill('100')
  await page.keyboard.press('Control+s')
  await page.getByRole('alert').waitFor()
  t.match(await page.getByRole('alert').innerText(), /USD.*must be higher.*validation_failed.*Request/s)
  t.equal(await page.locator('input[name=compareAt-USD]').getAttribute('aria-invalid'), 'true')
})

t.test('leaving with unsaved words asks; staying keeps them, leaving drops them', async (t) => {
  const id = await productId(shop, 'cast-iron-teapot')
  const page = await merchant(shop, { at: `/products/${id}?language=de` })
  const name = page.locator('input[name=name-de]')
  await name.fill('Kanne aus Gusseisen')
  await page.getByRole('link', { name: '日本語' }).click()
  await page.getByRole('link', { name: 'Deutsch' }).click()
  t.equal(await name.inputValue(), 'Kanne aus Gusseisen', 'another language is the same page')
  await page.getByRole('link', { name: 'Orders' }).click()
  await page.getByRole('button', { name: 'Stay here' }).click()
  t.equal(await name.inputValue(), 'Kanne aus Gusseisen')
  await page.getByRole('link', { name: 'Orders' }).click()
  await page.getByRole('button', { name: 'Discard and leave' }).click()
  await page.waitForURL(/\/orders/)
  t.not((await held(id)).texts.find(({ language }) => language === 'de')?.name, 'Kanne aus Gusseisen')
})

t.test('two people, one product: the second sees what changed, keeps theirs, and both are saved', async (t) => {
  const id = await productId(shop, 'cast-iron-teapot')
  const page = await merchant(shop, { at: `/products/${id}?language=de` })
  await page.locator('textarea[name=shortDescription-de]').fill('Sandguss aus Takaoka.')
  await call(shop, 'PATCH', `/v1/admin/products/${id}`, { texts: { de: { name: 'Takaoka-Kanne' } } }, await staffToken(shop))
  await page.keyboard.press('Control+s')
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  t.match(await dialog.innerText(), /Somebody saved this product first[\s\S]*Name \(German\)/)
  t.notMatch(await dialog.innerText(), /In one sentence/)
  await dialog.getByRole('button', { name: 'Keep mine on top' }).click()
  t.equal(await page.locator('input[name=name-de]').inputValue(), 'Takaoka-Kanne')
  await page.keyboard.press('Control+s')
  await page.getByText('Saved. Every page').waitFor()
  t.match((await held(id)).texts.find(({ language }) => language === 'de'), { name: 'Takaoka-Kanne', shortDescription: 'Sandguss aus Takaoka.' })
})

t.test('a refused word is marked where it stands', async (t) => {
  const page = await merchant(shop, { at: `/products/${await productId(shop, 'cast-iron-teapot')}?language=fr` })
  await page.locator('input[name=slug-fr]').fill('Not A Slug!')
  await page.keyboard.press('Control+s')
  await page.getByRole('alert').waitFor()
  t.match(await page.getByRole('alert').innerText(), /Address on the web \(French\)/)
  t.equal(await page.locator('input[name=slug-fr]').getAttribute('aria-invalid'), 'true')
})

t.test('pictures are put in order by keys and described per language', async (t) => {
  const id = await productId(shop, 'cast-iron-teapot')
  const before = (await held(id)).pictures.map((picture) => picture.id)
  const page = await merchant(shop, { at: `/products/${id}?language=es` })
  await page.getByRole('button', { name: 'Move later' }).press('Enter')
  await page.locator('textarea[name=alt-es]').fill('Tetera verde')
  await page.keyboard.press('Control+s')
  await page.getByText('Saved. Every page').waitFor()
  const { pictures } = await held(id)
  t.same(pictures.map((picture) => picture.id), [before[1], before[0], ...before.slice(2)])
  t.equal(pictures[1]?.alts.es, 'Tetera verde')
})
