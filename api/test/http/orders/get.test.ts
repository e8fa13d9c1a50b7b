// GET /v1/orders and /v1/orders/{id}: the buyer's own, and for strangers the answer of an unknown one.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aFullCart, anOrder, aVariant, call, staffToken } from '../../support/commerce.ts'
import { newId } from '../../../src/shared/ids.ts'

const shop = await anApp(t, { template: 'demo' })
const variantId = await aVariant(shop.pool, 100)

t.test('200: a guest with the order\'s token', async (t) => {
  const { id, token } = await anOrder(shop, variantId, 2)
  const { statusCode, body, headers } = await call(shop, { url: `/v1/orders/${id}`, order: token })
  t.equal(statusCode, 200)
  t.equal(headers['cache-control'], 'no-store')
  t.match(body, { id, status: 'pending', items: [{ variantId, quantity: 2 }], timeline: [{ name: 'placed', actor: 'customer' }] })
  t.notOk(body.accessToken, 'the token is told once')
  t.match((await call(shop, { url: '/v1/orders', order: token })).body, { items: [{ id }], nextCursor: null })
})

t.test('200: who is signed in sees all of their own, newest first, page by page', async (t) => {
  const bearer = await staffToken(shop)
  const ids: string[] = []
  for (let count = 0; count < 3; count += 1) {
    const cart = await aFullCart(shop, variantId)
    const { statusCode, body } = await call(shop, { method: 'POST', url: '/v1/orders', cart, bearer, body: {} })
    t.equal(statusCode, 201)
    t.notOk(body.accessToken, 'no guest token for an account')
    ids.unshift(body.id)
  }
  const first = await call(shop, { url: '/v1/orders?limit=2', bearer })
  t.same(first.body.items.map(({ id }) => id), ids.slice(0, 2))
  const second = await call(shop, { url: `/v1/orders?limit=2&cursor=${first.body.nextCursor}`, bearer })
  t.same(second.body.items.map(({ id }) => id), ids.slice(2))
  t.equal(second.body.nextCursor, null)
  t.equal((await call(shop, { url: `/v1/orders/${ids[0]}`, bearer })).statusCode, 200)
})

t.test('404: a stranger\'s order, an unknown one and a malformed id look the same', async (t) => {
  const [mine, theirs] = [await anOrder(shop, variantId), await anOrder(shop, variantId)]
  const bearer = await staffToken(shop)
  const bodies = []
  for (const url of [`/v1/orders/${theirs.id}`, `/v1/orders/${newId()}`, '/v1/orders/shirt']) {
    for (const who of [{ order: mine.token }, { bearer }, {}]) {
      const { statusCode, body } = await call(shop, { url, ...who })
      t.equal(statusCode, 404)
      bodies.push({ ...body, requestId: '' })
    }
  }
  for (const body of bodies) t.same(body, bodies[0])
})

t.test('401: a list for nobody; 422: a cursor of another list', async (t) => {
  t.equal((await call(shop, { url: '/v1/orders' })).statusCode, 401)
  const { token } = await anOrder(shop, variantId)
  t.match(await call(shop, { url: '/v1/orders?cursor=abc', order: token }), { statusCode: 422, body: { code: 'invalid_cursor' } })
})
