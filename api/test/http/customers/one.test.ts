// One customer for the staff: looked at, corrected, shut out, signed out, exported, erased; every act leaves an entry without a word of the person's.
import t from 'tap'
import { createStaff, openSession } from '../../../src/modules/auth/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { anApp } from '../../support/app.ts'
import { call, staffToken, type Call } from '../../support/commerce.ts'
import { aPerson, PASSWORD } from '../auth/people.ts'
import { ADDRESS, anOrderThatArrived, aTracedPerson, search, TRACES } from '../privacy/traces.ts'
import { unzip } from '../privacy/unzip.ts'

const shop = await anApp(t, { template: 'demo' })
const { app, pool, config, database, settled } = shop
const person = await aTracedPerson(shop)
const { staff } = person
const url = `/v1/admin/users/${person.id}`
const UNKNOWN = '01890000-0000-7000-8000-000000000000'

const ask = async (path: string, more: Partial<Call> = {}) => {
  const { statusCode, body, headers } = await call(shop, { url: `/v1/admin/users/${path}`, bearer: staff, ...more })
  return { statusCode, body: body as unknown as Record<string, unknown>, headers }
}
const bearerOf = async (role: 'support' | 'manager') => await transaction(pool, async (tx) =>
  (await openSession(tx, config, await createStaff(tx, { email: `${role}@staff.example`, passwordHash: 'none', role }))).accessToken)
const support = await bearerOf('support')
const manager = await bearerOf('manager')

interface Entry { action: string, actorType: string, actorId: string | null, before: Record<string, unknown>, after: Record<string, unknown>, ip: string | null, requestId: string | null }
const entries = async (id = person.id): Promise<Entry[]> => [...await pool<Entry[]>`
  select action, actor_type, actor_id, before, after, host(ip) as ip, request_id from audit_log where object_type = 'user' and object_id = ${id} order by id`]

t.test('GET 200: addresses, consents, devices, latest orders, and what the caller may do', async (t) => {
  const { statusCode, body } = await ask(person.id)
  t.equal(statusCode, 200)
  t.match(body, {
    id: person.id, email: TRACES.email, firstName: TRACES.firstName, phone: TRACES.phone, locale: 'de', currency: 'EUR', status: 'active', verified: true, isStaff: false,
    addresses: [{ type: 'shipping', isDefault: true, addressLine1: TRACES.street, countryCode: 'DE', createdAt: /Z$/ }],
    consents: [{ purpose: 'marketing_email', granted: true, locale: 'en', source: 'account', createdAt: /Z$/ }],
    ordersCount: 1, lastOrders: [{ id: person.orders[0], status: 'delivered', total: { currency: 'EUR' } }], sessionsCount: 1, lastSeenAt: /Z$/,
    can: ['edit', 'disable', 'sign_out', 'export', 'erase']
  })
  t.same((await ask(person.id, { bearer: support })).body['can'], [], 'who may only read is offered nothing')
  t.match((await call(shop, { url: `/v1/admin/orders?userId=${person.id}`, bearer: staff })).body.items.map(({ id }) => id), person.orders)
})

t.test('404: nobody has this id, or it is none', async (t) => {
  for (const id of [UNKNOWN, 'not-an-id']) t.match((await ask(id)).body, { status: 404, code: 'user_not_found' })
})

t.test('PATCH 200: corrected, and the log tells which fields, not what was in them', async (t) => {
  const { statusCode, body } = await ask(person.id, { method: 'PATCH', body: { firstName: 'Xanthi', phone: null } })
  t.equal(statusCode, 200)
  t.match(body, { firstName: 'Xanthi', lastName: TRACES.lastName, phone: null })
  const entry = (await entries()).at(-1)
  t.match(entry, { action: 'user.update', actorType: 'staff', actorId: /-/, before: { status: 'active' }, after: { status: 'active', fields: ['firstName', 'phone'] }, ip: '127.0.0.1' })
  t.ok(entry?.requestId)
  t.same((await search(database.adminUrl, ['Xanthi', 'Quillfeather'])).filter((place) => place.startsWith('audit_log')), [])
})

