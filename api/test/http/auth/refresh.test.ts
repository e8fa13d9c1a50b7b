// POST /v1/auth/refresh: families of tokens that turn over, and what ends them.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { openSession } from '../../../src/modules/auth/index.ts'
import { aPerson, cookieOf, PASSWORD } from './people.ts'

const { app, pool, config, database } = await anApp(t)

const refresh = async (payload?: object, headers: Record<string, string> = {}) =>
  await app.inject({ method: 'POST', url: '/v1/auth/refresh', headers, ...(payload ? { payload } : {}) })

const aSession = async () => {
  const person = await aPerson(pool)
  return { person, ...await openSession(pool, config, person.id, { userAgent: 'lightMyRequest' }) }
}

const elevenSecondsLater = async () => { await pool`update used_refresh_tokens set used_at = used_at - interval '11 seconds'` }

t.test('200: a new pair, the old refresh token is spent', async (t) => {
  const { refreshToken, person } = await aSession()
  const reply = await refresh({ refreshToken })
  const next = reply.json()
  t.equal(reply.statusCode, 200)
  t.match(next, { accessToken: /^ey/, tokenType: 'Bearer', expiresIn: 600, refreshToken: /^[\w-]{43}$/ })
  t.not(next.refreshToken, refreshToken)
  t.equal(reply.headers['set-cookie'], undefined)

  const me = await app.inject({ url: '/v1/users/me', headers: { authorization: `Bearer ${next.accessToken}` } })
  t.equal(me.json().id, person.id)
  t.equal((await refresh({ refreshToken: next.refreshToken })).statusCode, 200)
})

t.test('200: by cookie without any body; each front keeps its own', async (t) => {
  const { email } = await aPerson(pool)
  const signIn = async (client: string) => cookieOf((await app.inject({
    method: 'POST', url: '/v1/auth/login', payload: { email, password: PASSWORD, client }
  })).headers['set-cookie'])
  const shopper = await signIn('storefront')
  const staff = await signIn('admin')

  const alone = await refresh(undefined, { cookie: staff })
  t.equal(alone.statusCode, 200, 'the only cookie there is needs no name')
  t.match(alone.headers['set-cookie'], /^staff_refresh_token=/)
  t.notOk(alone.json().refreshToken)

  const both = `${shopper}; ${cookieOf(alone.headers['set-cookie'])}`
  t.match((await refresh({}, { cookie: both })).headers['set-cookie'], /^refresh_token=/)
  t.match((await refresh({ client: 'admin' }, { cookie: both })).headers['set-cookie'], /^staff_refresh_token=/)
})

t.test('200: a lost answer is given again within ten seconds, and the family lives on', async (t) => {
  const { refreshToken } = await aSession()
  const first = (await refresh({ refreshToken })).json()
  const again = await refresh({ refreshToken })
  t.equal(again.statusCode, 200)
  t.equal(again.json().refreshToken, first.refreshToken)
  await elevenSecondsLater()
  t.equal((await refresh({ refreshToken: first.refreshToken })).statusCode, 200)
})

t.test('401 refresh_reused: later than that somebody has a copy, so the whole family ends', async (t) => {
  const { refreshToken, accessToken } = await aSession()
  const { refreshToken: current } = (await refresh({ refreshToken })).json()
  await elevenSecondsLater()

  const reused = await refresh({ refreshToken })
  t.match({ status: reused.statusCode, ...reused.json() }, { status: 401, code: 'refresh_reused' })
  t.equal((await refresh({ refreshToken: current })).statusCode, 401)
  const staffRoute = await app.inject({ url: '/v1/admin/session', headers: { authorization: `Bearer ${accessToken}` } })
  t.equal(staffRoute.statusCode, 401, 'its access token opens no staff route any more')
})

t.test('401 refresh_reused: within ten seconds too, for another client', async (t) => {
  const { refreshToken } = await aSession()
  await refresh({ refreshToken })
  const stolen = await refresh({ refreshToken }, { 'user-agent': 'somebody else' })
  t.equal(stolen.json().code, 'refresh_reused')
})

