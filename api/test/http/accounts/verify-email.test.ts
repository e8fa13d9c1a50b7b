// POST /v1/auth/verify_email: every status it can answer, and what the account it makes is like.
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import t from 'tap'
import { createStaff } from '../../../src/modules/auth/index.ts'
import { invite } from '../../../src/modules/staff/invitations.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aShop, OTHER, PASSWORD, seen } from './support.ts'

const shop = await aShop(t)
const { pool, register, post, tokenTo, login } = shop

const verify = async (token: string) => await post('verify_email', { token })

t.test('204: the account is there, with what was said, and one can sign in', async (t) => {
  await register('lena@example.com', { firstName: 'Lena', lastName: 'Vogt', locale: 'de', currency: 'CHF', marketingConsent: { wording: 'Schickt mir Neues.' } })
  const token = await tokenTo('lena@example.com')
  t.match((await login('lena@example.com', PASSWORD)).json(), { status: 403, code: 'email_not_verified' })

  const reply = await verify(token)
  t.equal(reply.statusCode, 204)
  t.equal(reply.headers['set-cookie'], undefined, 'the link alone opens no session')
  t.match((await login('LENA@example.com', PASSWORD)).json(), { user: { email: 'lena@example.com', firstName: 'Lena', lastName: 'Vogt', locale: 'de', currency: 'CHF' } })

  const consents = await pool`
    select c.purpose, c.granted, c.wording, c.locale, c.source from consents c join users u on u.id = c.user_id where u.email = 'lena@example.com'`
  t.strictSame([...consents], [{ purpose: 'marketing_email', granted: true, wording: 'Schickt mir Neues.', locale: 'de', source: 'register' }])
  const [kept] = await pool`select password_hash, profile from registrations where email = 'lena@example.com'`
  t.strictSame(kept, { passwordHash: null, profile: {} }, 'what was kept for the proof is gone')
})

t.test('204: told once to the rest of the shop, and no consent where none was given', async (t) => {
  const id = await shop.aMember('quiet@example.com')
  t.equal((await pool`select 1 from events where name = 'user.verified' and object_id = ${id} and payload ->> 'userId' = ${id}`).length, 1)
  t.equal((await pool`select 1 from consents where user_id = ${id}`).length, 0)
})

t.test('204 again: a link pressed twice, as mail scanners do, makes nothing new', async (t) => {
  await register('again@example.com')
  const token = await tokenTo('again@example.com')
  const replies = await Promise.all(Array.from({ length: 6 }, async () => await verify(token)))
  t.strictSame(new Set(replies.map(({ statusCode }) => statusCode)), new Set([204]))
  t.equal((await pool`select 1 from users where email = 'again@example.com'`).length, 1)
  t.equal((await pool`select 1 from events e join users u on u.id::text = e.object_id::text where e.name = 'user.verified' and u.email = 'again@example.com'`).length, 1)
})

t.test('204: of two registrations for an address the pressed one counts', async (t) => {
  await register('two@example.com', { password: PASSWORD })
  const first = await tokenTo('two@example.com')
  await register('two@example.com', { password: OTHER })
  const second = await tokenTo('two@example.com')
  const replies = await Promise.all([verify(first), verify(second)])
  t.strictSame(replies.map(({ statusCode }) => statusCode), [204, 204])
  t.equal((await pool`select 1 from users where email = 'two@example.com'`).length, 1)
  const statuses = [(await login('two@example.com', PASSWORD)).statusCode, (await login('two@example.com', OTHER)).statusCode]
  t.equal(statuses.filter((status) => status === 200).length, 1, 'one password, not two')
})

t.test('204: where a stranger used up the letters before, neither password counts and the owner chooses one by mail', async (t) => {
  for (let n = 0; n < 5; n += 1) await register('wanted@example.com', { password: OTHER })
  const strangers = await tokenTo('wanted@example.com')
  await register('wanted@example.com', { password: PASSWORD })
  t.equal(await tokenTo('wanted@example.com'), strangers, 'no sixth letter')

  t.equal((await verify(strangers)).statusCode, 204)
  t.not((await login('wanted@example.com', OTHER)).statusCode, 200)
  t.not((await login('wanted@example.com', PASSWORD)).statusCode, 200)
  t.equal((await post('reset_password', { token: await tokenTo('wanted@example.com'), password: PASSWORD })).statusCode, 204)
  t.equal((await login('wanted@example.com', PASSWORD)).statusCode, 200)
})

