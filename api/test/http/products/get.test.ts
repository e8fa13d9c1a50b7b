// GET /v1/products/{idOrSlug}: the whole page of a product in one answer.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, staffOf, type Card, type Problem, type Product } from '../../support/catalogue.ts'

const shop = await anApp(t, { template: 'demo' })
const { body: { items: [coat, fan, sari] } } = await get<{ items: [Card, Card, Card] }>(shop, '/v1/products?sort=-price&limit=3')
const product = async (slug: string, query = '') => (await get<Product>(shop, `/v1/products/${encodeURIComponent(slug)}?${query}`)).body

t.test('200: by id, by its slug, and by its slug in another language, always naming the one to link to', async (t) => {
  const english = await product('cast-iron-teapot')
  const german = await product('cast-iron-teapot', 'locale=de')
  t.equal(german.slug, 'teekanne-aus-gusseisen')
  t.equal(german.name, 'Teekanne aus Gusseisen')
  t.equal((await product(german.slug, 'locale=en')).slug, 'cast-iron-teapot')
  t.equal((await product(english.id.toUpperCase())).id, english.id)
  t.same(Object.keys(english.alternates).toSorted(), ['ar', 'de', 'en', 'es', 'fr', 'ja', 'zh'])
  t.equal((await product(english.alternates.zh ?? '', 'locale=zh&currency=CNY')).price.currency, 'CNY')
})

t.test('200: options, pictures, shelves and words are in the language asked for', async (t) => {
  const body = await product('cast-iron-teapot', 'locale=de')
  t.same(body.variants[0]?.options[0], { code: 'colour', name: 'Farbe', valueCode: 'green', value: 'Grün' })
  t.match(body.description, /^<p>/)
  t.same(body.categories[0]?.breadcrumbs.map(({ name }) => name), ['Tisch', 'Tee'])
  t.ok(body.media.length >= 2)
  t.match(body.media[0]?.alt, /Teekanne/)
  t.match(body.media[0]?.renditions[0]?.url, /^\/media\/[0-9a-f]{12}-320\.avif$/)
})

t.test('200: stock is exact at every moment, with the word for it', async (t) => {
  const before = await product('cast-iron-teapot')
  const words: Array<[number, string]> = [[0, 'out_of_stock'], [1, 'low_stock'], [400, 'in_stock']]
  for (const [quantity, word] of words) {
    await shop.pool`update stock_levels set on_hand = ${quantity} + reserved where variant_id = ${before.variants[0]?.id ?? ''}`
    const { variants: [variant] } = await product('cast-iron-teapot')
    t.same([variant?.inventoryQuantity, variant?.availability], [quantity, word])
  }
  await shop.pool`update stock_levels set on_hand = reserved, backorder = true where variant_id = ${before.variants[0]?.id ?? ''}`
  t.equal((await product('cast-iron-teapot')).variants[0]?.availability, 'backorder')
})

t.test('200: an untranslated product answers in the fallback language and says so', async (t) => {
  const [row] = await shop.pool<{ slug: string }[]>`
    select slug from product_texts en where language = 'en' and not exists (
      select from product_texts fr where fr.product_id = en.product_id and fr.language = 'fr') limit 1`
  const body = await product(row?.slug ?? '', 'locale=fr')
  t.equal(body.language, 'en')
  t.notOk('fr' in body.alternates)
})

t.test('200: a slug it once had still leads to it', async (t) => {
  const staff = await staffOf(shop)
  const { id, slug } = coat
  t.equal((await staff('PATCH', `/v1/admin/products/${id}`, { texts: { en: { slug: 'the-coat' } } })).status, 200)
  t.equal((await product(slug)).slug, 'the-coat')
  t.equal((await staff('PATCH', `/v1/admin/products/${id}`, { texts: { en: { slug } } })).status, 200)
  t.equal((await product('the-coat')).slug, slug)
})

t.test('304: nothing new since the last look', async (t) => {
  const { headers } = await get(shop, `/v1/products/${fan.slug}?locale=en&currency=EUR`)
  t.match(headers['cache-tag'], /product:.*,category:/)
  t.equal((await get(shop, `/v1/products/${fan.slug}?locale=en&currency=EUR`, { 'if-none-match': String(headers.etag) })).status, 304)
})

t.test('404: unknown, malformed and withdrawn are the same', async (t) => {
  const { id, slug } = sari
  await (await staffOf(shop))('PATCH', `/v1/admin/products/${id}`, { status: 'archived' })
  const replies = await Promise.all(['nothing-like-it', '%F0%9F%8D%B5', '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11', '01991f0a-7c7e', slug, id].map(async (name) =>
    await get<Problem>(shop, `/v1/products/${name}`)))
  for (const { status, body } of replies) t.same([status, body.code], [404, 'product_not_found'])
})

t.test('422: a currency the shop does not sell in', async (t) => {
  t.equal((await get<Problem>(shop, '/v1/products/cast-iron-teapot?currency=XXX')).body.code, 'unsupported_currency')
})
