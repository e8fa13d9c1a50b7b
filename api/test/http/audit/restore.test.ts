// POST /v1/admin/audit_log/{id}/restore: what was is written back through the object's own route, by who may do so.
import t from 'tap'
import { createStaff, openSession } from '../../../src/modules/auth/index.ts'
import { createUser } from '../../../src/modules/users/index.ts'
import { audit } from '../../../src/platform/audit.ts'
import { transaction } from '../../../src/platform/db.ts'
import { newId } from '../../../src/shared/ids.ts'
import { anApp } from '../../support/app.ts'
import { get, staffOf, type Page, type Problem, type Product, type Staff, type StaffProduct } from '../../support/catalogue.ts'

interface Entry { id: string, action: string, before: Record<string, unknown>, after: Record<string, unknown>, actor: { id: string }, ip: string, requestId: string, restorable: boolean }
const shop = await anApp(t, { template: 'demo' })
const owner = await staffOf(shop)
const { body: teapot } = await get<Product>(shop, '/v1/products/cast-iron-teapot')
const product = `/v1/admin/products/${teapot.id}`

const newest = async (objectId: string): Promise<Entry> => {
  const { body: { items: [entry] } } = await owner<Page<Entry>>('GET', `/v1/admin/audit_log?objectId=${objectId}&limit=1`)
  if (!entry) throw new Error('No entry')
  return entry
}
const restore = async (id: string, who: Staff = owner, query = '') =>
  await who<Problem & { entry: Entry, parts?: string[] }>('POST', `/v1/admin/audit_log/${id}/restore${query}`)
const ownerId = async (): Promise<string> => (await shop.pool<{ id: string }[]>`select id from users where email = 'admin@example.com'`)[0]?.id ?? ''
const read = async (): Promise<StaffProduct> => (await owner<StaffProduct>('GET', product)).body
const nameIn = (body: StaffProduct, language: string) => body.texts.find((text) => text.language === language)?.name

t.test('200: words, state and order of pictures of a product', async (t) => {
  const before = await read()
  await owner('PATCH', product, { status: 'archived', texts: { en: { name: 'Wrong', description: '<p>Wrong</p>' } }, pictures: before.pictures.toReversed().map(({ id }) => ({ id, alt: { en: 'Wrong' } })) })
  const entry = await newest(teapot.id)
  t.equal(entry.restorable, true)
  const { status, body } = await restore(entry.id)
  t.equal(status, 200, JSON.stringify(body))
  const after = await read()
  t.strictSame({ ...after, version: 0, updatedAt: '' }, { ...before, version: 0, updatedAt: '' })
  t.match(body.entry, { action: 'product.changed', after: entry.before, actor: entry.actor, ip: '127.0.0.1', restorable: true })
  t.not(body.entry.requestId, entry.requestId)
})

t.test('200: prices, also those that were converted before', async (t) => {
  const before = await read()
  const [variant] = before.variants
  await owner('PUT', `${product}/prices`, [
    { variantId: variant?.id, currency: 'EUR', amount: '1.00' }, { variantId: variant?.id, currency: 'GBP', amount: '2.00' }, { variantId: variant?.id, currency: 'USD', amount: null }
  ])
  t.equal((await restore((await newest(teapot.id)).id)).status, 200)
  t.strictSame((await read()).variants, before.variants)
})

t.test('200: a currency and a language', async (t) => {
  await owner('PATCH', '/v1/admin/localization/currencies/JPY', { marginPercent: '1.5', roundingIncrement: '10' })
  await owner('PATCH', '/v1/admin/localization/currencies/JPY', { marginPercent: '9', position: 42 })
  const entry = await newest('JPY')
  t.equal((await restore(entry.id)).status, 200)
  t.match((await owner('GET', '/v1/admin/localization/currencies/JPY')).body, { marginPercent: /^1\.5/, roundingIncrement: /^10/, position: entry.before['position'] })
  const { body: french } = await owner<{ position: number }>('GET', '/v1/admin/localization/languages/fr')
  await owner('PATCH', '/v1/admin/localization/languages/fr', { position: 99 })
  t.equal((await restore((await newest('fr')).id)).status, 200)
  t.match((await owner('GET', '/v1/admin/localization/languages/fr')).body, { position: french.position })
})

