// GET /v1/users/{id}/export: everything of the person's, nothing of anybody else's and no secret, in one ZIP made by a job.
import t from 'tap'
import { openSession } from '../../../src/modules/auth/index.ts'
import { privacySchedules } from '../../../src/modules/privacy/index.ts'
import { anApp } from '../../support/app.ts'
import { aCart, aVariant, call, LENA } from '../../support/commerce.ts'
import { aPerson } from '../auth/people.ts'
import { aTracedPerson, TRACES } from './traces.ts'
import { unzip } from './unzip.ts'

const shop = await anApp(t, { template: 'demo' })
const { app, pool, config, settled } = shop
const person = await aTracedPerson(shop)
const stranger = await aPerson(pool)
const strangersBearer = (await openSession(pool, config, stranger.id)).accessToken

const ask = async (id = 'me', bearer = person.bearer) => await app.inject({ url: `/v1/users/${id}/export`, headers: { authorization: `Bearer ${bearer}` } })

// Somebody else who mistyped an address while choosing where to ship.
const mistyped = await aCart(shop, await aVariant(pool, 5))
await call(shop, { method: 'PATCH', url: '/v1/cart', cart: mistyped, body: { email: TRACES.email, shippingAddress: { ...LENA.shippingAddress, addressLine1: 'Fremdenweg 3' } } })

type Json = Record<string, unknown>
const made = await ask()
const entries = made.statusCode === 200 ? await unzip(made.rawPayload) : {}
const read = <T = Json[]>(name: string): T => JSON.parse(entries[name] ?? '[]') as T

t.test('200: a ZIP that another reader opens, to be saved and kept by no cache', async (t) => {
  t.equal(made.statusCode, 200)
  t.match(made.headers, { 'content-type': 'application/zip', 'cache-control': 'no-store', 'content-disposition': /^attachment; filename="personal-data-\d{4}-\d\d-\d\d\.zip"$/ })
  t.ok(made.rawPayload.length > 1_000)
  t.match(read<Json>('about.json'), { createdAt: /Z$/, format: /JSON/, files: { 'account.json': 1, 'orders.json': 2 }, leftOut: { 'credentials.secret': /secret/ } })
})

t.test('what the person gave is there: profile, addresses, consents, devices, orders with what was bought, paid and sent', async (t) => {
  const { email, firstName, lastName, phone, street, note, userAgent, ip } = TRACES
  t.match(read('account.json'), [{ id: person.id, email, status: 'active' }])
  t.match(read('profile.json'), [{ firstName, lastName, phone, locale: 'de' }])
  t.match(read('addresses.json'), [{ type: 'shipping', address: { addressLine1: street } }])
  t.match(read('consents.json'), [{ purpose: 'marketing_email', granted: true, wording: 'Yes, write to me.' }])
  t.ok(read('sessions.json').some((session) => session['userAgent'] === userAgent && session['ip'] === ip))
  t.match(read('credentials.json'), [{ kind: 'password' }])
  const orders = read('orders.json')
  t.same(orders.map(({ id }) => id).toSorted(), [...person.orders, person.guestOrder].toSorted(), 'also what was ordered as a guest with the same address')
  for (const order of orders) {
    t.match(order, { email, note, shippingAddress: { lastName }, total: /^\d+\.\d{4}$/, items: [{ quantity: 1 }], fulfillments: [{ status: 'delivered' }], payments: [{ status: 'captured', refunds: [] }] })
    t.match((order['events'] as Json[]).map(({ name }) => name), ['placed', 'payment_started', 'paid', 'shipped', 'delivered'])
  }
  const carts = read('carts.json')
  t.match(carts.find(({ id }) => id === person.cart), { status: 'open', note, items: [{ quantity: 2 }] })
  t.equal(carts.length, 3)
})

t.test('a letter tells the owner, in their language, whoever sat at the account', async (t) => {
  await settled()
  const letters = await pool`select locale from development_mails where recipient = ${TRACES.email} and html_body like '%/account/privacy%'`
  t.match(letters, [{ locale: 'de' }])
})

