// DELETE /v1/users/{id}: nothing is left that names the person, the books stay as they were, sessions end at once, twice is once.
import t from 'tap'
import { openSession } from '../../../src/modules/auth/index.ts'
import { anApp } from '../../support/app.ts'
import { anOrder, aVariant, call, pay } from '../../support/commerce.ts'
import { breaches } from '../../support/invariants.ts'
import { aPerson, PASSWORD } from '../auth/people.ts'
import { ADDRESS, aTracedPerson, search, signIn, TRACES } from './traces.ts'

const shop = await anApp(t, { template: 'demo' })
const { app, pool, config, database, settled } = shop
const person = await aTracedPerson(shop)

const erase = async (bearer: string, id = 'me') => await app.inject({ method: 'DELETE', url: `/v1/users/${id}`, headers: { authorization: `Bearer ${bearer}` } })
const me = async (bearer: string) => await app.inject({ url: '/v1/users/me', headers: { authorization: `Bearer ${bearer}` } })

/** What an auditor would look at, of the orders and of all that hangs on them. */
const books = async () => await pool`
  select o.id, o.number, o.status, o.payment_status, o.fulfillment_status, o.currency, o.country, o.subtotal, o.discount_total, o.shipping_total, o.tax_total,
    o.total, o.tax_included, o.base_currency, o.exchange_rate, o.base_total, o.placed_at, o.shipping_address ->> 'countryCode' as ships_to, o.user_id,
    (select jsonb_agg(to_jsonb(i) order by i.id) from order_items i where i.order_id = o.id) as items,
    (select jsonb_agg(to_jsonb(x) order by x.id) from order_tax_lines x where x.order_id = o.id) as taxes,
    (select jsonb_agg(to_jsonb(e) order by e.id) from order_events e where e.order_id = o.id) as events,
    (select jsonb_agg(to_jsonb(r) - 'gateway_response' - 'return_url' - 'updated_at' order by r.id) from transactions r where r.order_id = o.id) as payments
  from orders o order by o.id`

t.test('409 order_in_progress: while an order is under way the address is needed', async (t) => {
  const { id } = await aPerson(pool, { email: 'lena@example.com' })
  const { accessToken } = await openSession(pool, config, id)
  const waiting = await anOrder(shop, await aVariant(pool, 5))
  t.match((await erase(accessToken)).json(), { status: 409, code: 'order_in_progress', orders: 1 }, 'not paid yet')
  await pay(shop, waiting)
  t.match((await erase(accessToken)).json(), { status: 409, code: 'order_in_progress', orders: 1 }, 'paid, not sent')
  t.equal((await me(accessToken)).statusCode, 200, 'nothing happened')
  await call(shop, { method: 'POST', url: `/v1/orders/${waiting.id}/cancel`, order: waiting.token, body: {} })
  await settled()
  t.equal((await erase(accessToken)).statusCode, 204)
  t.same(await search(database.adminUrl, ['lena@example.com', 'Torstraße']), [])
})

t.test('403: not by a session that was not proven lately; 404 for a stranger; 401 without one', async (t) => {
  const old = await openSession(pool, config, person.id)
  await pool`update sessions set authenticated_at = now() - interval '16 minutes' where id = ${old.sessionId}`
  t.match((await erase(old.accessToken)).json(), { status: 403, code: 'reauthentication_required' })
  const stranger = await aPerson(pool)
  const { accessToken } = await openSession(pool, config, stranger.id)
  t.match((await erase(accessToken, person.id)).json(), { status: 404, code: 'user_not_found' })
  t.equal((await app.inject({ method: 'DELETE', url: '/v1/users/me' })).statusCode, 401)
  t.equal((await me(person.bearer)).statusCode, 200)
})

t.test('the person stands in many places, or the search below would prove nothing', async (t) => {
  const found = await search(database.adminUrl, Object.values(TRACES))
  const tables = new Set(found.map((place) => place.split('.')[0]))
  for (const table of ['users', 'user_profiles', 'user_addresses', 'sessions', 'carts', 'orders', 'registrations', 'login_attempts', 'development_mails', 'idempotency_keys', 'pgboss']) {
    t.ok(tables.has(table), table)
  }
  for (const [name, word] of Object.entries(TRACES)) t.ok(found.some((place) => place.endsWith(`: ${word}`)), name)
  t.same(found.filter((place) => /^(audit_log|events|order_events|payment_events|stock_movements)\./.test(place)), [], 'what cannot be changed never held them')
})

t.test('204: gone everywhere, in one call', async (t) => {
  const before = await books()
  const other = await openSession(pool, config, person.id)
  t.equal((await erase(person.bearer)).statusCode, 204)

  t.same(await search(database.adminUrl, Object.values(TRACES)), [], 'in no text, JSON or address of any table, the queue included')
  t.same(await books(), before, 'items, amounts, taxes, country, payments and timeline are as they were')
  t.same(await breaches(pool), {})
  for (const bearer of [person.bearer, other.accessToken]) t.match((await me(bearer)).json(), { status: 401, code: 'session_ended' })
  t.equal((await app.inject({ method: 'POST', url: '/v1/auth/refresh', payload: { refreshToken: other.refreshToken } })).statusCode, 401)
  t.equal(await signIn(shop), undefined, 'nor does the password open anything')
})

