// What a page weighs, and what machines read on it: budgets from the wire, twins in other languages, facts equal to what is seen.
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { openStorefront, productPath, visitor } from './support.ts'

const shop = await openStorefront(t)
const KB = 1024

interface Weight { script: number, style: number, html: number, fonts: number, fontFiles: number }

async function weigh (path: string): Promise<Weight> {
  const page = await visitor(shop, { width: 1280 })
  const weight: Weight = { script: 0, style: 0, html: 0, fonts: 0, fontFiles: 0 }
  const reading: Array<Promise<void>> = []
  page.on('response', (response) => {
    const type = response.request().resourceType()
    if (!['script', 'stylesheet', 'document', 'font'].includes(type) || response.url().includes('__fonts')) return
    reading.push((async () => {
      const body = await response.body()
      if (type === 'script') weight.script += gzipSync(body).length
      if (type === 'stylesheet') weight.style += gzipSync(body).length
      if (type === 'font') { weight.fonts += body.length; weight.fontFiles += 1 }
      if (type === 'document') {
        weight.html += gzipSync(body).length
        for (const [, script = ''] of body.toString().matchAll(/<script>(.*?)<\/script>/gs)) weight.script += gzipSync(script).length
      }
    })())
  })
  await page.goto(shop.storefront + path, { waitUntil: 'networkidle' })
  await Promise.all(reading)
  await page.context().close()
  return weight
}

for (const [name, path] of [['home', '/en/'], ['list', '/en/new'], ['product', await productPath(shop, 'en', 'cast-iron-teapot')], ['search', '/en/search?q=tea'], ['list in Arabic', '/ar/new']] as const) {
  t.test(`${name} is light`, async (t) => {
    const { script, style, html, fonts, fontFiles } = await weigh(path)
    t.comment(`${name}: script ${script}, style ${style}, html ${html}, fonts ${fonts}`)
    t.ok(script > 0 && script <= 12 * KB, `script ${script}`)
    t.ok(style > 0 && style <= 14 * KB, `style ${style}`)
    t.ok(html <= 20 * KB, `html ${html}`)
    t.ok(fonts <= 60 * KB && fontFiles <= 2, `${fontFiles} fonts of ${fonts}`)
  })
}

const text = async (path: string): Promise<string> => await (await fetch(shop.storefront + path)).text()
const twins = (html: string): Map<string, string> => new Map([...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g)].map(([, language = '', url = '']) => [language, url]))

t.test('every language names every other, and is named back', async (t) => {
  const languages = ['en', 'de', 'fr', 'es', 'zh', 'ja', 'ar']
  for (const path of ['/en/', '/en/new', '/en/c/table', await productPath(shop, 'en', 'cast-iron-teapot')]) {
    const all = twins(await text(path))
    t.same([...all.keys()].sort(), [...languages, 'x-default'].sort(), path)
    t.equal(all.get('x-default'), all.get('en'))
    for (const url of all.values()) {
      const html = await text(url.slice(new URL(url).origin.length))
      t.same(twins(html), all, url)
      t.match(html, `<link rel="canonical" href="${url}"`)
    }
  }
})

t.test('a product not yet in French is shown in its own language, and says so to readers and machines', async (t) => {
  const french = await (await fetch(`${shop.api}/v1/products?locale=fr&limit=100`)).json() as { items: Array<{ slug: string, language: string, name: string }> }
  const [left] = french.items.filter(({ language }) => language !== 'fr')
  t.ok(left)
  const html = await text(`/fr/p/${left?.slug}`)
  t.match(html, /<h1[^>]* lang="en" dir="ltr"/)
  t.match(html, /n’existe pas encore en français/)
  t.equal(twins(html).has('fr'), false)
  t.match(html, `<link rel="canonical" href="${twins(html).get('en')}"`)
})