t.test('200: a role, a member of the staff, a key, a customer\'s state', async (t) => {
  const made = async (url: string, body: object) => (await owner<{ id: string, code: string }>('POST', url, body)).body
  const role = await made('/v1/admin/roles', { code: 'night_shift', name: 'Night shift', permissions: ['orders.read'] })
  const key = await made('/v1/admin/api_keys', { name: 'Warehouse', scopes: ['orders.read', 'orders.write'] })
  const { member, customer } = await transaction(shop.pool, async (tx) => ({
    member: await createStaff(tx, { email: 'member@example.com', passwordHash: 'none', role: 'orders' }),
    customer: await createUser(tx, { email: 'customer@example.com', verified: true })
  }))
  const changes: Array<[string, string, object, object]> = [
    [`/v1/admin/roles/${role.code}`, role.code, { name: 'Day shift', permissions: ['orders.read', 'orders.write'] }, { name: 'Night shift', permissions: ['orders.read'] }],
    [`/v1/admin/staff/${member}`, member, { roles: ['support'] }, { roles: [{ code: 'orders' }] }],
    [`/v1/admin/staff/${member}`, member, { status: 'deactivated' }, { status: 'active' }],
    [`/v1/admin/api_keys/${key.id}`, key.id, { name: 'Shop', scopes: ['orders.read'], expiresAt: '2027-01-01T00:00:00.000Z' }, { name: 'Warehouse', scopes: ['orders.read', 'orders.write'], expiresAt: null }],
    [`/v1/admin/users/${customer}`, customer, { status: 'disabled' }, { status: 'active' }]
  ]
  for (const [url, id, change, former] of changes) {
    t.equal((await owner('PATCH', url, change)).status, 200, url)
    const { status, body } = await restore((await newest(id)).id)
    t.equal(status, 200, JSON.stringify(body))
    const { body: now } = await owner<{ items?: Array<{ code: string }> }>('GET', url.replace(/roles\/.*/, 'roles'))
    t.match(now.items?.find(({ code }) => code === id) ?? now, former, url)
  }
})

t.test('200: what is so already is written back all the same, and leaves its entry', async (t) => {
  const id = await transaction(shop.pool, async (tx) => await createUser(tx, { email: 'twice@example.com', verified: true }))
  await owner('PATCH', `/v1/admin/users/${id}`, { status: 'disabled' })
  const entry = await newest(id)
  for (let times = 0; times < 2; times += 1) t.match(await restore(entry.id, owner, '?force=true'), { status: 200, body: { entry: { after: { status: 'active' } } } })
})

t.test('409 changed_since: a role that was deleted and made anew under its code is another one', async (t) => {
  const role = { code: 'season', name: 'Season', permissions: ['orders.read'] }
  await owner('POST', '/v1/admin/roles', role)
  await owner('PATCH', '/v1/admin/roles/season', { permissions: ['products.read'] })
  const { id } = await newest('season')
  const { accessToken } = await openSession(shop.pool, shop.config, await ownerId(), { client: 'admin' })
  await shop.app.inject({ method: 'DELETE', url: '/v1/admin/roles/season', headers: { authorization: `Bearer ${accessToken}` } })
  await owner('POST', '/v1/admin/roles', { ...role, permissions: ['media.read'] })
  t.match((await restore(id)).body, { status: 409, code: 'changed_since', parts: ['permissions'] })
  t.equal((await restore(id, owner, '?force=true')).status, 200)
})

t.test('403: what asks for a new proof asks for it here too, and for the right to look after the staff', async (t) => {
  await owner('PATCH', '/v1/admin/roles/night_shift', { name: 'Late shift' })
  const { id } = await newest('night_shift')
  const { accessToken, sessionId } = await openSession(shop.pool, shop.config, await ownerId(), { client: 'admin' })
  await shop.pool`update sessions set authenticated_at = now() - interval '16 minutes' where id = ${sessionId}`
  const stale = await shop.app.inject({ method: 'POST', url: `/v1/admin/audit_log/${id}/restore`, headers: { authorization: `Bearer ${accessToken}` } })
  t.match(stale.json(), { status: 403, code: 'reauthentication_required' })
  t.match((await restore(id, await staffOf(shop, ['audit_log.read', 'staff.read']))).body, { status: 403, detail: /staff\.write/ })
  t.match((await restore(id, await staffOf(shop, ['audit_log.read', 'staff.read', 'staff.write']))).body, { status: 403, code: 'permission_exceeds_yours' })
})

