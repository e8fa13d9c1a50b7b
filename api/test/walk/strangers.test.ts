// Somebody else's ids: in any path or body they are the very 404 of an id that nobody has, and nothing happens.
import t, { type Test } from 'tap'
import { fullValueOf, isRecord } from './values.ts'
import { isStaffs, NOBODY, resolve, type Operation, type Schema } from './document.ts'
import { anOrder } from '../support/commerce.ts'
import { EVERYBODYS } from './exceptions.ts'
import { ownThings, type Things } from './things.ts'
import { aWorld, plain, type Call, type Reply } from './world.ts'

const world = await aWorld(t)
const { document, operations, customer, stranger, call } = world
const things = await ownThings(world, customer)

/** Whose thing the last id of a path names, and an id of this name in a query or a body. */
const PATHS: Record<string, keyof Things> = {
  '/v1/users/{}': 'user',
  '/v1/users/{}/addresses/{}': 'address',
  '/v1/users/{}/sessions/{}': 'session',
  '/v1/orders/{}': 'order',
  '/v1/cart/items/{}': 'item'
}
const NAMES: Record<string, keyof Things> = {
  orderId: 'order', itemId: 'item', userId: 'user', sessionId: 'session', addressId: 'address', shippingAddressId: 'address', billingAddressId: 'address'
}
const callers = { stranger, 'a member of the staff': world.roles.owner, 'somebody without a session': {} }

const shoppers = operations.filter((operation) => !isStaffs(operation))
const isEverybodys = (place: string): boolean => EVERYBODYS.some((pattern) => pattern.test(place))
const letterOf = ({ body }: Operation): Call => body ? { body: fullValueOf(document, body) } : {}

for (const operation of shoppers.filter(({ path }) => path.includes('{') && !isEverybodys(path))) {
  t.test(`${operation.name}: a stranger's ids in the path`, async (t) => {
    const places = placesOf(operation.path)
    const unnamed = places.filter(({ thing }) => thing === undefined).map(({ prefix }) => prefix)
    if (unnamed.length > 0) return t.fail('say in PATHS whose id this is, or in EVERYBODYS why it is nobody\'s', { unnamed })
    for (const owners of mixes(places)) {
      const ids = (theirs: (thing: keyof Things) => string) => Object.fromEntries(places.map(({ name, thing }, index) =>
        [name, owners[index] === 'mine' ? 'me' : theirs(thing as keyof Things)]))
      await sameAsUnknown(t, operation, { ...letterOf(operation), ids: ids(() => NOBODY) }, { ...letterOf(operation), ids: ids((thing) => things[thing]) })
    }
  })
}

for (const operation of shoppers) {
  const letter = letterOf(operation)
  for (const name of idsIn(operation.body ?? {}).filter((each) => !isEverybodys(`#${each}`))) {
    t.test(`${operation.name}: a stranger's ${name} in the body`, async (t) => {
      const thing = NAMES[name.replace(/s$/, '')]
      if (!thing) return t.fail('say in NAMES whose id this is, or in EVERYBODYS why it is nobody\'s')
      const withId = (id: string): Call => ({ ...letter, body: put(letter.body, name, id) })
      await sameAsUnknown(t, operation, withId(NOBODY), withId(things[thing]))
    })
  }
  for (const { name } of operation.parameters.filter((each) => each.in === 'query' && /Ids?$/.test(each.name) && !isEverybodys(`#${each.name}`))) {
    t.test(`${operation.name}: a stranger's ${name} in the query`, async (t) => {
      const thing = NAMES[name.replace(/s$/, '')]
      if (!thing) return t.fail('say in NAMES whose id this is, or in EVERYBODYS why it is nobody\'s')
      await sameAsUnknown(t, operation, { ...letter, query: `${name}=${NOBODY}` }, { ...letter, query: `${name}=${things[thing]}` }, true)
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
  const mine = async (url: string) => (await world.shop.app.inject({ url, headers: customer })).json()
  t.match(await mine(`/v1/orders/${things.order}`), { id: things.order, status: 'pending' })
  t.match(await mine('/v1/cart'), { items: [{ id: things.item, quantity: 1 }] })
  t.match(await mine('/v1/users/me'), { id: things.user, email: 'walker@example.com', firstName: null })
  t.match(await mine('/v1/users/me/addresses'), { items: [{ id: things.address, city: 'Berlin', isDefault: true }] })
  t.strictSame([...await world.shop.pool`select 1 from sessions where user_id = ${things.user} and revoked_at is not null`], [])
  t.strictSame([...await world.shop.pool`select 1 from data_exports where user_id = ${things.user}`], [])
})

async function sameAsUnknown (t: Test, operation: Operation, nobodys: Call, theirs: Call, mayBeEmpty = false): Promise<void> {
  for (const [who, headers] of Object.entries(callers)) {
    const unknown = await call(operation, { ...nobodys, headers })
    const owned = await call(operation, { ...theirs, headers })
    const isRefused = unknown.statusCode === 404 || (unknown.statusCode === 401 && who === 'somebody without a session') || (mayBeEmpty && unknown.statusCode === 200)
    t.ok(isRefused, `${who}: ${unknown.statusCode} ${unknown.body.slice(0, 200)}`)
    t.strictSame({ status: owned.statusCode, ...bytes(owned) }, { status: unknown.statusCode, ...bytes(unknown) }, `${who} ${JSON.stringify(theirs.ids ?? theirs.query ?? '')}`)
  }
}

/** All that a reply says, but for the id of its request. */
function bytes (reply: Reply): object {
  const { requestId } = reply.json()
  return { body: requestId === undefined ? reply.body : reply.body.replaceAll(requestId, ''), headers: (plain(reply) as { headers: string[] }).headers }
}

interface Place { name: string, prefix: string, thing: keyof Things | undefined }

/** Each id of a path, and whose thing it names there. */
function placesOf (path: string): Place[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => {
    const prefix = path.slice(0, match.index + match[0].length).replaceAll(/\{\w+\}/g, '{}')
    return { name: match[1] ?? '', prefix, thing: PATHS[prefix] }
  })
}

/** The owner's everywhere, and among the stranger's own where that can be said. */
function mixes (places: Place[]): Array<Array<'theirs' | 'mine'>> {
  const all = places.reduce<Array<Array<'theirs' | 'mine'>>>((found, { thing }) =>
    found.flatMap((each) => [[...each, 'theirs'], ...(thing === 'user' ? [[...each, 'mine'] as Array<'theirs' | 'mine'>] : [])]), [[]])
  return all.filter((owners) => owners.includes('theirs'))
}

/** The letter with this id wherever it has the name, or at its top. */
function put (letter: unknown, name: string, id: string): unknown {
  let found = false
  const replaced = JSON.parse(JSON.stringify(letter ?? {}), function (key, value: unknown) {
    if (key !== name) return value
    found = true
    return Array.isArray(value) ? [id] : id
  }) as object
  return found ? replaced : { ...replaced, [name]: id }
}

function idsIn (given: Schema): string[] {
  const schema = resolve(document, given)
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => [...(/Ids?$/.test(name) ? [name] : []), ...idsIn(child)])
  const nested = [...schema.anyOf ?? [], ...schema.oneOf ?? [], ...(isRecord(schema.items) ? [schema.items] : [])].flatMap(idsIn)
  return [...new Set([...own, ...nested])]
}
