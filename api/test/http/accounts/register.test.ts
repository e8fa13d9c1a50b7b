// POST /v1/auth/register: every status it can answer, and what a stranger may learn from it.
import t from 'tap'
import { aShop, OTHER, PASSWORD, seen, tokenIn, withoutUsers } from './support.ts'

const shop = await aShop(t)
const { pool, register, mailsTo, post, login } = shop

t.test('202: the letter has the link that makes the account; before it there is none', async (t) => {
  const reply = await register('lena@example.com', { firstName: 'Lena', lastName: 'Vogt', locale: 'de', currency: 'EUR' })
  t.equal(reply.statusCode, 202)
  t.strictSame(reply.json(), { status: 'verification_sent' })
  t.equal(reply.headers['cache-control'], 'no-store')
  t.equal(reply.headers['set-cookie'], undefined)

  const mails = await mailsTo('Lena@Example.com')
  t.equal(mails.length, 1)
  t.match(mails[0], { locale: 'de', subject: /Bestätigen Sie/ })
  t.match(mails[0]?.text, new RegExp(`${shop.config.PUBLIC_STOREFRONT_URL}/de/account/verify\\?token=[\\w-]{43}\\n`))
  t.match(mails[0]?.html, /href="[^"]+\/de\/account\/verify\?token=[\w-]{43}"/)
  t.equal((await pool`select 1 from users where email = 'lena@example.com'`).length, 0)
})

t.test('202: the same answer for an address that has an account, and the owner is told', async (t) => {
  await shop.aPerson('known@example.com', { locale: 'fr' })
  const [known, unknown] = [await register('known@example.com', { password: OTHER }), await register('unknown@example.com', { password: OTHER })]
  t.strictSame(seen(known), seen(unknown))

  const [told] = await mailsTo('known@example.com')
  t.match(told, { subject: /déjà un compte/, locale: 'fr' })
  t.notMatch(told?.text, /token=/)
  t.equal((await login('known@example.com', PASSWORD)).statusCode, 200, 'the password is the owner\'s still')
  t.not((await login('known@example.com', OTHER)).statusCode, 200)
})

t.test('202: nothing of people is read or written before the answer', async (t) => {
  const replies = await withoutUsers(shop, async () =>
    [await register('known@example.com'), await register('stranger@example.com')])
  t.strictSame(replies.map(({ statusCode }) => statusCode), [202, 202])
})

t.test('202: a stranger who registers somebody\'s address learns nothing by signing in with the password of their own', async (t) => {
  await shop.aPerson('mine@example.com')
  for (const email of ['mine@example.com', 'nobodys@example.com']) await register(email, { password: OTHER })
  await shop.settled()
  const [known, unknown] = [await login('mine@example.com', OTHER), await login('nobodys@example.com', OTHER)]
  t.strictSame(seen(known), seen(unknown))
  t.match(unknown.json(), { status: 403, code: 'email_not_verified' })
  t.match((await login('nobodys@example.com', 'another one entirely')).json(), { status: 401, code: 'invalid_credentials' })
})

t.test('202: spelling, case and what cannot be seen make no second account', async (t) => {
  await shop.aPerson('anna@example.com')
  t.equal((await register('ANNA@Example.com')).statusCode, 202)
  const [told] = await mailsTo('anna@example.com')
  t.match(told?.subject, /already have an account/)
})

t.test('202: five letters to an address in an hour, whoever asks', async (t) => {
  for (let n = 0; n < 8; n += 1) t.equal((await register('flood@example.com')).statusCode, 202)
  await shop.aPerson('owner@example.com')
  for (let n = 0; n < 8; n += 1) await register('owner@example.com')
  t.equal((await mailsTo('flood@example.com')).length, 5)
  t.equal((await mailsTo('owner@example.com')).length, 5)

  await pool`update registrations set mailed_at = mailed_at - interval '61 minutes' where email = 'flood@example.com'`
  await register('flood@example.com')
  t.equal((await mailsTo('flood@example.com')).length, 6, 'an hour later again')
})