t.test('the facts for machines are the facts on the page', async (t) => {
  const page = await visitor(shop)
  await page.goto(shop.storefront + await productPath(shop, 'de', 'cast-iron-teapot'))
  const facts = (await page.locator('script[type="application/ld+json"]').allTextContents()).map((one) => JSON.parse(one) as Record<string, never>)
  const group = facts.find((one) => one['@type'] === 'ProductGroup') as { name: string, hasVariant: Array<{ sku: string, offers: { price: string, priceCurrency: string, availability: string } }> } | undefined
  t.equal(group?.name, await page.locator('h1').textContent())
  t.equal(group?.hasVariant.length, 6)
  for (const { sku, offers } of group?.hasVariant ?? []) {
    const shown = await page.locator(`[data-variant="${sku}"] [data-c=${offers.priceCurrency}] [data-amount] bdi`).first().textContent()
    t.equal(shown?.replace(/[^\d,]/g, '').replace(',', '.'), offers.price, sku)
    const stock = await page.locator(`[data-variant="${sku}"] [data-stock]`).textContent()
    t.equal(offers.availability.endsWith('OutOfStock'), stock === 'Nicht vorrätig', sku)
  }
  const trail = facts.find((one) => one['@type'] === 'BreadcrumbList') as { itemListElement: Array<{ name: string }> } | undefined
  t.same(trail?.itemListElement.map(({ name }) => name), (await page.locator('.crumbs a, .crumbs [aria-current]').allTextContents()))
})

t.test('the maps hold every page of every language, and nothing personal', async (t) => {
  const index = await text('/sitemap.xml')
  const maps = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => new URL(url).pathname)
  t.equal(maps.length, 7)
  const map = await text('/sitemap-zh.xml')
  t.equal([...map.matchAll(/<loc>[^<]*\/zh\/p\//g)].length, 51)
  t.match(map, /<image:loc>/)
  t.match(map, /hreflang="x-default"/)
  t.notMatch(map, /\/(cart|checkout|orders|account)/)
  const [address] = [...map.matchAll(/<loc>([^<]*\/zh\/p\/[^<]*)<\/loc>/g)].map(([, url = '']) => new URL(url).pathname)
  t.equal((await fetch(shop.storefront + (address ?? ''))).status, 200)
  t.match(await text('/robots.txt'), /Disallow: \/en\/checkout/)
})

t.test('lost, moved and foreign addresses', async (t) => {
  const lost = await fetch(`${shop.storefront}/fr/p/jamais-vu`)
  t.equal(lost.status, 404)
  t.match(await lost.text(), /Cette page a changé d’adresse/)
  const moved = await fetch(`${shop.storefront}/de/p/cast-iron-teapot?variant=MER-TEAPOT-BLK-05`, { redirect: 'manual' })
  t.equal(moved.status, 308)
  t.equal(moved.headers.get('location'), `${await productPath(shop, 'de', 'cast-iron-teapot')}?variant=MER-TEAPOT-BLK-05`)
  const home = await fetch(`${shop.storefront}/`, { redirect: 'manual', headers: { 'accept-language': 'ja;q=0.9, pt' } })
  t.equal(home.headers.get('location'), '/ja/')
  t.equal((await fetch(`${shop.storefront}/xx/`)).status, 404)
})

t.test('filters are addresses, can be taken off, and prices are asked in the shopper\'s currency', async (t) => {
  const page = await visitor(shop)
  await page.context().addCookies([{ name: 'currency', value: 'JPY', url: shop.storefront }])
  await page.goto(`${shop.storefront}/en/c/table`)
  const all = await page.locator('[data-card]').count()
  await page.locator('[data-filters] summary').click()
  await page.locator('[name=maxPrice]').fill('5000')
  await page.locator('[data-filters] details button').click()
  await page.waitForURL(/currency=JPY/)
  const some = await page.locator('[data-card]').count()
  t.ok(some > 0 && some < all, `${some} of ${all}`)
  await page.locator('a.chip', { hasText: 'Up to ¥5,000' }).click()
  await page.waitForURL((url) => url.search === '')
  t.equal(await page.locator('[data-card]').count(), all)
  await page.goto(`${shop.storefront}/en/new`)
  await page.locator('a[rel=next]').click()
  await page.waitForURL(/cursor=/)
  t.ok(await page.locator('[data-card]').count() > 0)
})
