// Somebody else's ids: in any path or body they are the very 404 of an id that nobody has, and nothing happens.
import t, { type Test } from 'tap'
import { fullValueOf, isRecord } from './values.ts'
import { isStaffs, NOBODY, resolve, type Operation, type Schema } from './document.ts'
import { anOrder } from '../support/commerce.ts'
import { EVERYBODYS } from './exceptions.ts'
import { ownThings, type Things } from './things.ts'
import { aWorld, plain, type Call } from './world.ts'

const world = await aWorld(t)
const { document, operations, customer, stranger, call } = world
const things = await ownThings(world, customer)

/** Whose thing a path's or a body's id names. */
const OWNED: Array<[RegExp, keyof Things]> = [
  [/^\/v1\/users\/\{\w+\}/, 'user'],
  [/^\/v1\/orders\/\{\w+\}/, 'order'],
  [/^\/v1\/cart\/items\/\{\w+\}/, 'item'],
  [/^#orderId$/, 'order'],
  [/^#itemId$/, 'item'],
  [/^#userId$/, 'user']
]
const callers = { stranger, 'somebody without a session': {} }

const shoppers = operations.filter((operation) => !isStaffs(operation))

for (const operation of shoppers.filter(({ path }) => path.includes('{'))) {
  if (EVERYBODYS.some((pattern) => pattern.test(operation.path))) continue
  t.test(`${operation.name}: a stranger's id in the path`, async (t) => {
    const thing = OWNED.find(([pattern]) => pattern.test(operation.path))?.[1]
    if (!thing) return t.fail('say in OWNED whose id this is, or in EVERYBODYS why it is nobody\'s')
    const name = /\{(\w+)\}/.exec(operation.path)?.[1] ?? ''
    const body = operation.body ? { body: fullValueOf(document, operation.body) } : {}
    await sameAsUnknown(t, operation, (id) => ({ ...body, ids: { [name]: id } }), things[thing])
  })
}

for (const operation of shoppers.filter(({ body, method }) => body && method !== 'GET')) {
  for (const name of idsIn(operation.body ?? {})) {
    if (EVERYBODYS.some((pattern) => pattern.test(`#${name}`))) continue
    t.test(`${operation.name}: a stranger's ${name} in the body`, async (t) => {
      const thing = OWNED.find(([pattern]) => pattern.test(`#${name}`))?.[1]
      if (!thing) return t.fail('say in OWNED whose id this is, or in EVERYBODYS why it is nobody\'s')
      const letter = fullValueOf(document, operation.body ?? {}) as object
      await sameAsUnknown(t, operation, (id) => ({ body: { ...letter, [name]: id } }), things[thing])
    })
  }
}

t.test('a token of one guest opens nothing of another, nor does a forged one', async (t) => {
  const { app } = world.shop
  const cart = async () => (await app.inject({ method: 'POST', url: '/v1/cart/items', payload: { variantId: things.variant, quantity: 1 } })).json()
  const [mine, theirs] = [await cart(), await cart()]
  const forged = [
    mine.token.replace(mine.id, theirs.id), `${theirs.id}`, `${theirs.id}..`, mine.token.slice(0, -1), `${mine.token}x`, 'null', '{}',
    theirs.token.split('.').slice(0, 2).join('.')
  ]
  for (const token of forged) {
    const reply = await app.inject({ url: '/v1/cart', headers: { 'x-cart-token': token } })
    t.equal(reply.json().code, 'cart_not_found', token)
  }
  t.equal((await app.inject({ method: 'PATCH', url: `/v1/cart/items/${theirs.items[0].id}`, payload: { quantity: 2 }, headers: { 'x-cart-token': mine.token } })).statusCode, 404)
  t.equal((await app.inject({ url: `/v1/orders/${things.order}`, headers: { 'x-order-token': mine.token } })).statusCode, 404)
  t.equal((await app.inject({ url: '/v1/cart', headers: { 'x-cart-token': theirs.token } })).json().id, theirs.id)
})

t.test('the token of one order opens that order only', async (t) => {
  const [mine, theirs] = [await anOrder(world.shop, things.variant), await anOrder(world.shop, things.variant)]
  const look = async (id: string, token: string) => await world.shop.app.inject({ url: `/v1/orders/${id}`, headers: { 'x-order-token': token } })
  t.equal((await look(mine.id, mine.token)).statusCode, 200)

  const unknown = await look(NOBODY, mine.token)
  for (const token of [mine.token, mine.token.replace(mine.id, theirs.id), theirs.token.slice(0, -1), 'made.up.token']) {
    const reply = await look(theirs.id, token)
    t.strictSame({ status: reply.statusCode, ...plain(reply) }, { status: 404, ...plain(unknown) })
  }
  const paying = await world.shop.app.inject({
    method: 'POST',
    url: '/v1/payments/process',
    headers: { 'x-order-token': mine.token, 'idempotency-key': crypto.randomUUID() },
    payload: { orderId: theirs.id, gateway: 'test', paymentMethod: 'approve' }
  })
  t.equal(paying.statusCode, 404)
})

t.test('nothing of the owner\'s moved', async (t) => {
  const order = await world.shop.app.inject({ url: `/v1/orders/${things.order}`, headers: customer })
  t.match(order.json(), { id: things.order, status: 'pending' })
  const cart = await world.shop.app.inject({ url: '/v1/cart', headers: customer })
  t.match(cart.json(), { items: [{ id: things.item, quantity: 1 }] })
})

async function sameAsUnknown (t: Test, operation: Operation, letter: (id: string) => Call, theirs: string): Promise<void> {
  for (const [who, headers] of Object.entries(callers)) {
    const unknown = await call(operation, { ...letter(NOBODY), headers })
    const owned = await call(operation, { ...letter(theirs), headers })
    t.ok(unknown.statusCode === 404 || (unknown.statusCode === 401 && who !== 'stranger'), `${who}: ${unknown.statusCode} ${unknown.body.slice(0, 200)}`)
    t.strictSame({ status: owned.statusCode, ...plain(owned) }, { status: unknown.statusCode, ...plain(unknown) }, who)
  }
}

function idsIn (given: Schema): string[] {
  const schema = resolve(document, given)
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => [...(/Ids?$/.test(name) ? [name] : []), ...idsIn(child)])
  const nested = [...schema.anyOf ?? [], ...schema.oneOf ?? [], ...(isRecord(schema.items) ? [schema.items] : [])].flatMap(idsIn)
  return [...new Set([...own, ...nested])]
}
