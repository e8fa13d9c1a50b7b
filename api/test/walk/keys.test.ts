// Every operation that takes an Idempotency-Key: missing, malformed, replayed, reused and sent many times at once.
import t from 'tap'
import { newId } from '../../src/shared/ids.ts'
import { resolve, type Operation, type Schema } from './document.ts'
import { aVariantInStock, fillCart } from './things.ts'
import { fullValueOf, isRecord, valueOf } from './values.ts'
import { aWorld, isDecent, type Call } from './world.ts'

const world = await aWorld(t)
const { document, operations, call, allowed, customer } = world
const variant = await aVariantInStock(world)

const keyOf = ({ parameters }: Operation) => parameters.find(({ in: place, name }) => place === 'header' && name === 'Idempotency-Key')
const keyed = operations.filter(keyOf)

/** Letters that have an effect; elsewhere the refusal of an example is what is answered again. */
const LETTERS: Record<string, () => Promise<Call>> = {
  addCartItems: async () => ({ headers: customer, body: { variantId: variant, quantity: 1 } }),
  async placeOrder () {
    await fillCart(world, customer, variant)
    return { headers: customer, body: {} }
  },
  processPayment: async () => ({ headers: customer, body: { orderId: await anOrder(), gateway: 'test', paymentMethod: 'approve' } })
}

/** Answers whose shape has a place for a secret, and why it is not kept. */
const HARMLESS: Record<string, string> = {
  addCartItems: 'the cart\'s token is taken out and made again for a replay',
  placeOrder: 'the order\'s token is taken out and made again for a replay',
  cancelOrder: 'an order tells its token when it is placed only',
  processPayment: 'a gateway\'s client secret is meant for the page, and confirms one payment only'
}

t.test('the document says which operations take a key', async (t) => {
  const required = keyed.filter((operation) => keyOf(operation)?.required).map(({ path }) => path)
  for (const path of ['/v1/orders', '/v1/payments/process']) t.ok(required.includes(path), path)
  t.strictSame(keyed.filter(({ method, path }) => method !== 'POST' || path.startsWith('/v1/auth/')).map(({ name }) => name), [])
})

t.test('no secret is kept to be answered again', async (t) => {
  const telling = keyed.filter(({ id, raw }) => !Object.hasOwn(HARMLESS, id) && Object.entries(raw.responses ?? {}).some(([status, { content = {} }]) =>
    status.startsWith('2') && Object.values(content).some(({ schema }) => schema && namesIn(schema).some((name) => /secret|token|password|codes$/i.test(name)))))
  t.strictSame(telling.map(({ name }) => name), [], 'say idempotency: ignored on the route')
  t.strictSame(Object.keys(HARMLESS).filter((id) => !keyed.some((operation) => operation.id === id)), [])
})

for (const operation of keyed) {
  const letter = async (): Promise<Call> => await LETTERS[operation.id]?.() ??
    { headers: allowed(operation), ...(operation.body ? { body: fullValueOf(document, operation.body) } : {}) }
  const send = async (request: Call, key: string) =>
    await call(operation, { ...request, headers: { ...request.headers, 'idempotency-key': key } })

  t.test(`${operation.name}: no key, or none that is one`, async (t) => {
    const request = await letter()
    const without = await send(request, '')
    if (keyOf(operation)?.required) t.match(without.json(), { status: 400, code: 'idempotency_key_required' })
    else t.not(without.json().code, 'idempotency_key_required')
    for (const key of ['with space', 'k'.repeat(256), 'ключ', '\u0001']) {
      const reply = await send(request, key)
      t.match(reply.json(), { status: 400, code: 'idempotency_key_invalid' }, key.slice(0, 10))
    }
  })

  t.test(`${operation.name}: the same again is answered again, another letter is not`, async (t) => {
    const request = await letter()
    const key = newId()
    const first = await send(request, key)
    t.equal(isDecent(first), true)
    if (Object.hasOwn(LETTERS, operation.id)) t.ok(first.statusCode < 300, `${first.statusCode} ${first.body.slice(0, 200)}`)
    t.notOk([400, 401, 403, 413, 415, 429].includes(first.statusCode), `an answer worth keeping: ${first.statusCode} ${first.body.slice(0, 200)}`)
    t.equal(first.headers['idempotency-replayed'], undefined)

    const again = await send(request, `"${key}"`)
    t.equal(again.headers['idempotency-replayed'], 'true')
    t.equal(again.statusCode, first.statusCode)
    t.equal(again.body, first.body)

    const others = await Promise.all(variations(operation, request).map(async (other) => await send(other, key)))
    t.ok(others.every(({ statusCode }) => statusCode >= 400), 'no other letter has an effect under this key')
    t.ok(others.some((reply) => reply.statusCode === 422 && reply.json().code === 'idempotency_key_reused'), others.map(({ body }) => body.slice(0, 150)).join())
  })

  t.test(`${operation.name}: twelve at once are one`, async (t) => {
    const request = await letter()
    const key = newId()
    const replies = await Promise.all(Array.from({ length: 12 }, async () => await send(request, key)))
    const answered = replies.filter((reply) => reply.statusCode !== 409 || reply.json().code !== 'idempotency_in_progress')
    t.ok(answered.length >= 1)
    t.equal(new Set(answered.map(({ statusCode, body }) => `${statusCode} ${body}`)).size, 1, 'all hear the same')
    t.equal(answered.filter(({ headers }) => headers['idempotency-replayed'] === undefined).length, 1, 'one had the effect')
    for (const reply of replies) if (!answered.includes(reply)) t.ok(Number(reply.headers['retry-after']) > 0)
  })
}

async function anOrder (): Promise<string> {
  await fillCart(world, customer, variant)
  const reply = await world.shop.app.inject({ method: 'POST', url: '/v1/orders', payload: {}, headers: { ...customer, 'idempotency-key': newId() } })
  return reply.json().id
}

/** Other letters to the same door: the least and the fullest, each number and text a little different, another id in the path. */
function variations (operation: Operation, request: Call): Call[] {
  const { body } = request
  const bodies = operation.body ? [valueOf(document, operation.body), fullValueOf(document, operation.body), ...(isRecord(body) ? tweaked(body) : [])] : []
  const different = bodies.filter((each) => JSON.stringify(each) !== JSON.stringify(body)).map((each) => ({ ...request, body: each }))
  const [name] = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  return name === undefined ? different : [...different, { ...request, ids: { [name]: newId() } }]
}

function namesIn (given: Schema): string[] {
  const { properties = {}, anyOf = [], oneOf = [], allOf = [], items } = resolve(document, given)
  return [...Object.keys(properties), ...[...Object.values(properties), ...anyOf, ...oneOf, ...allOf, ...(items ? [items] : [])].flatMap(namesIn)]
}

const tweaked = (body: Record<string, unknown>): object[] => [
  { ...body, note: 'another letter' },
  ...Object.entries(body).flatMap(([name, value]) => typeof value === 'number' ? [{ ...body, [name]: value + 1 }] : typeof value === 'string' ? ['x', '1'].map((more) => ({ ...body, [name]: value + more })) : [])
]
