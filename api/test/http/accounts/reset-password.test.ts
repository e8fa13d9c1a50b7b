// POST /v1/auth/reset_password: every status it can answer, and what else ends with the old password.
import t from 'tap'
import { aShop, OTHER, PASSWORD, seen } from './support.ts'

const shop = await aShop(t)
const { app, pool, post, tokenTo, mailsTo, login, bearer } = shop

async function aLinkTo (email: string): Promise<string> {
  await post('forgot_password', { email })
  return await tokenTo(email)
}
const reset = async (token: string, password = OTHER) => await post('reset_password', { token, password })

t.test('204: the new password is in force, sessions are over, the owner is told', async (t) => {
  await shop.aPerson('lena@example.com', { locale: 'es' })
  const session = await bearer('lena@example.com', PASSWORD)
  t.equal((await app.inject({ url: '/v1/users/me', headers: session })).statusCode, 200)

  const reply = await reset(await aLinkTo('lena@example.com'))
  t.equal(reply.statusCode, 204)
  t.equal(reply.body, '')
  t.equal((await login('lena@example.com', PASSWORD)).statusCode, 401)
  t.equal((await login('lena@example.com', OTHER)).statusCode, 200)
  t.strictSame([...await pool`select distinct revoked_reason from sessions s join users u on u.id = s.user_id where u.email = 'lena@example.com' and revoked_at is not null`],
    [{ revokedReason: 'password_changed' }])
  t.match((await mailsTo('lena@example.com'))[0], { locale: 'es', subject: /ha cambiado/ })
})

t.test('204: a device that opened the link is known from then on; no session is opened by it', async (t) => {
  await shop.aPerson('device@example.com')
  const cookies = [(await reset(await aLinkTo('device@example.com'))).headers['set-cookie']].flat()
  t.match(cookies, [/^device=[^;]+; .*HttpOnly/])
  t.equal(cookies.length, 1)
})

t.test('204: every other open link of the account is void after it', async (t) => {
  await shop.aPerson('links@example.com')
  const [first, second] = [await aLinkTo('links@example.com'), await aLinkTo('links@example.com')]
  t.equal((await reset(second)).statusCode, 204)
  t.match((await reset(first, PASSWORD)).json(), { status: 422, code: 'token_invalid' })
  t.equal((await login('links@example.com', OTHER)).statusCode, 200)
})

t.test('204: a link pressed twice at once sets one password', async (t) => {
  await shop.aPerson('race@example.com')
  const token = await aLinkTo('race@example.com')
  const replies = await Promise.all([reset(token, 'the first of the two'), reset(token, 'the second of the two')])
  t.strictSame(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b), [204, 422])
  const won = replies[0]?.statusCode === 204 ? 'the first of the two' : 'the second of the two'
  t.equal((await login('race@example.com', won)).statusCode, 200)
})

t.test('204: whoever never proved the address has proven it now', async (t) => {
  const [row] = await pool<Array<{ id: string }>>`insert into users (email, status) values ('pending@example.com', 'pending') returning id`
  t.equal((await reset(await aLinkTo('pending@example.com'))).statusCode, 204)
  t.equal((await login('pending@example.com', OTHER)).statusCode, 200)
  t.equal((await pool`select 1 from events where name = 'user.verified' and object_id = ${row?.id ?? ''}`).length, 1)
})

t.test('204: a locked-out owner comes back by mail while wrong passwords go on', async (t) => {
  await shop.aPerson('locked@example.com')
  const attack = async (): Promise<number[]> =>
    await Promise.all(Array.from({ length: 4 }, async (_, n) => (await login('locked@example.com', `guess ${n}`)).statusCode))
  for (let n = 0; n < 3; n += 1) await attack()
  t.equal((await login('locked@example.com', PASSWORD)).statusCode, 429)

  const reply = await reset(await aLinkTo('locked@example.com'))
  const device = String([reply.headers['set-cookie']].flat()[0]).split(';')[0] ?? ''
  for (let n = 0; n < 3; n += 1) await attack()
  t.equal((await login('locked@example.com', OTHER)).statusCode, 429, 'from a stranger\'s device')
  t.equal((await login('locked@example.com', OTHER, { cookie: device })).statusCode, 200, 'from the owner\'s')
})

t.test('204: 80 bytes count, not the first 72', async (t) => {
  await shop.aPerson('long@example.com')
  const [one, other] = [`${'é'.repeat(40)}1`, `${'é'.repeat(40)}2`]
  t.equal((await reset(await aLinkTo('long@example.com'), one)).statusCode, 204)
  t.equal((await login('long@example.com', other)).statusCode, 401)
  t.equal((await login('long@example.com', one)).statusCode, 200)
})

t.test('422: forged, used, expired and foreign tokens are answered alike, by any device', async (t) => {
  await shop.aPerson('tokens@example.com')
  const expired = await aLinkTo('tokens@example.com')
  await pool`update one_time_tokens set expires_at = now() - interval '1 second' where used_at is null`
  const used = await aLinkTo('tokens@example.com')
  t.equal((await reset(used)).statusCode, 204)
  await shop.register('foreign@example.com')
  const foreign = await tokenTo('foreign@example.com')
  const id = await shop.aPerson('disabled@example.com')
  const disabled = await aLinkTo('disabled@example.com')
  await pool`update users set status = 'disabled' where id = ${id}`

  const replies = [await reset('A'.repeat(43)), await reset(expired), await reset(used), await reset(foreign), await reset(disabled)]
  t.match(replies[0]?.json(), { status: 422, code: 'token_invalid' })
  for (const reply of replies) t.strictSame(seen(reply), seen(replies[0] as typeof reply))
  t.equal((await login('disabled@example.com', OTHER)).statusCode, 401)
})

t.test('422: a password we do not take leaves the link as good as it was', async (t) => {
  await shop.aPerson('picky@example.com')
  const token = await aLinkTo('picky@example.com')
  t.match((await reset(token, 'short')).json(), { status: 422, errors: [{ path: '/password', code: 'password_too_short' }] })
  t.match((await reset(token, 'password123')).json(), { status: 422, errors: [{ path: '/password', code: 'password_too_common' }] })
  t.equal((await reset(token, 'x'.repeat(1_000_000))).statusCode, 422)
  t.equal((await reset(token)).statusCode, 204)
})

t.test('422: a body of another shape', async (t) => {
  for (const body of [{}, { token: 'x' }, { token: 'x', password: OTHER, userId: 'x' }, { token: 1, password: OTHER }]) {
    t.equal((await post('reset_password', body)).statusCode, 422, JSON.stringify(body))
  }
})
