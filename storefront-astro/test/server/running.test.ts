// The running shop under strain: strangers' cookies, an API that dies, a storefront that starts anew.
import t from 'tap'
import { openShop } from '../../../api/test/support/shop.ts'
import { setOf } from './real-shop.ts'

t.test('the running shop', { timeout: 240_000 }, async (t) => {
  const shop = await openShop(t, { fronts: ['storefront'] })
  const { allPaths, read } = await setOf(shop)
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> => await fetch(shop.storefront + path, { headers, redirect: 'manual' })

  t.test('two visitors never see each other\'s bag', async (t) => {
    const teapot = await read('/v1/products/cast-iron-teapot?locale=en')
    const cart = await (await fetch(`${shop.storefront}/v1/cart/items`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ variantId: teapot.variants[0]?.id, quantity: 1 })
    })).json() as { token: string }
    const ann = { cookie: `cart_token=${cart.token}; cart_count=1` }

    const hers = await get('/en/cart', ann)
    t.match(await hers.text(), /Cast-iron teapot/)
    t.equal(hers.headers.get('cache-control'), 'private, no-store')
    t.notMatch(await (await get('/en/cart')).text(), /Cast-iron teapot/, 'the next visitor has a bag of his own')

    for (const path of (await allPaths()).filter((_, index) => index % 9 === 0)) {
      const first = await get(path, ann)
      t.notOk(first.headers.has('set-cookie'), path)
      const [withHers, without] = [await first.text(), await (await get(path)).text()]
      t.equal(withHers, without, path)
      t.notOk(withHers.includes(cart.token))
    }
  })

  t.test('every page runs under its content policy: nothing inline that is not named by hash', async (t) => {
    const page = await shop.page()
    const faults: string[] = []
    page.on('console', (message) => { if (/Content Security Policy|Content-Security-Policy/i.test(message.text())) faults.push(message.text()) })
    page.on('pageerror', (error) => faults.push(error.message))
    for (const path of ['/en/', '/ar/new', '/zh/cart', '/en/checkout', '/en/search?q=tea', '/en/p/cast-iron-teapot', '/en/nowhere']) await page.goto(shop.storefront + path)
    t.same(faults, [])
    await page.context().close()
  })

  t.test('one address each: slashes, languages, trackers', async (t) => {
    t.match([(await get('/en')).status, (await get('/en')).headers.get('location')], [308, '/en/'])
    t.match([(await get('/en/new/?utm_source=x')).status, (await get('/en/new/?utm_source=x')).headers.get('location')], [308, '/en/new?utm_source=x'])
    const etags = await Promise.all(['', '?utm_source=x', '?gclid=1&anything=2'].map(async (query) => (await get(`/en/new${query}`)).headers.get('etag')))
    await get('/en/new')
    t.equal(new Set(etags.filter(Boolean)).size <= 1, true)
    t.equal((await get('/', { 'accept-language': 'zh-CN,zh;q=0.9' })).headers.get('location'), '/zh/')
  })

  t.test('the API dies: published pages stay, others ask for patience, and all is well when it is back', async (t) => {
    await (await get('/en/')).text()
    await shop.kill('api')
    t.equal((await get('/en/')).status, 200)
    for (const path of ['/zh/cart', '/ar/search?q=x', '/de/c/tisch?sort=price']) {
      const reply = await get(path)
      t.equal(reply.status, 503, path)
      t.match(reply.headers.get('retry-after'), /^\d+$/)
      const body = await reply.text()
      t.match(body, new RegExp(`<html[^>]* lang="${path.slice(1, 3)}"`))
      t.notMatch(body, /ECONN|at .*\.(ts|mjs):\d/)
    }
    t.match(await (await get('/v1/products')).json(), { status: 503, code: 'api_away' })
    await shop.start('api')
    t.equal((await get('/zh/cart')).status, 200)
  })

  t.test('a storefront that died starts with no page it cannot vouch for', async (t) => {
    await shop.kill('storefront')
    await shop.start('storefront')
    t.match(await (await get('/_health')).json(), { published: 0 })
    t.equal((await get('/en/')).status, 200)
    t.equal((await get('/en/')).headers.has('etag'), true)
  })

  t.test('what is served is small and packed', async (t) => {
    const html = await (await get('/en/', { 'accept-encoding': 'identity' })).text()
    for (const [, asset = ''] of html.matchAll(/(?:src|href)="(\/_astro\/[^"]+\.(?:js|css))"/g)) {
      const reply = await get(asset, { 'accept-encoding': 'br' })
      t.equal(reply.headers.get('cache-control'), 'public, max-age=31536000, immutable', asset)
      const size = (await reply.text()).length
      if (size > 512) t.equal(reply.headers.get('content-encoding'), 'br', asset)
    }
  })
})
