// Pages at rest: served from files, asked again cheaply, and never somebody else's.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { aStorefront, anApi, page, plainPage } from './support.ts'

t.test('a page is made once and then served from its file, packed, with a strong tag', async (t) => {
  const api = await anApi(t)
  const long = 'warm paper ground '.repeat(200)
  const shop = await aStorefront(t, { api, render: (ask, times) => page(`${times} ${long}`, { 'x-publishable': '1', 'cache-tag': 'shell', 'content-language': 'en' }) })

  await (await shop.get('/en/p/teapot')).text()
  const reply = await shop.get('/en/p/teapot', { 'accept-encoding': 'br' })
  t.equal(await reply.text(), `1 ${long}`)
  t.equal(reply.headers.get('content-encoding'), 'br')
  t.match(reply.headers.get('etag'), /^"[\w-]{22}-br"$/)
  t.equal(reply.headers.get('cache-control'), 'public, max-age=0, must-revalidate')
  t.equal(reply.headers.get('content-language'), 'en')
  t.notOk(reply.headers.has('x-publishable') || reply.headers.has('cache-tag'), 'what the server says to itself stays there')

  const again = await shop.get('/en/p/teapot', { 'accept-encoding': 'br', 'if-none-match': `W/"x", ${reply.headers.get('etag')}` })
  t.equal(again.status, 304)
  const plain = await shop.get('/en/p/teapot', { 'accept-encoding': 'br;q=0' })
  t.not(plain.headers.get('etag'), reply.headers.get('etag'))
  t.notOk(plain.headers.has('content-encoding'))
  t.equal((await fetch(`${shop.url}/en/p/teapot`, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } })).headers.get('content-length'), String(`1 ${long}`.length))
  t.equal(shop.made('/en/p/teapot'), 1)
})

t.test('a flood of unknown parameters makes no second page', async (t) => {
  const shop = await aStorefront(t, { api: await anApi(t) })
  for (let round = 0; round < 10; round++) {
    await Promise.all(Array.from({ length: 50 }, async (_, index) => await (await shop.get(`/en/c/table?flood=${round}-${index}`)).text()))
  }
  t.equal(shop.asks.length, 1)
  t.match(await (await fetch(`${shop.url}/_health`)).json(), { published: 1 })
})

t.test('a filter asked for by many at once is rendered once, and no filter is kept', async (t) => {
  const shop = await aStorefront(t, { api: await anApi(t), render: async (ask, times) => await sleep(5, plainPage(ask, times)) })
  await Promise.all(Array.from({ length: 50 }, async () => await (await shop.get('/en/c/table?sort=price')).text()))
  t.ok(shop.made('/en/c/table?sort=price') < 25, 'those who ask at once share an answer')
  for (let index = 0; index < 200; index++) await (await shop.get(`/en/c/table?minPrice=${index}`)).text()
  t.match(await (await fetch(`${shop.url}/_health`)).json(), { published: 0 })
})

t.test('too many wanted at once: the rest are told to come back', async (t) => {
  let open = (): void => {}
  const gate = new Promise<void>((resolve) => { open = resolve })
  const shop = await aStorefront(t, { api: await anApi(t), render: async (ask, times) => { await gate; return plainPage(ask, times) } })
  const replies = Promise.all(Array.from({ length: 300 }, async (_, index) => await shop.get(`/en/c/table?minPrice=${index}`)))
  setTimeout(open, 500)
  const statuses = (await replies).map((reply) => reply.status)
  t.ok(statuses.filter((status) => status === 200).length >= 256)
  t.ok(statuses.includes(503))
  t.ok((await replies).filter((reply) => reply.status === 503).every((reply) => reply.headers.get('retry-after') === '5'))
})