t.test('no secret and nobody else is in it', async (t) => {
  const all = Object.values(entries).join('\n')
  const secrets = await pool<{ secret: string }[]>`
    select secret from credentials union select encode(refresh_hash, 'hex') from sessions union select encode(token_hash, 'hex') from one_time_tokens`
  t.ok(secrets.length >= 3)
  for (const { secret } of secrets) t.notOk(all.includes(secret))
  t.notMatch(all, /\$2[aby]\$|"(secret|refreshHash|tokenHash|codeHash|archive)"/)
  t.notOk(all.includes(stranger.email))
  t.notOk(all.includes('Fremdenweg'), 'nor a stranger\'s cart with a mistyped address')
  const [admin] = await pool<{ id: string }[]>`select id from users where email = 'admin@example.com'`
  for (const name of ['admin@example.com', String(admin?.id)]) t.notOk(all.includes(name), 'not even who of the staff sent the parcel or an invitation')
})

t.test('asked again within the hour the same archive is answered; older than that a new one is made', async (t) => {
  t.same((await ask(person.id)).rawPayload, made.rawPayload)
  await pool`update data_exports set completed_at = completed_at - interval '61 minutes' where user_id = ${person.id}`
  const again = await ask()
  t.equal(again.statusCode, 200)
  t.notSame(again.rawPayload, made.rawPayload)
  t.equal((await pool`select 1 from data_exports where user_id = ${person.id}`).length, 2)
})

t.test('202: while one is at work another call joins it, however many come at once', async (t) => {
  const { accessToken } = await openSession(pool, config, stranger.id)
  await pool`insert into data_exports (user_id, status) values (${stranger.id}, 'running')`
  const replies = await Promise.all(Array.from({ length: 3 }, async () => await ask('me', accessToken)))
  for (const reply of replies) {
    t.equal(reply.statusCode, 202)
    t.match(reply.json(), { id: /^[0-9a-f-]{36}$/, status: 'running', completedAt: null })
    t.equal(reply.headers['retry-after'], '5')
  }
  t.equal(new Set(replies.map((reply) => reply.json<{ id: string }>().id)).size, 1)
  t.equal((await pool`select 1 from data_exports where user_id = ${stranger.id}`).length, 1)
})

t.test('one whose worker never came back is given up, and the next call makes another', async (t) => {
  await pool`delete from data_exports where user_id = ${stranger.id}`
  await pool`insert into data_exports (user_id, status, updated_at) values (${stranger.id}, 'running', now() - interval '16 minutes')`
  const reply = await ask('me', strangersBearer)
  await settled()
  t.equal(reply.statusCode, 200)
  t.same((await pool<{ status: string }[]>`select status from data_exports where user_id = ${stranger.id} order by id`).map(({ status }) => status), ['failed', 'completed'])
})

t.test('an archive is gone when its day is over', async (t) => {
  await pool`update data_exports set expires_at = now() - interval '1 second' where user_id = ${stranger.id}`
  await privacySchedules[0]?.run(app.deps)
  t.equal((await pool`select 1 from data_exports where user_id = ${stranger.id}`).length, 0)
  t.equal((await pool`select 1 from data_exports where user_id = ${person.id}`).length, 2, 'those of others stay')
})

t.test('404: a stranger\'s id is as unknown as one that never was, or is no id', async (t) => {
  const plain = (reply: Awaited<ReturnType<typeof ask>>) => ({ status: reply.statusCode, ...reply.json<object>(), requestId: '' })
  const unknown = plain(await ask('01890000-0000-7000-8000-000000000000'))
  t.match(unknown, { status: 404, code: 'user_not_found' })
  t.strictSame(plain(await ask(stranger.id)), unknown)
  t.strictSame(plain(await ask('not-an-id')), unknown)
})

t.test('401: without a session', async (t) => {
  t.equal((await app.inject('/v1/users/me/export')).statusCode, 401)
})