t.test('204: who asks again and again with one password has it', async (t) => {
  for (let n = 0; n < 6; n += 1) await register('eager@example.com')
  t.equal((await verify(await tokenTo('eager@example.com'))).statusCode, 204)
  t.equal((await login('eager@example.com', PASSWORD)).statusCode, 200)
})

t.test('204: somebody invited who registers instead is the same person', async (t) => {
  const [row] = await pool<Array<{ id: string }>>`insert into users (email, status) values ('invited@example.com', 'pending') returning id`
  t.equal(await shop.aMember('invited@example.com'), row?.id)
  t.equal((await login('invited@example.com', PASSWORD)).statusCode, 200)
})

t.test('204: invited while the link is pressed, it is one person who has both', async (t) => {
  await register('both@example.com')
  const token = await tokenTo('both@example.com')
  const invitedBy = await transaction(pool, async (tx) => await createStaff(tx, { email: 'boss@example.com', passwordHash: 'none', role: 'owner' }))
  const by = { by: { actorType: 'staff' as const, actorId: invitedBy }, userId: invitedBy, permissions: new Set<string>() }
  const bothMeet = postgres(shop.database.ownerUrl, { max: 1, onnotice: () => {} })
  const [verified, invited] = await bothMeet.begin(async (tx) => {
    await tx`lock table users in share mode`
    const meeting = [verify(token), invite(pool, { email: 'both@example.com', roles: ['support'] }, 'en', by)] as const
    await sleep(400)
    return meeting
  }).then(async (meeting) => await Promise.all(meeting))
  await bothMeet.end()

  t.equal(verified.statusCode, 204)
  t.equal(invited.email, 'both@example.com')
  t.strictSame([...await pool`select id, status from users where email = 'both@example.com'`], [{ id: invited.id, status: 'active' }])
})

t.test('422: forged, expired and foreign tokens, and those of somebody disabled, are answered alike', async (t) => {
  await register('late@example.com')
  const expired = await tokenTo('late@example.com')
  await pool`update registrations set expires_at = now() - interval '1 second' where email = 'late@example.com'`

  await shop.aMember('other@example.com')
  await post('forgot_password', { email: 'other@example.com' })
  const foreign = await tokenTo('other@example.com')

  const id = await shop.aMember('ended@example.com')
  const [used] = [await tokenTo('ended@example.com')]
  await pool`update users set status = 'disabled' where id = ${id}`

  const replies = await Promise.all([verify('A'.repeat(43)), verify(expired), verify(foreign), verify(used)])
  t.match(replies[0]?.json(), { status: 422, code: 'token_invalid' })
  for (const reply of replies) t.strictSame(seen(reply), seen(replies[0] as typeof reply))
  t.equal((await pool`select 1 from users where email = 'late@example.com'`).length, 0)
})

t.test('422: a body of another shape', async (t) => {
  for (const body of [{}, { token: '' }, { token: 1 }, { token: 'x'.repeat(201) }, { token: 'x', more: 1 }]) {
    t.equal((await post('verify_email', body)).statusCode, 422, JSON.stringify(body).slice(0, 40))
  }
})

t.test('only the hash of the token is kept', async (t) => {
  await register('hash@example.com')
  const token = await tokenTo('hash@example.com')
  const [row] = await pool<Array<{ all: string }>>`select string_agg(r::text, ' ') as all from registrations r`
  t.notMatch(row?.all, token)
  const [jobs] = await pool<Array<{ all: string }>>`select coalesce(string_agg(data::text, ' '), '') as all from pgboss.job`
  t.notMatch(jobs?.all, token)
  t.notMatch(jobs?.all, /hash@example\.com|\$2b\$/, 'nor is anybody named in the job')
})