t.test('409 changed_since: the same was changed again; something else of it is no hindrance; force overwrites', async (t) => {
  const name = nameIn(await read(), 'de')
  await owner('PATCH', product, { texts: { de: { name: 'Erster' } } })
  const first = await newest(teapot.id)
  await owner('PATCH', product, { texts: { en: { name: 'Elsewhere' } } })
  const other = await newest(teapot.id)
  await owner('PATCH', product, { texts: { de: { name: 'Zweiter' } } })
  const refused = await restore(first.id)
  t.match(refused.body, { status: 409, code: 'changed_since', parts: ['texts.de.name'] })
  t.equal(nameIn(await read(), 'de'), 'Zweiter')
  t.equal((await restore(other.id)).status, 200)
  t.equal((await restore(first.id, owner, '?force=true')).status, 200)
  t.equal(nameIn(await read(), 'de'), name)
})

t.test('409 not_restorable: no former value, no such act', async (t) => {
  const variant = teapot.variants[0]?.id ?? ''
  await owner('POST', `/v1/admin/inventory/${variant}/adjustments`, { onHand: 50, reason: 'counted' })
  const stock = await newest(variant)
  t.equal(stock.restorable, false)
  t.match((await restore(stock.id)).body, { status: 409, code: 'not_restorable' })
  for (const [before, after] of [[null, { status: 'draft' }], [{ status: 'draft' }, { status: 'draft' }], [{ unknown: 1 }, {}], ['x', 'y']] as Array<[object, object]>) {
    const objectId = newId()
    await audit(shop.pool, { actorType: 'system', action: 'product.changed', objectType: 'product', objectId, before, after })
    t.match((await restore((await newest(objectId)).id)).body, { code: 'not_restorable' }, JSON.stringify([before, after]))
  }
})

t.test('403: who may read the log may not thereby change the thing; 401 and 404 before that', async (t) => {
  await owner('PATCH', product, { texts: { fr: { name: 'Autre' } } })
  const { id } = await newest(teapot.id)
  t.match((await restore(id, await staffOf(shop, ['audit_log.read', 'products.read']))).body, { status: 403, code: 'permission_missing', detail: /products\.write/ })
  t.match((await restore(id, await staffOf(shop, ['products.read', 'products.write']))).body, { status: 403, detail: /audit_log\.read/ })
  t.equal((await shop.app.inject({ method: 'POST', url: `/v1/admin/audit_log/${id}/restore` })).statusCode, 401)
  t.match((await restore(newId())).body, { status: 404, code: 'audit_entry_not_found' })
  t.equal(nameIn(await read(), 'fr'), 'Autre')
  t.equal((await restore(id, await staffOf(shop, ['audit_log.read', 'products.read', 'products.write']))).status, 200)
})

t.test('422 and 404 as the object\'s own route says them', async (t) => {
  const at = async (objectId: string, before: object, after: object) => {
    await audit(shop.pool, { actorType: 'system', action: 'product.changed', objectType: 'product', objectId, before, after })
    return await restore((await newest(objectId)).id)
  }
  t.match((await at(newId(), { status: 'draft' }, { status: 'active' })).body, { status: 404, code: 'product_not_found' })
  t.match((await at(teapot.id, { status: 'melted' }, { status: 'active' })).body, { status: 422, code: 'validation_failed', errors: [{ path: '/status' }] })
})

t.test('nobody outside chooses a request id', async (t) => {
  const reply = await shop.app.inject({ url: '/v1/admin/audit_log/x', headers: { 'x-tradewind-inside': 'chosen', 'x-request-id': 'chosen', 'request-id': 'chosen' } })
  t.notMatch(reply.json().requestId, /chosen/)
})
