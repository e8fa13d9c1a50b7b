// A change reaches the pages: signed, at once, and never overtaken by an older render.
import { createHmac } from 'node:crypto'
import t from 'tap'
import { isSigned } from '../../server/purge.ts'
import { aStorefront, anApi, FRONT_SECRET, page, type Storefront } from './support.ts'

const sign = (body: string, seconds = Math.floor(Date.now() / 1000), secret = FRONT_SECRET): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`

async function send (shop: Storefront, body: string, signature?: string): Promise<Response> {
  return await fetch(`${shop.url}/_purge`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...(signature ? { 'x-tradewind-signature': signature } : {}) } })
}

const purge = async (shop: Storefront, ...tags: string[]): Promise<unknown> => {
  const body = JSON.stringify({ tags })
  return await (await send(shop, body, sign(body))).json()
}

t.test('only the pages with the tag are made anew', async (t) => {
  const shop = await aStorefront(t, {
    api: await anApi(t),
    render: (ask, times) => page(`${ask.url} ${times}`, { 'x-publishable': '1', 'cache-tag': ask.url.endsWith('teapot') ? 'product:1 shell' : 'product:2 shell' })
  })
  const texts = async (): Promise<string[]> => await Promise.all(['/en/p/teapot', '/en/p/bag'].map(async (path) => await (await shop.get(path)).text()))
  t.same(await texts(), ['/en/p/teapot 1', '/en/p/bag 1'])
  t.same(await purge(shop, 'product:1', 'product:3'), { stale: 1 })
  t.same(await texts(), ['/en/p/teapot 2', '/en/p/bag 1'])
  t.same(await purge(shop, 'shell'), { stale: 2 })
  t.same(await texts(), ['/en/p/teapot 3', '/en/p/bag 2'])
})

t.test('stale pages are made anew without a visitor', async (t) => {
  const shop = await aStorefront(t, { api: await anApi(t), render: (ask, times) => page(String(times), { 'x-publishable': '1', 'cache-tag': 'shell' }) })
  await shop.get('/en/')
  await purge(shop, 'shell')
  while (shop.made('/en/') < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  t.equal(await (await shop.get('/en/')).text(), '2')
  t.equal(shop.made('/en/'), 2)
})

t.test('a render that a purge overtakes is not kept', async (t) => {
  let price = 10
  const started = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const shop = await aStorefront(t, {
    api: await anApi(t),
    render: async () => {
      const seen = price
      started.resolve()
      if (seen === 10) await gate.promise
      return page(`price ${seen}`, { 'x-publishable': '1', 'cache-tag': 'product:1' })
    }
  })
  const early = shop.get('/en/p/teapot')
  await started.promise
  price = 12
  await purge(shop, 'product:1')
  const late = shop.get('/en/p/teapot')
  t.equal(await (await late).text(), 'price 12', 'who asks after the change does not wait for the old answer')
  gate.resolve()
  t.equal(await (await early).text(), 'price 10')
  t.equal(await (await shop.get('/en/p/teapot')).text(), 'price 12')
})

t.test('a page that is gone or moved leaves the shelf', async (t) => {
  let status = 200
  const shop = await aStorefront(t, {
    api: await anApi(t),
    render: () => page('teapot', { 'x-publishable': '1', 'cache-tag': 'product:1', ...(status === 308 ? { location: '/en/p/new-teapot' } : {}) }, status)
  })
  t.equal((await shop.get('/en/p/teapot')).status, 200)
  status = 308
  await purge(shop, 'product:1')
  const moved = await shop.get('/en/p/teapot')
  t.equal(moved.status, 308)
  t.equal(moved.headers.get('location'), '/en/p/new-teapot')
  t.match(await (await fetch(`${shop.url}/_health`)).json(), { published: 0 })
})

t.test('the sitemaps say what is published ahead of the visitors', async (t) => {
  const urls = (...paths: string[]): string => paths.map((path) => `<url><loc>https://shop.example${path}</loc></url>`).join('')
  const xml: Record<string, string> = { '/sitemap.xml': urls('/sitemap-en.xml', '/sitemap-zh.xml'), '/sitemap-en.xml': urls('/en/', '/en/p/teapot'), '/sitemap-zh.xml': urls('/zh/', '/zh/p/茶壶') }
  const shop = await aStorefront(t, {
    api: await anApi(t),
    environment: { STOREFRONT_PUBLISH: 'all' },
    render: (ask) => page(xml[ask.url] ?? ask.url, { 'x-publishable': '1', 'cache-tag': 'shell', ...(xml[ask.url] ? { 'content-type': 'application/xml' } : {}) })
  })
  const published = async (): Promise<number> => (await (await fetch(`${shop.url}/_health`)).json() as { published: number }).published
  while (await published() < 10) await new Promise((resolve) => setTimeout(resolve, 20))
  t.same([...new Set(shop.asks.map((ask) => ask.url))].sort(), [
    '/en/', '/en/new', '/en/p/teapot', '/robots.txt', '/sitemap-en.xml', '/sitemap-zh.xml', '/sitemap.xml', '/zh/', '/zh/new', '/zh/p/%E8%8C%B6%E5%A3%B6'
  ])
})

t.test('nobody but the API purges', async (t) => {
  const shop = await aStorefront(t, { api: await anApi(t) })
  await shop.get('/en/')
  const body = JSON.stringify({ tags: ['shell'] })
  const seconds = Math.floor(Date.now() / 1000)
  const refused: [string, string | undefined][] = [
    ['unsigned', undefined],
    ['another secret', sign(body, seconds, 'guessed by a stranger')],
    ['another body', sign('{"tags":[]}')],
    ['an old letter', sign(body, seconds - 301)],
    ['a letter from the future', sign(body, seconds + 301)],
    ['no form', 'v1=00'],
    ['cut short', sign(body).slice(0, -2)]
  ]
  for (const [why, signature] of refused) t.equal((await send(shop, body, signature)).status, 401, why)
  t.equal(shop.made('/en/'), 1)
  for (const bad of ['', '{', '{"tags":"shell"}', '{"tags":[1]}']) t.equal((await send(shop, bad, sign(bad))).status, 422, bad)
  t.ok(isSigned(FRONT_SECRET, sign(body, seconds - 299), Buffer.from(body), seconds * 1000))
})
