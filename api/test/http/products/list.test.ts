// GET /v1/products: filters, orders, pages, words, and every status it has.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, staffOf, walk, type Card, type Page, type Problem } from '../../support/catalogue.ts'

const shop = await anApp(t, { template: 'demo' })
const list = async (query: string) => (await get<Page<Card>>(shop, `/v1/products?${query}`)).body
const minor = ({ price: { amount } }: Card): bigint => BigInt(amount.replace('.', ''))

t.test('200: the first page holds 24 cards, the newest first, without a total nobody asked for', async (t) => {
  const body = await list('')
  t.equal(body.items.length, 24)
  t.notOk('total' in body)
  const dates = body.items.map((card) => card.publishedAt)
  t.same(dates, dates.toSorted().toReversed())
})

t.test('200: every order walks through every product once, page by page', async (t) => {
  const { total } = await list('include=total&limit=1')
  for (const sort of ['newest', 'price', '-price', 'name']) {
    const cards = await walk<Card>(shop, `/v1/products?sort=${sort}&currency=JPY`, 7)
    t.equal(new Set(cards.map((card) => card.id)).size, total, sort)
    t.equal(cards.length, total, sort)
    if (sort.endsWith('price')) {
      const prices = cards.map(minor)
      const rising = prices.toSorted((a, b) => a < b ? -1 : a > b ? 1 : 0)
      t.same(prices, sort === 'price' ? rising : rising.toReversed())
    }
  }
})

t.test('200: a product that appears while somebody pages is not repeated and pushes none out', async (t) => {
  const first = await list('limit=10')
  const staff = await staffOf(shop)
  const hidden = first.items[3] as Card
  await staff('PATCH', `/v1/admin/products/${hidden.id}`, { status: 'draft' })
  const second = await list(`limit=10&cursor=${first.nextCursor}`)
  await staff('PATCH', `/v1/admin/products/${hidden.id}`, { status: 'active' })
  const seen = new Set(first.items.map((card) => card.id))
  t.notOk(second.items.some((card) => seen.has(card.id)))
})

t.test('200: words of a name are found in every script, without accents, in any case, within words', async (t) => {
  for (const [locale, q, part] of [['en', 'TEAPOT', 'teapot'], ['fr', 'theiere', 'héière'], ['zh', '茶壶', '茶壶'], ['ja', 'ティー', 'ティー'], ['ar', 'شاي', 'شاي'], ['de', 'kanne', 'anne'], ['en', 'iron teapot', 'teapot']] as const) {
    const { items } = await list(`locale=${locale}&q=${encodeURIComponent(q)}`)
    t.ok(items.length > 0, q)
    t.ok(items.every(({ name }) => name.includes(part)), `${q}: ${items.map(({ name }) => name).join(', ')}`)
  }
  t.same((await list('q=%25')).items, [], 'a wildcard is a letter like any other')
  t.same((await list('q=%5C')).items, [])
})

t.test('200: pages of a search by relevance neither repeat nor lose', async (t) => {
  const { total } = await list('q=o&include=total&limit=1')
  const cards = await walk<Card>(shop, '/v1/products?q=o', 5)
  t.ok((total ?? 0) > 5)
  t.equal(new Set(cards.map((card) => card.id)).size, total)
})

t.test('200: a category holds what lies below it, by id, by slug, and by the slug of another language', async (t) => {
  const { body: { items: [table] } } = await get<{ items: Array<{ id: string, slug: string, productCount: number }> }>(shop, '/v1/categories')
  const byId = await list(`category=${table?.id}&include=total&limit=100`)
  t.equal(byId.total, table?.productCount)
  t.ok((byId.total ?? 0) > 3)
  for (const slug of [table?.slug ?? '', '餐桌']) {
    t.same((await list(`category=${encodeURIComponent(slug)}&limit=100`)).items.map(({ id }) => id), byId.items.map(({ id }) => id), slug)
  }
  t.same(await list('category=nowhere&include=total'), { items: [], nextCursor: null, total: 0 })
})

t.test('200: prices and stock filter in the currency of the answer', async (t) => {
  const cards = await walk<Card>(shop, '/v1/products?currency=JPY&minPrice=5000&maxPrice=20000')
  t.ok(cards.length > 3)
  t.ok(cards.every((card) => minor(card) >= 5000n && minor(card) <= 20000n && card.price.currency === 'JPY'))
  const [some] = cards
  await shop.pool`update stock_levels set on_hand = reserved where variant_id in (select variant_id from all_variants where product_id = ${some?.id ?? ''})`
  await (await import('../../../src/modules/browse/index.ts')).refreshProducts(shop.pool, [some?.id ?? ''])
  t.notOk((await walk<Card>(shop, '/v1/products?inStock=true')).some(({ id }) => id === some?.id))
  t.same((await walk<Card>(shop, '/v1/products?inStock=false')).map(({ id }) => id).includes(some?.id ?? ''), true)
})

t.test('200: an option filters by the code of its value', async (t) => {
  const cards = await walk<Card>(shop, '/v1/products?option.colour=green')
  t.ok(cards.some(({ slug }) => slug === 'cast-iron-teapot'))
  t.ok(cards.length < 51)
})

t.test('200: include=prices carries every enabled currency at its own scale', async (t) => {
  const { items: [card] } = await list('limit=1&include=prices')
  t.same(card?.prices?.map(({ price }) => price.currency), ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CNY', 'KWD', 'AED'])
  t.match(card?.prices?.find(({ price }) => price.currency === 'JPY')?.price.amount, /^\d+$/)
  t.match(card?.prices?.find(({ price }) => price.currency === 'KWD')?.price.amount, /^\d+\.\d{3}$/)
})

t.test('200: a product without a French text is listed in English and says so', async (t) => {
  const cards = await walk<Card>(shop, '/v1/products?locale=fr')
  t.equal(cards.filter(({ language }) => language === 'en').length, 2)
  t.equal((await get(shop, '/v1/products?locale=de-AT')).headers['content-language'], 'de')
})

t.test('200 and 304: cacheable, tagged, with a strong ETag that answers 304', async (t) => {
  const { headers } = await get(shop, '/v1/products?limit=2&locale=en&currency=EUR&country=DE')
  t.match(headers['cache-control'], /public.*s-maxage=\d+/)
  t.match(headers['cache-tag'], /shelves,product:/)
  t.match(headers.etag, /^"[^"]+"$/)
  t.equal((await get(shop, '/v1/products?limit=2&locale=en&currency=EUR&country=DE&utm_source=x', { 'if-none-match': String(headers.etag) })).status, 304)
})

t.test('422: what is not acceptable is named by its field', async (t) => {
  for (const [query, path] of [['limit=0', 'limit'], ['limit=101', 'limit'], ['minPrice=cheap', 'minPrice'], ['maxPrice=-1', 'maxPrice'], ['sort=random', 'sort'], ['cursor=abc', 'cursor'], ['inStock=maybe', 'inStock'], ['minPrice=9&maxPrice=3', 'minPrice'], ['currency=XXX', 'currency']] as const) {
    const { status, body } = await get<Problem>(shop, `/v1/products?${query}`)
    t.equal(status, 422, query)
    t.equal(body.errors?.[0]?.path, `/query/${path}`, query)
  }
  const { nextCursor } = await list('limit=2')
  t.equal((await get<Problem>(shop, `/v1/products?sort=price&cursor=${nextCursor}`)).body.code, 'invalid_cursor', 'a cursor belongs to its order')
})
