// GET and PATCH /v1/admin/products/{id}: the editing page and what may be saved from it.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, staffOf, walk, type Card, type Page, type Problem, type Product, type StaffProduct } from '../../support/catalogue.ts'

const shop = await anApp(t, { template: 'demo' })
const staff = await staffOf(shop, ['products.read', 'products.write'])
const { body: { items: [teapot, other] } } = await get<{ items: [Card, Card] }>(shop, '/v1/products?q=tea')
const url = `/v1/admin/products/${teapot.id}`
const patch = async (body: object, headers: Record<string, string> = {}) => await staff<StaffProduct & Problem>('PATCH', url, body, headers)

t.test('200: the page holds every language and every currency with its why', async (t) => {
  const { status, body, headers } = await staff<StaffProduct>('GET', url)
  t.equal(status, 200)
  t.equal(headers.etag, `"${body.version}"`)
  t.same(body.texts.map(({ language }) => language), ['en', 'de', 'fr', 'es', 'zh', 'ja', 'ar'])
  t.ok(body.can.includes('edit'))
  const yen = body.variants[0]?.prices.find(({ currency }) => currency === 'JPY')
  t.match(yen, { source: /fixed|converted/, converted: { rate: '171.94', price: { currency: 'JPY' } } })
  t.same((await (await staffOf(shop, ['products.read']))<StaffProduct>('GET', url)).body.can, [], 'who only reads can do nothing')
})

t.test('200: a text saved is on the page, in the list and in the search at once, and its version has grown', async (t) => {
  const { body: before } = await staff<StaffProduct>('GET', url)
  const { status, body } = await patch({ texts: { de: { name: 'Kännchen für Ömer', slug: 'kaennchen' } } }, { 'if-match': `"${before.version}"` })
  t.equal(status, 200)
  t.equal(body.version, before.version + 1)
  t.equal((await get<Product>(shop, '/v1/products/kaennchen?locale=de')).body.name, 'Kännchen für Ömer')
  t.same((await get<Page<Card>>(shop, '/v1/products?locale=de&q=omer')).body.items.map(({ id }) => id), [teapot.id])
  const [entry] = await shop.pool<{ action: string, before: object, after: { texts: Array<{ name: string }> } }[]>`
    select action, before, after from audit_log where object_id = ${teapot.id} order by id desc limit 1`
  t.match(entry, { action: 'product.changed', after: { texts: [{ name: 'Kännchen für Ömer' }] } })
})

t.test('200: what could harm a shopper is taken out of a description', async (t) => {
  const nasty = '<h1>Big</h1><p onclick="x()">Iron<script>alert(1)</script> <a href="javascript:x()">a</a> <a href="https://example.com" target="_blank">b</a></p><img src=x onerror=x()><ul><li>one</li></ul>'
  await patch({ texts: { en: { description: nasty } } })
  t.equal((await get<Product>(shop, `/v1/products/${teapot.id}`)).body.description, 'Big<p>Iron <a>a</a> <a href="https://example.com">b</a></p><ul><li>one</li></ul>')
})

t.test('200: pictures change their order and their words', async (t) => {
  const { body: before } = await staff<StaffProduct>('GET', url)
  const wanted = before.pictures.toReversed().map(({ id }) => ({ id, alt: { en: `Picture ${id}` } }))
  const { body } = await patch({ pictures: wanted })
  t.same(body.pictures.map(({ id }) => id), wanted.map(({ id }) => id))
  t.equal(body.pictures[0]?.alts.en, wanted[0]?.alt.en)
  t.equal(body.pictures[0]?.alts.de, before.pictures.at(-1)?.alts.de, 'the other languages stay')
  t.match((await get<Page<Card & { image: { alt: string } }>>(shop, '/v1/products?q=tea')).body.items.find(({ id }) => id === teapot.id)?.image.alt, wanted[0]?.alt.en)
})

t.test('200: a product taken from the shelf is gone at once and comes back with its old date', async (t) => {
  const listed = async () => (await walk<Card>(shop, '/v1/products', 100)).find(({ id }) => id === teapot.id)
  const before = await listed()
  t.same((await patch({ status: 'archived' })).body.can, ['restore', 'edit', 'set_prices'])
  t.equal(await listed(), undefined)
  await patch({ status: 'active' })
  t.equal((await listed())?.publishedAt, before?.publishedAt)
})

