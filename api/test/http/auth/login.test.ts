// POST /v1/auth/login: every status it can answer, and what an outsider may learn from it.
import t from 'tap'
import { hash as bcrypt } from '@node-rs/bcrypt'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { anApp } from '../../support/app.ts'
import { hashPassword } from '../../../src/modules/auth/index.ts'
import { needsUpgrade } from '../../../src/modules/credentials/index.ts'
import { aPerson, cookiesOf, PASSWORD } from './people.ts'

const { app, pool } = await anApp(t)

const login = async (body: object, headers: Record<string, string> = {}) =>
  await app.inject({ method: 'POST', url: '/v1/auth/login', payload: body, headers })

t.test('200: tokens in the body when asked for, with who is signed in', async (t) => {
  const lena = await aPerson(pool, { email: 'lena@example.com' })
  const reply = await login({ email: ' LENA@example.com', password: PASSWORD, tokenDelivery: 'body' })
  const { accessToken, refreshToken, user, ...rest } = reply.json()

  t.equal(reply.statusCode, 200)
  t.strictSame(rest, { tokenType: 'Bearer', expiresIn: 600 })
  t.match(refreshToken, /^[\w-]{43}$/)
  t.match(user, { id: lena.id, email: 'lena@example.com' })
  t.notMatch(cookiesOf(reply).join(), /refresh_token=/)
  t.equal(reply.headers['cache-control'], 'no-store')

  const claims = decodeJwt(accessToken)
  t.match(decodeProtectedHeader(accessToken), { alg: 'EdDSA', typ: 'at+jwt', kid: /./ })
  t.match(claims, { sub: lena.id, aud: 'tradewind', sid: /./, iss: /^http/ })
  t.equal((claims.exp ?? 0) - (claims.iat ?? 0), 600)
})

t.test('200: by default the refresh token is a cookie no script can read, one name per front', async (t) => {
  const { email } = await aPerson(pool)
  const shopper = await login({ email, password: PASSWORD })
  const staff = await login({ email, password: PASSWORD, client: 'admin' })

  t.notOk(shopper.json().refreshToken)
  t.match(cookiesOf(shopper), [/^refresh_token=[\w-]{43}; /, /^device=/])
  t.match(cookiesOf(staff), [/^staff_refresh_token=[\w-]{43}; /, /^staff_device=/])
  for (const cookie of [...cookiesOf(shopper), ...cookiesOf(staff)]) {
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/v1/auth', 'Max-Age=']) t.match(cookie, attribute)
    t.notMatch(cookie, /Secure|Domain/)
  }
})

t.test('200: over https the cookie is secure by its very name', async (t) => {
  const shop = await anApp(t, { env: { PUBLIC_STOREFRONT_URL: 'https://shop.example.com' } })
  const { email } = await aPerson(shop.pool)
  const reply = await shop.app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password: PASSWORD } })
  t.match(cookiesOf(reply), [/^__Secure-refresh_token=[\w-]{43}; .*Secure/, /^__Secure-device=.*Secure/])
})

t.test('200: passwords that differ after 72 bytes differ, and composed letters are the same as plain ones', async (t) => {
  const long = 'ü'.repeat(40)
  const { email } = await aPerson(pool, { passwordHash: hashPassword(`${long}1`) })
  t.equal((await login({ email, password: `${long}2` })).statusCode, 401)
  t.equal((await login({ email, password: `${'u\u0308'.repeat(40)}1` })).statusCode, 200)
})

t.test('only hashes are kept', async (t) => {
  const { email, id } = await aPerson(pool)
  const { refreshToken } = (await login({ email, password: PASSWORD, tokenDelivery: 'body' })).json()
  const [kept] = await pool`
    select c.secret, encode(s.refresh_hash, 'escape') as refresh from credentials c join sessions s on s.user_id = c.user_id where c.user_id = ${id}`
  t.match(kept?.['secret'], /^\$2[aby]\$12\$/)
  t.not(kept?.['refresh'], refreshToken)
})

t.test('200: a hash weaker than today\'s, or brought along from another shop, is renewed by the way', async (t) => {
  const { email, id } = await aPerson(pool, { passwordHash: `plain:${await bcrypt(PASSWORD, { cost: 4 })}` })
  const kept = async (): Promise<string> => (await pool`select secret from credentials where user_id = ${id}`)[0]?.['secret']

  t.equal((await login({ email, password: 'not this one' })).statusCode, 401)
  t.ok(needsUpgrade(await kept()), 'a wrong password renews nothing')
  t.equal((await login({ email, password: PASSWORD })).statusCode, 200)
  t.notOk(needsUpgrade(await kept()))
  t.match(await kept(), /^\$2[aby]\$12\$/)
  t.equal((await login({ email, password: PASSWORD })).statusCode, 200)
})

t.test('401 invalid_credentials: a wrong password and an unknown address get the same answer', async (t) => {
  const { email } = await aPerson(pool)
  const wrong = await login({ email, password: 'not this one' })
  const unknown = await login({ email: 'nobody@example.com', password: 'not this one' })
  const plain = (reply: typeof wrong) => ({ ...reply.json(), requestId: '' })

  t.equal(wrong.statusCode, 401)
  t.equal(wrong.json().code, 'invalid_credentials')
  t.strictSame(plain(unknown), plain(wrong))
  t.strictSame(Object.keys(unknown.headers), Object.keys(wrong.headers))
})

t.test('401: an unknown address takes as long as a known one', async (t) => {
  const { email } = await aPerson(pool)
  const took = async (address: string) => {
    const start = performance.now()
    await login({ email: address, password: 'not this one' })
    return performance.now() - start
  }
  await took(email)
  const known = Math.min(await took(email), await took(email), await took(email))
  const unknown = Math.min(await took('nobody1@example.com'), await took('nobody2@example.com'), await took('nobody3@example.com'))
  t.ok(unknown > known / 2, `${unknown} ms against ${known} ms`)
})

t.test('401: who was switched off cannot sign in, and is not told why', async (t) => {
  const { email, id } = await aPerson(pool)
  await pool`update users set status = 'disabled' where id = ${id}`
  const reply = await login({ email, password: PASSWORD })
  t.match({ status: reply.statusCode, ...reply.json() }, { status: 401, code: 'invalid_credentials' })
})

t.test('403 email_not_verified: only to who knows the password', async (t) => {
  const { email } = await aPerson(pool, { verified: false })
  const right = await login({ email, password: PASSWORD })
  t.match({ status: right.statusCode, ...right.json() }, { status: 403, code: 'email_not_verified' })
  t.equal((await login({ email, password: 'not this one' })).statusCode, 401)
})

t.test('422: fields out of range; a password of a megabyte is never hashed', async (t) => {
  t.equal((await login({ email: 'lena@example.com', password: 'x'.repeat(257) })).statusCode, 422)
  t.equal((await login({ email: 'lena@example.com', password: 'x'.repeat(1_000_000) })).statusCode, 422)
  t.equal((await login({ email: 'lena@example.com' })).statusCode, 422)
  t.equal((await login({ email: 'lena@example.com', password: 'x', role: 'owner' })).statusCode, 422)
})