t.test('202: a job run twice is one letter, with the same link', async (t) => {
  await register('twice@example.com')
  const token = await shop.tokenTo('twice@example.com')
  await pool`update pgboss.job set state = 'created', started_on = null, completed_on = null where name = 'accounts.register' and state = 'completed'`
  t.equal((await mailsTo('twice@example.com')).length, 1)
  t.equal((await post('verify_email', { token })).statusCode, 204)
})

t.test('202: nobody who was disabled gets letters', async (t) => {
  const id = await shop.aPerson('gone@example.com')
  await pool`update users set status = 'disabled' where id = ${id}`
  t.equal((await register('gone@example.com')).statusCode, 202)
  t.strictSame(await mailsTo('gone@example.com'), [])
})

t.test('202: the letter that goes to an unproven mailbox holds no word of the stranger who asked', async (t) => {
  await register('victim@example.com', { firstName: 'Win a prize at evil.example', lastName: 'Now' })
  const [mail] = await mailsTo('victim@example.com')
  t.notMatch(`${mail?.subject ?? ''}${mail?.text ?? ''}${mail?.html ?? ''}`, /evil\.example/)
  t.ok(tokenIn(mail))
})

t.test('202: the language is the one asked for, else the browser\'s, else the shop\'s', async (t) => {
  await post('register', { email: 'asked@example.com', password: PASSWORD, locale: 'ja-JP' }, { 'accept-language': 'fr' })
  await post('register', { email: 'browser@example.com', password: PASSWORD }, { 'accept-language': 'es-MX,es;q=0.9' })
  await post('register', { email: 'neither@example.com', password: PASSWORD, locale: 'tlh' })
  t.equal((await mailsTo('asked@example.com'))[0]?.locale, 'ja')
  t.equal((await mailsTo('browser@example.com'))[0]?.locale, 'es')
  t.equal((await mailsTo('neither@example.com'))[0]?.locale, 'en')
})

t.test('422: short, common and endless passwords', async (t) => {
  const refused = async (password: string) => {
    const reply = await register('new@example.com', { password })
    t.equal(reply.statusCode, 422, password.slice(0, 20))
    return reply.json().errors[0]
  }
  t.match(await refused('too short'), { path: '/password', code: 'password_too_short' })
  for (const common of ['1234567890', 'qwertyuiop', 'password123', 'Basketball', '1q2w3e4r5t', 'MANCHESTER', 'ｑｗｅｒｔｙｕｉｏｐ', 'aaaaaaaaaaaa', '1111111111']) {
    t.match(await refused(common), { path: '/password', code: 'password_too_common' }, common)
  }
  t.match(await refused('x'.repeat(257)), { path: '/password' })
  t.match(await refused('x'.repeat(1_000_000)), { path: '/password' })
  t.equal((await register('new@example.com', { password: '👩‍🚀🌍🌙⭐️🪐☄️🛰️🚀🔭🌌' })).statusCode, 202, 'any characters, if enough')
})

t.test('422: a currency the shop does not take, fields nobody knows, an address that is none', async (t) => {
  t.match((await register('new@example.com', { currency: 'XAU' })).json(), { status: 422, errors: [{ path: '/currency', code: 'unsupported_currency' }] })
  for (const more of [{ status: 'active' }, { role: 'owner' }, { userId: 'x' }, { emailVerified: true }]) {
    t.equal((await register('new@example.com', more)).statusCode, 422, JSON.stringify(more))
  }
  for (const email of ['', 'lena', '@example.com', 'a b@example.com', `${'x'.repeat(250)}@example.com`]) t.equal((await register(email)).statusCode, 422, email)
  t.equal((await post('register', '{"email": ', { 'content-type': 'application/json' })).statusCode, 400)
})