t.test('200: a new language needs no more than a name', async (t) => {
  await shop.pool`delete from product_localized_details where product_id = ${teapot.id} and language = 'es'`
  t.match((await patch({ texts: { es: { origin: 'Japón' } } })).body, { status: 422, errors: [{ path: '/texts/es/name' }] })
  const { body } = await patch({ texts: { es: { name: 'Tetera ñandú' } } })
  t.match(body.texts.find(({ language }) => language === 'es'), { exists: true, slug: 'tetera-nandu', missing: ['shortDescription', 'description', 'seoTitle', 'seoDescription'] })
})

t.test('409: a slug of another product; a product without words cannot be sold', async (t) => {
  t.match((await patch({ texts: { en: { slug: other.slug } } })).body, { code: 'slug_taken', status: 409 })
  for (let round = 0; round < 5; round += 1) {
    const both = await Promise.all([teapot.id, other.id].map(async (id) => await staff<Problem>('PATCH', `/v1/admin/products/${id}`, { texts: { ja: { slug: `同時-${round}` } } })))
    t.same(both.map(({ status }) => status).toSorted(), [200, 409], 'two products reach for one slug at once')
    t.match(both.find(({ status }) => status === 409)?.body, { code: 'slug_taken', errors: [{ path: '/texts/ja/slug' }] })
  }
  await shop.pool`delete from product_localized_details where product_id = ${other.id}`
  t.match((await staff<Problem>('PATCH', `/v1/admin/products/${other.id}`, { status: 'active' })).body, { code: 'not_publishable' })
})

t.test('412: somebody else was faster', async (t) => {
  t.match((await patch({ texts: { en: { name: 'x' } } }, { 'if-match': '"1"' })).body, { code: 'version_mismatch', status: 412 })
  t.equal((await patch({ texts: { en: { name: 'x' } } }, { 'if-match': 'W/"x"' })).status, 412)
  const { body } = await staff<StaffProduct>('GET', url)
  const both = await Promise.all(['A', 'B'].map(async (name) => await patch({ texts: { en: { name } } }, { 'if-match': `"${body.version}"` })))
  t.same(both.map(({ status }) => status).toSorted(), [200, 412])
})

t.test('401, 403, 404', async (t) => {
  t.equal((await shop.app.inject({ method: 'PATCH', url, payload: {} })).statusCode, 401)
  t.equal((await (await staffOf(shop, ['products.read', 'media.read']))('PATCH', url, { status: 'draft' })).status, 403)
  for (const id of ['01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11', 'nope']) {
    t.match((await staff<Problem>('PATCH', `/v1/admin/products/${id}`, { status: 'draft' })).body, { status: 404, code: 'product_not_found' })
    t.match((await staff<Problem>('GET', `/v1/admin/products/${id}`)).body, { status: 404, code: 'product_not_found' })
  }
})

t.test('422: fields that are not, slugs that are none, pictures of others, languages unknown', async (t) => {
  const bad: Array<[object, string]> = [
    [{}, ''], [{ price: 1 }, '/price'], [{ texts: { en: { nmae: 'x' } } }, '/texts/en/nmae'], [{ texts: { en: { name: '' } } }, '/texts/en/name'],
    [{ texts: { en: { slug: 'Two Words' } } }, '/texts/en/slug'], [{ texts: { en: { slug: 'a--b' } } }, '/texts/en/slug'], [{ texts: { en: { slug: other.id } } }, '/texts/en/slug'],
    [{ texts: { tlh: { name: 'x' } } }, '/texts/tlh'], [{ pictures: [] }, '/pictures'], [{ pictures: [{ id: other.id }] }, '/pictures'], [{ status: 'sold' }, '/status']
  ]
  for (const [body, path] of bad) {
    const reply = await patch(body)
    t.equal(reply.status, 422, JSON.stringify(body))
    if (path !== '') t.equal(reply.body.errors?.[0]?.path, path, JSON.stringify(body))
  }
})
