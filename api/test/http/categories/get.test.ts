// GET /v1/categories and /v1/categories/{idOrSlug}: the tree, one branch, and what is not there.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, staffOf, type Problem, type Product } from '../../support/catalogue.ts'

interface Category { id: string, parentId: string | null, slug: string, name: string, productCount: number, alternates: Record<string, string>, children: Category[], breadcrumbs?: Array<{ name: string }> }
const shop = await anApp(t, { template: 'demo' })

t.test('200: six shelves of two levels, counted, in the language asked for', async (t) => {
  const { body: { items }, headers } = await get<{ items: Category[] }>(shop, '/v1/categories?locale=ar')
  t.equal(items.length, 6)
  t.ok(items.every(({ children }) => children.length >= 2))
  t.equal(items[0]?.name, 'المائدة')
  t.match(headers['cache-tag'], /categories/)
  for (const shelf of items) t.equal(shelf.productCount, shelf.children.reduce((sum, { productCount }) => sum + productCount, 0), shelf.slug)
})

t.test('200: one branch by id and by slug of any language, with the way up', async (t) => {
  const { body } = await get<Category>(shop, '/v1/categories/tee?locale=de')
  t.same(body.breadcrumbs?.map(({ name }) => name), ['Tisch', 'Tee'])
  t.equal((await get<Category>(shop, `/v1/categories/${body.id}`)).body.slug, 'tea')
  t.equal((await get<Category>(shop, '/v1/categories/tee?locale=en')).body.slug, 'tea')
})

t.test('a language that is switched off is no address of a category, as of a product', async (t) => {
  const staff = await staffOf(shop)
  const french = (await get<Category>(shop, '/v1/categories/tee')).body.alternates['fr'] ?? ''
  await staff('PATCH', '/v1/admin/localization/languages/fr', { enabled: false })
  t.equal((await get(shop, `/v1/categories/${french}`)).status, 404)
  const { body: { items: [shelf] } } = await get<{ items: [Category] }>(shop, '/v1/categories')
  const { alternates } = (await get<Product>(shop, '/v1/products/cast-iron-teapot')).body
  for (const found of [shelf, ...shelf.children, (await get<Category>(shop, '/v1/categories/tee')).body]) t.same(Object.keys(found.alternates).toSorted(), Object.keys(alternates).toSorted(), found.slug)
  await staff('PATCH', '/v1/admin/localization/languages/fr', { enabled: true })
  t.equal((await get(shop, `/v1/categories/${french}`)).status, 200)
})

t.test('404: unknown and malformed', async (t) => {
  for (const name of ['nowhere', '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11', '0199']) {
    const { status, body } = await get<Problem>(shop, `/v1/categories/${name}`)
    t.same([status, body.code], [404, 'category_not_found'])
  }
})