t.test('two visitors never see each other: cookies reach personal pages only, and nothing with a cookie is kept', async (t) => {
  const shop = await aStorefront(t, {
    api: await anApi(t),
    render: (ask, times) => page(`cookie: ${String(ask.headers?.cookie)}`, { 'x-publishable': '1', 'cache-tag': 'shell', ...(ask.url === '/en/p/leaky' ? { 'set-cookie': ['session=ann'] } : {}) })
  })
  const ann = { cookie: 'cart_token=ann' }
  for (const path of ['/en/', '/en/c/table', '/en/c/table?sort=price', '/en/p/teapot', '/en/nowhere', '/sitemap.xml']) {
    t.equal(await (await shop.get(path, ann)).text(), 'cookie: undefined', path)
    t.equal(await (await shop.get(path)).text(), 'cookie: undefined', path)
  }
  for (const path of ['/', '/en/cart', '/en/checkout', '/en/search?q=tea', '/en/orders/1?token=t']) {
    const hers = await shop.get(path, ann)
    t.equal(await hers.text(), 'cookie: cart_token=ann', path)
    t.equal(hers.headers.get('cache-control'), 'private, no-store', path)
    t.equal(await (await shop.get(path, { cookie: 'cart_token=bob' })).text(), 'cookie: cart_token=bob', path)
  }
  for (let times = 1; times <= 2; times++) {
    const reply = await shop.get('/en/p/leaky', ann)
    t.equal(reply.headers.get('cache-control'), 'private, no-store')
    t.equal(shop.made('/en/p/leaky'), times, 'a page that sets a cookie is made anew for the next visitor')
  }
})

t.test('a form is taken by personal pages only, and not a large one', async (t) => {
  const shop = await aStorefront(t, { api: await anApi(t), render: (ask) => page(`${ask.method} ${String(ask.body)} for ${ask.visitor}`, { location: '/en/cart' }, 303) })
  const post = async (path: string, body: string): Promise<Response> => await fetch(shop.url + path, {
    method: 'POST', body, redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': '203.0.113.9' }
  })
  const reply = await post('/en/cart/add', 'variant=1')
  t.equal(reply.status, 303)
  t.equal(await reply.text(), 'POST variant=1 for 127.0.0.1')
  t.equal((await post('/en/p/teapot', 'variant=1')).status, 405)
  t.equal((await post('/en/cart/add', 'x'.repeat(70_000))).status, 413)
})

t.test('with the API away published pages stay, others say when to come back, in the visitor\'s language', async (t) => {
  const api = await anApi(t)
  let away = false
  const shop = await aStorefront(t, { api, render: (ask, times) => away ? page('', {}, 500) : plainPage(ask, times) })
  await (await shop.get('/en/')).text()
  t.equal((await shop.get('/en/cart')).status, 200)

  await api.stop()
  away = true
  t.equal((await shop.get('/en/')).status, 200)
  const reply = await shop.get('/ar/p/teapot')
  t.equal(reply.status, 503)
  t.equal(reply.headers.get('retry-after'), '5')
  t.equal(reply.headers.get('cache-control'), 'no-store')
  t.match(await reply.text(), /lang="ar" dir="rtl"/)
  t.equal((await shop.get('/_trouble.css')).status, 200)
})

t.test('a page that breaks while the API is well is our fault, says so and shows no stack', async (t) => {
  const shop = await aStorefront(t, { api: await anApi(t), render: () => { throw new Error('secret of the house') } })
  const reply = await shop.get('/de/p/teekanne')
  t.equal(reply.status, 500)
  const body = await reply.text()
  t.match(body, /schiefgegangen/)
  t.notMatch(body, /secret of the house/)
})

t.test('every page says what a browser may run, and who may frame it', async (t) => {
  const shop = await aStorefront(t, { api: await anApi(t), environment: { PUBLIC_STOREFRONT_URL: 'https://shop.example' } })
  for (const path of ['/en/', '/en/', '/en/cart', '/en/%2e%2e', '/_trouble.css']) {
    const { headers } = await shop.get(path)
    const policy = headers.get('content-security-policy') ?? ''
    t.match(policy, /script-src 'self' 'sha256-[\w+/=]{44}';/, path)
    t.match(policy, /frame-ancestors 'none'/)
    t.notMatch(policy, /unsafe/)
    t.equal(headers.get('x-content-type-options'), 'nosniff')
    t.match(headers.get('strict-transport-security'), /max-age=31536000/)
  }
})