t.test('a thousand at once leave one live family, and every tab the same successor', async (t) => {
  const { refreshToken, sessionId } = await aSession()
  const replies = await Promise.all(Array.from({ length: 1_000 }, async () => await refresh({ refreshToken })))
  // Under load some are turned away at the door; none of them ends or forks the family.
  t.strictSame(replies.map((reply) => reply.statusCode).filter((status) => ![200, 503].includes(status)), [])
  const good = replies.filter((reply) => reply.statusCode === 200)
  t.ok(good.length > 500, `${good.length} answered`)
  t.equal(new Set(good.map((reply) => reply.json().refreshToken)).size, 1)
  const [session] = await pool`select generation, revoked_at from sessions where id = ${sessionId}`
  t.strictSame({ ...session }, { generation: 2, revokedAt: null })
})

t.test('a thousand at once, one of them another client\'s: no family is left', async (t) => {
  const { refreshToken, sessionId } = await aSession()
  const replies = await Promise.all(Array.from({ length: 1_000 }, async (_, n) =>
    await refresh({ refreshToken }, n === 500 ? { 'user-agent': 'somebody else' } : {})))
  t.strictSame(replies.map((reply) => reply.statusCode).filter((status) => ![200, 401, 503].includes(status)), [])
  const successors = [...new Set(replies.filter((reply) => reply.statusCode === 200).map((reply) => reply.json().refreshToken))]
  t.ok(successors.length <= 1)

  const live = await pool`select from sessions where id = ${sessionId} and revoked_at is null`
  const stranger = replies[500]?.statusCode
  t.ok(stranger === 503 ? live.length === 1 : live.length === 0, `the stranger got ${String(stranger)}`)
  for (const successor of live.length === 0 ? successors : []) t.equal((await refresh({ refreshToken: successor })).statusCode, 401)
})

t.test('SECRET is changed: nobody is signed out, and an answer lost just then is given again', async (t) => {
  const [resting, asking] = [await aSession(), await aSession()]
  const lost = (await refresh({ refreshToken: asking.refreshToken })).json().refreshToken
  const SECRET = 'another secret, of more than thirty-two characters'
  const rotated = await anApp(t, { database, env: { SECRET, SECRET_PREVIOUS: config.SECRET } })
  const there = async (refreshToken: string) => await rotated.app.inject({ method: 'POST', url: '/v1/auth/refresh', payload: { refreshToken } })

  t.equal((await there(resting.refreshToken)).statusCode, 200)
  t.equal((await there(asking.refreshToken)).json().refreshToken, lost)
  t.equal((await there(lost)).statusCode, 200)
})

t.test('last seen moves with each refresh', async (t) => {
  const { refreshToken, sessionId } = await aSession()
  await pool`update sessions set last_seen_at = now() - interval '3 days' where id = ${sessionId}`
  await refresh({ refreshToken })
  const [row] = await pool`select last_seen_at > now() - interval '1 minute' as fresh from sessions where id = ${sessionId}`
  t.equal(row?.['fresh'], true)
})

t.test('401 refresh_missing, refresh_invalid: nothing sent, made up, expired, or the person switched off', async (t) => {
  t.match((await refresh()).json(), { status: 401, code: 'refresh_missing' })
  t.match((await refresh({ refreshToken: 'made-up' })).json(), { status: 401, code: 'refresh_invalid' })

  const expired = await aSession()
  await pool`update sessions set expires_at = now() where id = ${expired.sessionId}`
  t.match((await refresh({ refreshToken: expired.refreshToken })).json(), { status: 401, code: 'refresh_invalid' })

  const off = await aSession()
  await pool`update users set status = 'disabled' where id = ${off.person.id}`
  t.match((await refresh({ refreshToken: off.refreshToken })).json(), { status: 401, code: 'refresh_invalid' })
})
