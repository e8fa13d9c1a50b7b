// GET /v1/users/{id}: a person sees themselves and nobody else.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { openSession } from '../../../src/modules/auth/index.ts'
import { aPerson } from '../auth/people.ts'

const { app, pool, config } = await anApp(t)
const lena = await aPerson(pool, { email: 'lena@example.com' })
const omar = await aPerson(pool)
const { accessToken } = await openSession(pool, config, lena.id)

const get = async (id: string, token = accessToken) =>
  await app.inject({ url: `/v1/users/${id}`, headers: { authorization: `Bearer ${token}` } })

t.test('200: by me and by my own id, the same, and kept by no cache', async (t) => {
  const me = await get('me')
  t.equal(me.statusCode, 200)
  t.match(me.json(), { id: lena.id, email: 'lena@example.com', firstName: null, locale: null, createdAt: /Z$/ })
  t.equal(me.headers['cache-control'], 'no-store')
  t.strictSame((await get(lena.id)).json(), me.json())
  t.strictSame((await get(lena.id.toUpperCase())).json(), me.json())
})

t.test('404: a stranger\'s id is as unknown as one that never was, or is no id', async (t) => {
  const plain = (reply: Awaited<ReturnType<typeof get>>) => ({ status: reply.statusCode, ...reply.json(), requestId: '' })
  const unknown = plain(await get('01890000-0000-7000-8000-000000000000'))
  t.match(unknown, { status: 404, code: 'user_not_found' })
  t.strictSame(plain(await get(omar.id)), unknown)
  t.strictSame(plain(await get('not-an-id')), unknown)
  t.strictSame(plain(await get('me.css')), unknown)
})

t.test('401: without a session', async (t) => {
  t.equal((await app.inject('/v1/users/me')).statusCode, 401)
  t.equal((await app.inject(`/v1/users/${lena.id}`)).statusCode, 401)
})
