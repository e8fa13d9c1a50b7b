// PUT /v1/users/{id}/password: every status it can answer, and who is signed out by it.
import t from 'tap'
import { aShop, OTHER, PASSWORD } from './support.ts'

const shop = await aShop(t)
const { app, post, tokenTo, mailsTo, login, bearer } = shop

const change = async (headers: Record<string, string>, currentPassword = PASSWORD, newPassword = OTHER, id = 'me') =>
  await app.inject({ method: 'PUT', url: `/v1/users/${id}/password`, headers, payload: { currentPassword, newPassword } })
const standing = async (headers: Record<string, string>) => (await app.inject({ url: '/v1/users/me', headers })).statusCode

t.test('204: this session stays, every other ends, open links are void, the owner is told', async (t) => {
  const id = await shop.aPerson('lena@example.com', { locale: 'ar' })
  const [here, there] = [await bearer('lena@example.com', PASSWORD), await bearer('lena@example.com', PASSWORD)]
  await post('forgot_password', { email: 'lena@example.com' })
  const link = await tokenTo('lena@example.com')

  t.equal((await change(here, PASSWORD, OTHER, id)).statusCode, 204)
  t.equal(await standing(here), 200)
  t.equal(await standing(there), 401)
  t.equal((await post('reset_password', { token: link, password: 'the thief\'s own word' })).statusCode, 422)
  t.equal((await login('lena@example.com', PASSWORD)).statusCode, 401)
  t.equal((await login('lena@example.com', OTHER)).statusCode, 200)
  const [mail] = await mailsTo('lena@example.com')
  t.match(mail, { locale: 'ar', subject: /تم تغيير كلمة مرورك/, html: /dir="rtl"/ })
})

t.test('403: not with a wrong current password, ten times; then 429, the right one included', async (t) => {
  await shop.aPerson('guess@example.com')
  const headers = await bearer('guess@example.com', PASSWORD)
  const replies = await Promise.all(Array.from({ length: 10 }, async (_, n) => await change(headers, `guess number ${n}`)))
  t.ok(replies.every((reply) => reply.statusCode === 403 && reply.json().code === 'invalid_credentials'))
  const refused = await change(headers)
  t.match(refused.json(), { status: 429, code: 'too_many_attempts' })
  t.ok(Number(refused.headers['retry-after']) > 0)
  t.equal((await login('guess@example.com', PASSWORD)).statusCode, 200, 'the front door is another matter')
})

t.test('204 and 403: two changes at once from the same password are one', async (t) => {
  await shop.aPerson('race@example.com')
  const headers = await bearer('race@example.com', PASSWORD)
  const replies = await Promise.all([change(headers, PASSWORD, 'the first of the two'), change(headers, PASSWORD, 'the second of the two')])
  t.strictSame(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b), [204, 403])
})

t.test('404: somebody else\'s, as an id nobody has', async (t) => {
  const other = await shop.aPerson('other@example.com')
  const headers = await bearer('other@example.com', PASSWORD)
  const mine = await shop.aPerson('mine@example.com')
  const [theirs, nobodys] = [await change(headers, PASSWORD, OTHER, mine), await change(headers, PASSWORD, OTHER, '01890000-0000-7000-8000-000000000000')]
  t.match(theirs.json(), { status: 404, code: 'user_not_found' })
  t.strictSame({ ...theirs.json(), requestId: '' }, { ...nobodys.json(), requestId: '' })
  t.equal((await change(headers, PASSWORD, OTHER, other.toUpperCase())).statusCode, 204)
})

t.test('401: without a session', async (t) => {
  t.equal((await change({})).statusCode, 401)
})

t.test('422: a new password we do not take, a body of another shape', async (t) => {
  await shop.aPerson('picky@example.com')
  const headers = await bearer('picky@example.com', PASSWORD)
  t.match((await change(headers, PASSWORD, 'short')).json(), { errors: [{ path: '/newPassword', code: 'password_too_short' }] })
  t.match((await change(headers, PASSWORD, 'MANCHESTER')).json(), { errors: [{ path: '/newPassword', code: 'password_too_common' }] })
  t.equal((await change(headers, PASSWORD, 'x'.repeat(257))).statusCode, 422)
  t.equal((await app.inject({ method: 'PUT', url: '/v1/users/me/password', headers, payload: { newPassword: OTHER } })).statusCode, 422)
})