t.test('PATCH 422: what the shop does not speak or take, unknown fields; 403 without users.write', async (t) => {
  for (const body of [{ locale: 'tlh' }, { currency: 'XXX' }, { email: 'other@example.com' }, { status: 'erased' }]) {
    t.equal((await ask(person.id, { method: 'PATCH', body })).statusCode, 422, JSON.stringify(body))
  }
  t.match((await ask(person.id, { method: 'PATCH', body: {}, bearer: support })).body, { status: 403, code: 'permission_missing' })
  const before = (await entries()).length
  t.equal((await ask(person.id, { method: 'PATCH', body: {} })).statusCode, 200)
  t.equal((await entries()).length, before, 'nothing asked, nothing noted')
})

t.test('disabled: every session ends and nobody gets in; enabled again they may', async (t) => {
  const { id, email } = await aPerson(pool)
  const { accessToken } = await openSession(pool, config, id)
  const login = async () => (await app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password: PASSWORD } })).statusCode
  t.match((await ask(id, { method: 'PATCH', body: { status: 'disabled' } })).body, { status: 'disabled', sessionsCount: 0, can: ['edit', 'enable', 'sign_out', 'export', 'erase'] })
  t.match((await call(shop, { url: '/v1/users/me', bearer: accessToken })).body, { status: 401, code: 'session_ended' })
  t.equal(await login(), 401)
  t.equal((await ask(id, { method: 'PATCH', body: { status: 'active' } })).body['status'], 'active')
  t.equal(await login(), 200)
  t.match((await entries(id)).map(({ action, before, after }) => [action, before['status'], after['status']]), [['user.update', 'active', 'disabled'], ['user.update', 'disabled', 'active']])
  const unproven = await aPerson(pool, { verified: false })
  t.match((await ask(unproven.id, { method: 'PATCH', body: { status: 'active' } })).body, { status: 409, code: 'user_not_verified' })
})

t.test('sign_out 204: on every device', async (t) => {
  const { id } = await aPerson(pool)
  const { accessToken } = await openSession(pool, config, id)
  t.equal((await ask(`${id}/sign_out`, { method: 'POST' })).statusCode, 204)
  t.equal((await call(shop, { url: '/v1/users/me', bearer: accessToken })).statusCode, 401)
  t.match(await entries(id), [{ action: 'user.sign_out', after: { sessionsEnded: 1 } }])
})

t.test('an id in capitals is the same id: out at once, and under one name in the log', async (t) => {
  const { id } = await aPerson(pool)
  const session = await openSession(pool, config, id)
  const other = await openSession(pool, config, id)
  const me = async (bearer: string) => (await call(shop, { url: '/v1/users/me', bearer })).statusCode
  t.same([await me(session.accessToken), await me(other.accessToken)], [200, 200], 'remembered from now on')
  await app.inject({ method: 'DELETE', url: `/v1/users/me/sessions/${other.sessionId.toUpperCase()}`, headers: { authorization: `Bearer ${session.accessToken}` } })
  t.equal(await me(other.accessToken), 401)
  t.equal((await ask(id.toUpperCase(), { method: 'PATCH', body: { status: 'disabled' } })).statusCode, 200)
  t.equal(await me(session.accessToken), 401)
  t.match(await entries(id), [{ action: 'user.update' }])
})