t.test('what is left says so: an erased account, orders without a name, consent taken back, an entry of what was scrubbed', async (t) => {
  const [user] = await pool`select email, status, email_verified_at from users where id = ${person.id}`
  t.match(user, { email: `erased-${person.id}@invalid`, status: 'erased', emailVerifiedAt: null })
  const seen = await call(shop, { bearer: person.staff, url: `/v1/admin/orders/${person.guestOrder}` })
  t.match(seen.body, { email: `erased-${person.guestOrder}@invalid`, note: null, shippingAddress: { lastName: '—', countryCode: 'DE' } })
  t.match(await pool`select granted, source from consents where user_id = ${person.id} order by id`, [{ granted: true }, { granted: false, source: 'erasure' }])
  t.match(await pool`select actor_type, before, after, ip from audit_log where action = 'user.erase' and object_id = ${person.id}`, [{
    actorType: 'system', ip: null, before: { status: 'active' }, after: { status: 'erased', scrubbed: { orders: 2, user_addresses: 1, user_profiles: 1, registrations: 2 } }
  }])
  t.equal((await pool`select 1 from events where name = 'user.erased' and object_id = ${person.id}`).length, 1)
  t.equal((await pool`select 1 from carts where id = ${person.cart}`).length, 0, 'the open cart is gone')
})

t.test('a second time is harmless: 401 to the person, 204 to the staff, and nothing is written', async (t) => {
  const standing = async () => await pool`select (select count(*) from audit_log) as entries, (select count(*) from events) as events, (select max(updated_at) from users) as touched`
  const before = await standing()
  t.equal((await erase(person.bearer)).statusCode, 401)
  const again = await app.inject({ method: 'DELETE', url: `/v1/admin/users/${person.id}`, headers: { authorization: `Bearer ${person.staff}` } })
  t.equal(again.statusCode, 204)
  t.same(await standing(), before)
})

t.test('the address is free again, and whoever takes it finds nothing of before', async (t) => {
  const { id } = await aPerson(pool, { email: TRACES.email })
  const { accessToken } = await openSession(pool, config, id)
  t.same((await call(shop, { bearer: accessToken, url: '/v1/orders' })).body.items, [])
})

t.test('all or nothing: a fault in the middle leaves the person whole', async (t) => {
  const { id, email } = await aPerson(pool)
  const { accessToken } = await openSession(pool, config, id)
  await call(shop, { bearer: accessToken, method: 'PATCH', url: '/v1/users/me', body: { firstName: 'Whole' } })
  const { default: postgres } = await import('postgres')
  const owner = postgres(database.ownerUrl, { max: 1 })
  await owner`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not now'; end $$`
  await owner`create trigger refuse before insert on audit_log for each row execute function refuse()`
  t.equal((await erase(accessToken)).statusCode, 500)
  await owner`drop trigger refuse on audit_log`
  await owner.end()
  t.match((await me(accessToken)).json(), { id, email, firstName: 'Whole' })
  t.equal((await erase(accessToken)).statusCode, 204)
})

t.test('twice at the same moment is once', async (t) => {
  const { id } = await aPerson(pool)
  const { accessToken } = await openSession(pool, config, id)
  const replies = await Promise.all(Array.from({ length: 4 }, async () => await erase(accessToken)))
  for (const reply of replies) t.ok([204, 401].includes(reply.statusCode), String(reply.statusCode))
  t.equal((await pool`select 1 from audit_log where action = 'user.erase' and object_id = ${id}`).length, 1)
})

t.test('what was on its way when the erasure began comes too late: no device, name or address is written after it', async (t) => {
  const { id, email } = await aPerson(pool)
  const { accessToken } = await openSession(pool, config, id)
  const late = [
    async () => (await app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password: PASSWORD }, headers: { 'user-agent': 'LateBrowser' } })).statusCode,
    ...Array.from({ length: 3 }, () => async () =>
      (await call(shop, { bearer: accessToken, method: 'POST', url: '/v1/users/me/addresses', body: { type: 'shipping', ...ADDRESS, addressLine1: 'Spätweg 1' } })).statusCode),
    async () => (await call(shop, { bearer: accessToken, method: 'PATCH', url: '/v1/users/me', body: { firstName: 'Verspätet' } })).statusCode
  ]
  const [erased, ...others] = await Promise.all([erase(accessToken), ...late.map(async (act) => await act())])
  t.equal(erased.statusCode, 204)
  t.same(others.filter((status) => status >= 500), [])
  t.same(await search(database.adminUrl, [email, 'LateBrowser', 'Spätweg', 'Verspätet']), [])
  t.same(await pool`select 1 from sessions where user_id = ${id} and revoked_at is null`, [])
  await t.rejects(openSession(pool, config, id))
})

t.test('409 last_owner: the shop keeps an owner', async (t) => {
  t.match((await erase(person.staff)).json(), { status: 409, code: 'last_owner' })
  t.equal((await me(person.staff)).statusCode, 200)
})
