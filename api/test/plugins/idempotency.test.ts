// Idempotency keys: missing, replayed, reused, running, left behind by a crash, sent twenty times at once.
import t from 'tap'
import { anApp } from '../support/app.ts'
import { readGuestToken } from '../../src/platform/guest-tokens.ts'
import { newId } from '../../src/shared/ids.ts'
import { calls, gate, testRoutes } from './routes.ts'

const { app, pool, config } = await anApp(t, { extra: testRoutes })

const send = async (key: string | undefined, payload: object = { name: 'x' }, url = '/v1/required', headers: Record<string, string> = {}) =>
  await app.inject({ method: 'POST', url, payload, headers: { ...(key === undefined ? {} : { 'idempotency-key': key }), ...headers } })

t.test('400: missing where required, or no key at all', async (t) => {
  const before = calls.made
  t.match((await send(undefined)).json(), { status: 400, code: 'idempotency_key_required' })
  t.match((await send('')).json(), { code: 'idempotency_key_required' })
  for (const key of ['with space in it, and long enough', 'x'.repeat(256), 'ümlaut-ümlaut-ümlaut-ümlaut', 'short']) {
    t.match((await send(key)).json(), { status: 400, code: 'idempotency_key_invalid' }, key.slice(0, 30))
  }
  t.equal(calls.made, before)
})

t.test('the same request again is answered again', async (t) => {
  const key = newId()
  const first = await send(key)
  t.equal(first.statusCode, 201)
  t.notOk(first.headers['idempotency-replayed'])
  for (const spelling of [key, `"${key}"`]) {
    const again = await send(spelling)
    t.match([again.statusCode, again.headers['idempotency-replayed'], again.headers.location], [201, 'true', '/v1/required/1'])
    t.equal(again.body, first.body)
    t.match(again.headers['content-type'], /application\/json/)
  }
  t.not((await send(newId())).json().id, first.json().id)
})

t.test('the order of fields and the context headers do not make another request', async (t) => {
  const key = newId()
  const first = await send(key, { name: 'x', quantity: 2 })
  const again = await send(key, { quantity: 2, name: 'x' }, '/v1/required', { 'accept-language': 'de' })
  t.equal(again.body, first.body)
})

t.test('422: the same key with another body, or for another address', async (t) => {
  const key = newId()
  await send(key)
  t.match((await send(key, { name: 'y' })).json(), { status: 422, code: 'idempotency_key_reused' })
  t.match((await send(key, { name: 'x' }, '/v1/accepted')).json(), { status: 422, code: 'idempotency_key_reused' })
})

t.test('409: the same key while the first is still running; twenty at once are one effect', async (t) => {
  const key = newId()
  const before = calls.made
  let open = (): void => {}
  gate.open = new Promise<void>((resolve) => { open = resolve })
  const entered = new Promise<void>((resolve) => { gate.entered = resolve })
  const first = send(key)
  await entered
  const others = await Promise.all(Array.from({ length: 19 }, async () => await send(key)))
  for (const other of others) t.match([other.statusCode, other.json().code, other.headers['retry-after']], [409, 'idempotency_in_progress', '1'])
  open()
  t.equal((await first).statusCode, 201)
  t.equal(calls.made, before + 1)
  const burst = newId()
  const replies = await Promise.all(Array.from({ length: 20 }, async () => await send(burst)))
  t.equal(calls.made, before + 2)
  t.ok(replies.every(({ statusCode }) => [201, 409].includes(statusCode)))
  t.equal(new Set(replies.filter(({ statusCode }) => statusCode === 201).map(({ body }) => body)).size, 1)
})

t.test('the verb\'s own refusals are kept, a failure on our side is not', async (t) => {
  const refused = newId()
  const first = await send(refused, { name: 'refuse' })
  const again = await send(refused, { name: 'refuse' })
  t.match([again.statusCode, again.headers['idempotency-replayed'], again.body], [409, 'true', first.body])
  t.equal((await send(newId(), { name: 'invalid' })).statusCode, 422)

  const away = newId()
  t.equal((await send(away, { name: 'away' })).statusCode, 503)
  const retried = await send(away, { name: 'away' })
  t.equal(retried.statusCode, 503)
  t.notOk(retried.headers['idempotency-replayed'])

  const misspelt = newId()
  t.equal((await send(misspelt, { nmae: 'x' })).statusCode, 422)
  t.equal((await send(misspelt, { name: 'x' })).statusCode, 201, 'a letter that never got in spent no key')
})

t.test('a crash between commit and reply: after the lease the verb runs again under the same id', async (t) => {
  const key = newId()
  const first = (await send(key)).json()
  t.equal(first.idempotencyId.length, 36)
  await pool`update idempotency_keys set state = 'running', reply = null, leased_until = now() + interval '20 s' where key = ${key}`
  t.equal((await send(key)).statusCode, 409, 'somebody may still be at it')
  await pool`update idempotency_keys set leased_until = now() - interval '1 s' where key = ${key}`
  const again = (await send(key)).json()
  t.equal(again.idempotencyId, first.idempotencyId, 'the id the first run put on what it made')
  t.equal((await send(key)).headers['idempotency-replayed'], 'true')
})

t.test('after a day a key is a new one with a new id', async (t) => {
  const key = newId()
  const first = (await send(key)).json()
  await pool`update idempotency_keys set expires_at = now() - interval '1 s' where key = ${key}`
  const later = await send(key, { name: 'other' })
  t.equal(later.statusCode, 201)
  t.not(later.json().idempotencyId, first.idempotencyId)
})

t.test('a guest\'s token is the same on a replay and never kept', async (t) => {
  const key = newId()
  const first = (await send(key, {}, '/v1/tokens')).json()
  const again = await send(key, {}, '/v1/tokens')
  t.equal(again.headers['idempotency-replayed'], 'true')
  t.strictSame(again.json(), first)
  t.equal(readGuestToken(config, 'cart', first.token), first.id)
  const [row] = await pool`select reply::text as reply from idempotency_keys where key = ${key}`
  t.notMatch(row?.['reply'], first.token.split('.')[2])
})

t.test('keys belong to their caller; where they are optional they may be left out', async (t) => {
  const key = newId()
  const cart = (await send(newId(), {}, '/v1/tokens')).json()
  const mine = await send(key, { name: 'x' }, '/v1/required', { 'x-cart-token': cart.token })
  const theirs = await send(key)
  t.not(mine.body, theirs.body)
  t.equal((await send('k1', { name: 'x' }, '/v1/required', { 'x-cart-token': cart.token })).statusCode, 201, 'a token makes a short key safe')
  t.match((await send(undefined, {}, '/v1/accepted')).json(), { idempotencyId: null })
})
