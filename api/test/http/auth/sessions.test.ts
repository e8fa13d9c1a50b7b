// /v1/users/{id}/sessions: the devices one is signed in on, ended one by one or all, and refused at once by every process.
import t from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import { anApp } from '../../support/app.ts'
import { endSessions } from '../../../src/modules/auth/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aPerson, signedIn, type Signed } from './people.ts'

const { app, pool, config, database } = await anApp(t, { template: 'demo' })
const elsewhere = await anApp(t, { database })

const call = async (who: Signed | undefined, method: 'GET' | 'DELETE', path = '', id = 'me') =>
  await app.inject({ method, url: `/v1/users/${id}/sessions${path}`, headers: who?.bearer ?? {} })
const me = async (who: Signed, at = app, url = '/v1/users/me') => (await at.inject({ url, headers: who.bearer })).statusCode

/** Two devices of one person, both known to both processes: what was remembered must be forgotten. */
async function twoDevices () {
  const person = await aPerson(pool)
  const [phone, laptop] = [await signedIn(pool, config, person.id, { userAgent: 'phone', ip: '203.0.113.7' }), await signedIn(pool, config, person.id, { userAgent: 'laptop' })]
  for (const who of [phone, laptop]) for (const at of [app, elsewhere.app]) if (await me(who, at) !== 200) throw new Error('Not signed in')
  return { ...person, phone, laptop }
}

const withinASecond = async (who: Signed, at = elsewhere.app): Promise<boolean> => {
  for (const start = performance.now(); performance.now() - start < 1_000; await sleep(20)) if (await me(who, at) === 401) return true
  return false
}

t.test('200: where one is signed in, last seen first, this device marked', async (t) => {
  const { phone, laptop } = await twoDevices()
  const { items } = (await call(phone, 'GET')).json()
  t.match(items, [
    { id: laptop.sessionId, client: 'storefront', userAgent: 'laptop', ip: null, current: false, createdAt: /Z$/, lastSeenAt: /Z$/ },
    { id: phone.sessionId, userAgent: 'phone', ip: '203.0.113.7', current: true }
  ])
  t.equal(items.length, 2)
  await app.inject({ method: 'POST', url: '/v1/auth/refresh', payload: { refreshToken: phone.refreshToken } })
  t.equal((await call(laptop, 'GET')).json().items[0].id, phone.sessionId)
})

t.test('204: one device is signed out, here at once and elsewhere within a second; the other stays', async (t) => {
  const { phone, laptop } = await twoDevices()
  t.equal((await call(phone, 'DELETE', `/${laptop.sessionId}`)).statusCode, 204)
  t.strictSame([await me(laptop), await me(laptop, app, '/v1/orders'), await me(laptop, app, '/v1/cart')], [401, 401, 401])
  t.equal(await withinASecond(laptop), true)
  const refused = await app.inject({ url: '/v1/users/me', headers: laptop.bearer })
  t.equal(refused.json().code, 'session_ended')
  t.equal((await app.inject({ method: 'POST', url: '/v1/auth/refresh', payload: { refreshToken: laptop.refreshToken } })).statusCode, 401)
  t.strictSame([await me(phone), await me(phone, elsewhere.app)], [200, 200])

  t.match((await call(phone, 'DELETE', `/${laptop.sessionId}`)).json(), { status: 404, code: 'session_not_found' })
  t.equal((await app.inject({ url: '/v1/products?limit=1', headers: laptop.bearer })).statusCode, 200, 'what is public stays public')
})

t.test('204: everywhere, or everywhere else', async (t) => {
  const { phone, laptop } = await twoDevices()
  t.equal((await call(phone, 'DELETE', '?keepCurrent=true')).statusCode, 204)
  t.strictSame([await me(phone), await me(laptop)], [200, 401])
  t.equal((await call(phone, 'DELETE')).statusCode, 204)
  t.equal(await me(phone), 401)
  t.equal(await withinASecond(phone), true)
})

t.test('sign-out, a reused refresh token, the shop\'s own hand: each ends it for every process', async (t) => {
  const { phone, laptop, id } = await twoDevices()
  await app.inject({ method: 'POST', url: '/v1/auth/logout', payload: { refreshToken: phone.refreshToken } })
  t.equal(await me(phone), 401)
  t.equal(await withinASecond(phone), true)

  await app.inject({ method: 'POST', url: '/v1/auth/refresh', payload: { refreshToken: laptop.refreshToken } })
  await pool`update used_refresh_tokens set used_at = used_at - interval '11 seconds'`
  t.equal((await app.inject({ method: 'POST', url: '/v1/auth/refresh', payload: { refreshToken: laptop.refreshToken } })).json().code, 'refresh_reused')
  t.equal(await me(laptop), 401)
  t.equal(await withinASecond(laptop), true)

  const [kept, gone] = [await signedIn(pool, config, id), await signedIn(pool, config, id)]
  t.strictSame([await me(kept), await me(gone, elsewhere.app)], [200, 200])
  t.equal(await transaction(pool, async (tx) => await endSessions(tx, id, 'password_changed', { exceptSessionId: kept.sessionId })), 1)
  t.strictSame([await me(kept), await me(gone)], [200, 401])
  t.equal(await withinASecond(gone), true)
})

t.test('a transaction that fails ends nothing', async (t) => {
  const { phone, id } = await twoDevices()
  await t.rejects(transaction(pool, async (tx) => {
    await endSessions(tx, id, 'disabled')
    throw new Error('undone')
  }), /undone/)
  t.equal(await me(phone), 200)
})

t.test('a remembered session costs no statement', async (t) => {
  const { phone } = await twoDevices()
  await pool`update sessions set revoked_at = now() where id = ${phone.sessionId}`
  t.equal(await me(phone), 200, 'written behind the back of the door: nobody was told')
})

t.test('401, 404: nobody; another\'s list or device is as unknown as one that never was', async (t) => {
  const [mine, theirs] = [await twoDevices(), await twoDevices()]
  t.equal((await call(undefined, 'GET')).statusCode, 401)
  for (const [method, path] of [['GET', ''], ['DELETE', ''], ['DELETE', `/${theirs.phone.sessionId}`]] as const) {
    t.match((await call(mine.phone, method, path, theirs.id)).json(), { status: 404, code: 'user_not_found' })
  }
  const answers = await Promise.all([theirs.phone.sessionId, '01890000-0000-7000-8000-000000000000'].map(async (id) =>
    ({ ...(await call(mine.phone, 'DELETE', `/${id}`)).json(), requestId: '' })))
  t.strictSame(answers[0], answers[1])
  t.equal(answers[0].code, 'session_not_found')
  t.equal((await call(mine.phone, 'DELETE', '/no-id')).statusCode, 404)
  t.equal(await me(theirs.phone), 200)
})