t.test('export: 202, then its state, then the file; 404 before', async (t) => {
  t.match((await ask(`${person.id}/export`)).body, { status: 404, code: 'export_not_found' })
  t.equal((await ask(`${person.id}/export/file`)).statusCode, 404)
  const begun = await ask(`${person.id}/export`, { method: 'POST' })
  t.match(begun, { statusCode: 202, body: { id: /-/, status: /^(queued|running)$/ } })
  await settled()
  t.match((await ask(`${person.id}/export`)).body, { id: begun.body['id'], status: 'completed', completedAt: /Z$/ })
  const file = await app.inject({ url: `${url}/export/file`, headers: { authorization: `Bearer ${staff}` } })
  t.match(file.headers, { 'content-type': 'application/zip', 'cache-control': 'no-store' })
  t.match(JSON.parse((await unzip(file.rawPayload))['account.json'] ?? ''), [{ id: person.id, email: TRACES.email }])
  t.match((await entries()).at(-1), { action: 'user.export' })
  t.equal((await ask(`${person.id}/export/file`, { bearer: support })).statusCode, 403, 'reading a list is not taking everything along')
})

t.test('409 user_is_staff: nobody reaches a colleague by way of the customers', async (t) => {
  const [owner] = await pool<{ id: string }[]>`select id from users where email = 'admin@example.com'`
  const id = owner?.id ?? ''
  const acts: Array<[string, Partial<Call>]> = [
    [id, { method: 'PATCH', body: { status: 'disabled' } }], [`${id}/sign_out`, { method: 'POST' }], [`${id}/export`, { method: 'POST' }],
    [`${id}/export`, {}], [`${id}/export/file`, {}], [id, { method: 'DELETE' }]
  ]
  for (const [path, act] of acts) t.match((await ask(path, { ...act, bearer: manager })).body, { status: 409, code: 'user_is_staff' }, `${act.method ?? 'GET'} ${path}`)
  t.equal((await call(shop, { url: '/v1/users/me', bearer: staff })).statusCode, 200)
})

t.test('DELETE: 403 after a quarter of an hour, 409 while an order is under way, then 204 and 204', async (t) => {
  const old = await staffToken(shop)
  await pool`update sessions set authenticated_at = now() - interval '16 minutes' where client = 'admin' and id = (select max(id::text)::uuid from sessions where client = 'admin')`
  t.match((await ask(person.id, { method: 'DELETE', bearer: old })).body, { status: 403, code: 'reauthentication_required' })
  const [variant] = await pool<{ id: string }[]>`select variant_id as id from order_items where order_id = ${person.guestOrder}`
  await pool`update orders set status = 'paid', fulfillment_status = 'unfulfilled' where id = ${person.guestOrder}`
  t.match((await ask(person.id, { method: 'DELETE' })).body, { status: 409, code: 'order_in_progress' }, 'also one made as a guest')
  await pool`update orders set status = 'delivered', fulfillment_status = 'delivered' where id = ${person.guestOrder}`
  await anOrderThatArrived(shop, staff, variant?.id ?? '')
  // A letter being written at this very moment would come after the erasure.
  await settled()

  t.equal((await ask(person.id, { method: 'DELETE' })).statusCode, 204)
  t.equal((await ask(person.id, { method: 'DELETE' })).statusCode, 204)
  t.same(await search(database.adminUrl, [...Object.values(TRACES), ADDRESS.addressLine1]), [])
  t.match((await entries()).filter(({ action }) => action === 'user.erase'), [{ actorType: 'staff', actorId: /-/, ip: '127.0.0.1', after: { scrubbed: { orders: 3 } } }])
  t.equal((await entries()).filter(({ action }) => action === 'user.erase').length, 1)
})

t.test('who was erased is looked at, not touched', async (t) => {
  t.match((await ask(person.id)).body, { status: 'erased', email: `erased-${person.id}@invalid`, firstName: null, addresses: [], can: [] })
  t.match((await ask(person.id, { method: 'PATCH', body: { firstName: 'Back' } })).body, { status: 409, code: 'user_erased' })
  t.equal((await ask(`${person.id}/export`, { method: 'POST' })).statusCode, 409)
  t.equal((await ask(UNKNOWN, { method: 'DELETE' })).statusCode, 404)
})
