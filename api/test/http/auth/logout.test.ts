// POST /v1/auth/logout: always 204, and what was signed in is no more.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { openSession } from '../../../src/modules/auth/index.ts'
import { aPerson, cookieOf, PASSWORD } from './people.ts'

const { app, pool, config } = await anApp(t)

const post = async (verb: string, payload?: object, headers: Record<string, string> = {}) =>
  await app.inject({ method: 'POST', url: `/v1/auth/${verb}`, headers, ...(payload ? { payload } : {}) })

t.test('204: without a session, with a made-up one, and twice', async (t) => {
  for (const payload of [undefined, {}, { refreshToken: 'made-up' }]) {
    const reply = await post('logout', payload)
    t.equal(reply.statusCode, 204)
    t.equal(reply.body, '')
  }
})

t.test('204: by cookie, which is taken back', async (t) => {
  const { email } = await aPerson(pool)
  const cookie = cookieOf((await post('login', { email, password: PASSWORD })).headers['set-cookie'])
  const reply = await post('logout', undefined, { cookie })
  t.equal(reply.statusCode, 204)
  t.match(reply.headers['set-cookie'], /^refresh_token=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/)
  t.equal((await post('refresh', undefined, { cookie })).json().code, 'refresh_invalid')
})

t.test('204: by body, also with an earlier token of the family', async (t) => {
  const { id } = await aPerson(pool)
  const { refreshToken } = await openSession(pool, config, id)
  const next = (await post('refresh', { refreshToken })).json().refreshToken
  t.equal((await post('logout', { refreshToken })).statusCode, 204)
  t.equal((await post('refresh', { refreshToken: next })).statusCode, 401)
})

t.test('204: by the access token alone; it opens no staff route afterwards', async (t) => {
  const { id } = await aPerson(pool)
  const session = await openSession(pool, config, id)
  const headers = { authorization: `Bearer ${session.accessToken}` }
  t.equal((await app.inject({ url: '/v1/admin/session', headers })).statusCode, 403, 'a customer before')
  t.equal((await post('logout', undefined, headers)).statusCode, 204)
  t.equal((await app.inject({ url: '/v1/admin/session', headers })).statusCode, 401, 'nobody after')
  t.equal((await post('refresh', { refreshToken: session.refreshToken })).statusCode, 401)
})

t.test('422: a field nobody knows', async (t) => {
  t.equal((await post('logout', { everywhere: true })).statusCode, 422)
})
