// PATCH /v1/users/{id}: a person changes their own profile, field by field.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { openSession } from '../../../src/modules/auth/index.ts'
import { aPerson } from '../auth/people.ts'

const { app, pool, config } = await anApp(t, { template: 'demo' })
const lena = await aPerson(pool, { email: 'lena@example.com' })
const omar = await aPerson(pool)
const { accessToken } = await openSession(pool, config, lena.id)

const patch = async (id: string, payload: object) =>
  await app.inject({ method: 'PATCH', url: `/v1/users/${id}`, payload, headers: { authorization: `Bearer ${accessToken}` } })

t.test('200: what is named changes, the rest stays, null empties', async (t) => {
  t.match((await patch('me', { firstName: 'Lena', lastName: 'Vogt', locale: 'de', currency: 'CHF' })).json(),
    { firstName: 'Lena', lastName: 'Vogt', locale: 'de', currency: 'CHF', phone: null })
  t.match((await patch(lena.id, { phone: '+49 30 1234567', lastName: null })).json(),
    { firstName: 'Lena', lastName: null, phone: '+49 30 1234567', locale: 'de' })
  t.match((await patch('me', {})).json(), { firstName: 'Lena' })
})

t.test('200: the preferences choose language and currency where nothing else does', async (t) => {
  await patch('me', { locale: 'de', currency: 'CHF' })
  const headers = { authorization: `Bearer ${accessToken}` }
  const list = await app.inject({ url: '/v1/products?limit=1', headers })
  t.match(list.headers, { 'content-language': 'de', 'content-currency': 'CHF', 'cache-control': /no-store/ })
  const asked = await app.inject({ url: '/v1/products?limit=1&locale=en&currency=USD', headers })
  t.match(asked.headers, { 'content-language': 'en', 'content-currency': 'USD' })
})

t.test('422: a language or currency the shop does not have, a field that is not the person\'s to change', async (t) => {
  t.match((await patch('me', { locale: 'xx' })).json(), { status: 422, errors: [{ path: '/locale' }] })
  t.match((await patch('me', { currency: 'ABC' })).json(), { status: 422, errors: [{ path: '/currency' }] })
  for (const field of ['email', 'id', 'role', 'status', 'userId']) t.equal((await patch('me', { [field]: 'owner' })).statusCode, 422, field)
  t.equal((await patch('me', { firstName: 'x'.repeat(101) })).statusCode, 422)
})

t.test('404: a stranger\'s profile, which stays as it was', async (t) => {
  const reply = await patch(omar.id, { firstName: 'Mallory' })
  t.match(reply.json(), { status: 404, code: 'user_not_found' })
  const [row] = await pool`select first_name from user_profiles where user_id = ${omar.id}`
  t.equal(row?.['firstName'], null)
})

t.test('401: without a session', async (t) => {
  t.equal((await app.inject({ method: 'PATCH', url: '/v1/users/me', payload: { firstName: 'Lena' } })).statusCode, 401)
})
