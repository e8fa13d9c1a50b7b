// GET /v1/admin/products: everything on and off the shelf, for those who may see it.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, staffOf, type Page, type Problem } from '../../support/catalogue.ts'

interface Row { id: string, code: string, status: string, name: string, price: { amount: string }, missingLanguages: string[], available: number }
const shop = await anApp(t, { template: 'demo' })
const staff = await staffOf(shop, ['products.read'])
const list = async (query: string) => (await staff<Page<Row>>('GET', `/v1/admin/products?${query}`)).body

t.test('200: newest first, counted when asked, page by page', async (t) => {
  const first = await list('limit=20&include=total')
  const seen = [...first.items]
  for (let cursor = first.nextCursor; cursor !== null;) {
    const page = await list(`limit=20&cursor=${cursor}`)
    seen.push(...page.items)
    cursor = page.nextCursor
  }
  t.equal(seen.length, first.total)
  t.equal(new Set(seen.map(({ id }) => id)).size, first.total)
  t.same(seen.map(({ id }) => id), seen.map(({ id }) => id).toSorted().toReversed())
})

t.test('200: found by a name in any language, by a SKU, by the code', async (t) => {
  for (const q of ['teapot', '茶壶', 'mer-teapot-grn', 'cast-iron-tea']) {
    t.ok((await list(`q=${encodeURIComponent(q)}`)).items.some(({ code }) => code === 'cast-iron-teapot'), q)
  }
  t.same((await list('q=%25&include=total')).total, 0)
})

t.test('200: what is withdrawn is still here, and what lacks a language says which', async (t) => {
  await shop.pool`update products set status = 'draft' where code = 'cast-iron-teapot'`
  t.same((await list('status=draft')).items.map(({ code }) => code), ['cast-iron-teapot'])
  t.equal((await list('limit=100')).items.filter(({ missingLanguages }) => missingLanguages.includes('fr')).length, 2)
})

t.test('401, 403: not for strangers, nor for staff without the permission', async (t) => {
  t.equal((await get<Problem>(shop, '/v1/admin/products')).status, 401)
  t.equal((await (await staffOf(shop, ['orders.read']))('GET', '/v1/admin/products')).status, 403)
})

t.test('422: a status there is not, a cursor of another list', async (t) => {
  for (const query of ['status=sold', 'cursor=abc', 'limit=0']) t.equal((await staff('GET', `/v1/admin/products?${query}`)).status, 422, query)
})
