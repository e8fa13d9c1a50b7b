// POST /v1/auth/forgot_password: one answer for everybody, and what the mailbox gets.
import t from 'tap'
import { aShop, seen, tokenIn, withoutUsers } from './support.ts'

const shop = await aShop(t)
const { pool, post, mailsTo, config } = shop

const forgot = async (email: string, more: object = {}, headers?: Record<string, string>) => await post('forgot_password', { email, ...more }, headers)
const resetMails = async (email: string) => (await mailsTo(email)).filter(({ text }) => text.includes('/reset?token='))

t.test('202: the same for known and unknown addresses; only the known mailbox hears of it', async (t) => {
  await shop.aPerson('lena@example.com', { locale: 'de', firstName: 'Lena' })
  const [known, unknown] = [await forgot('lena@example.com'), await forgot('nobody@example.com')]
  t.equal(known.statusCode, 202)
  t.strictSame(known.json(), { status: 'reset_sent' })
  t.strictSame(seen(known), seen(unknown))
  t.equal(known.headers['cache-control'], 'no-store')

  const [mail, ...more] = await resetMails('lena@example.com')
  t.match(mail, { locale: 'de', subject: /Neues Passwort/, text: /Guten Tag Lena,/ })
  t.match(mail?.text, new RegExp(`${config.PUBLIC_STOREFRONT_URL}/de/account/reset\\?token=[\\w-]{43}\\n`))
  t.equal(more.length, 0)
  t.strictSame(await mailsTo('nobody@example.com'), [])
})

t.test('202: nothing of people is read or written before the answer', async (t) => {
  const replies = await withoutUsers(shop, async () => [await forgot('lena@example.com'), await forgot('stranger@example.com')])
  t.strictSame(replies.map(({ statusCode }) => statusCode), [202, 202])
})

t.test('202: the account\'s language wins over the request\'s; the admin\'s link leads to the admin', async (t) => {
  await shop.aPerson('yuki@example.com', { locale: 'ja' })
  await forgot('YUKI@example.com', { client: 'admin', locale: 'fr' }, { 'accept-language': 'es' })
  const [mail] = await resetMails('yuki@example.com')
  t.equal(mail?.locale, 'ja')
  t.match(mail?.text, new RegExp(`${config.PUBLIC_ADMIN_URL}/reset\\?token=[\\w-]{43}\\n`))

  await pool`update user_profiles set locale = null where user_id in (select id from users where email = 'yuki@example.com')`
  await forgot('yuki@example.com', { locale: 'fr' })
  t.equal((await resetMails('yuki@example.com'))[0]?.locale, 'fr')
})

t.test('202: five letters an hour, also when asked at once; the links of before stay good', async (t) => {
  await shop.aPerson('flooded@example.com')
  await forgot('flooded@example.com')
  const first = tokenIn((await resetMails('flooded@example.com'))[0])
  await Promise.all(Array.from({ length: 20 }, async () => await forgot('flooded@example.com')))
  t.equal((await resetMails('flooded@example.com')).length, 5)
  t.equal((await post('reset_password', { token: first, password: 'the owner is back' })).statusCode, 204)

  await pool`update one_time_tokens set created_at = created_at - interval '61 minutes'`
  await forgot('flooded@example.com')
  t.equal((await resetMails('flooded@example.com')).length, 6)
})

t.test('202: nobody disabled or erased gets one', async (t) => {
  for (const status of ['disabled', 'erased']) {
    const id = await shop.aPerson(`${status}@example.com`)
    await pool`update users set status = ${status} where id = ${id}`
    t.equal((await forgot(`${status}@example.com`)).statusCode, 202)
    t.equal((await resetMails(`${status}@example.com`)).length, 0)
  }
})

t.test('the job names an address and is soon forgotten; the token is nowhere but in the letter', async (t) => {
  await forgot('lena@example.com')
  const token = tokenIn((await resetMails('lena@example.com'))[0])
  const [jobs] = await pool<Array<{ count: number, longest: number }>>`
    select count(*)::int as count, max(deletion_seconds)::int as longest from pgboss.job where data::text like '%lena@example.com%'`
  t.ok((jobs?.count ?? 0) > 0)
  t.equal(jobs?.longest, 3600)
  const [queue] = await pool`select dead_letter from pgboss.queue where name = 'accounts.reset'`
  t.strictSame(queue, { deadLetter: null })

  const [kept] = await pool<Array<{ all: string }>>`
    select (select string_agg(data::text, ' ') from pgboss.job) || (select string_agg(o::text, ' ') from one_time_tokens o) as all`
  t.notMatch(kept?.all, token)
})

t.test('422: a body of another shape', async (t) => {
  for (const body of [{}, { email: 'lena' }, { email: 'lena@example.com', client: 'other' }, { email: 'lena@example.com', redirect: 'https://evil.example' }]) {
    t.equal((await post('forgot_password', body)).statusCode, 422, JSON.stringify(body))
  }
})
