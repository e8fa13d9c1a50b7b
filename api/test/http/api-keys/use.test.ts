// A key as a program uses it: from its networks, until it expires, is rotated or revoked, and with its maker's rights of that moment.
import t from 'tap'
import { permissionNames } from '../../../src/modules/auth/index.ts'
import { documentOf } from '../../../src/plugins/openapi.ts'
import { fill, operationsOf, type Document } from '../../walk/document.ts'
import { age, aKey, aMember, aStaffedShop, lastEntry, memberWith, speakWith } from '../../support/staff.ts'

const shop = await aStaffedShop(t)
const { owner, pool } = shop
const URL = '/v1/admin/api_keys'
const LIST = '/v1/admin/localization/languages'
const dead = { status: 401, body: { code: 'invalid_api_key' } }
const good = { status: 200 }
const use = async (secret: string, ip?: string) => await speakWith(shop, secret)('GET', LIST, undefined, ip === undefined ? {} : { ip })
const last43 = (secret: string): string => secret.slice(0, 12) + [...secret.slice(12)].toReversed().join('')

t.test('200 within its scopes, 403 beside them, and never where a person is meant', async (t) => {
  const { secret } = await aKey(owner, ['localization.read', 'api_keys.write', 'staff.write', 'staff.read'])
  const program = speakWith(shop, secret)
  t.match(await program('GET', LIST), good)
  t.match(await program('GET', '/v1/admin/products'), { status: 403, body: { code: 'permission_missing' } })
  for (const [method, url, body] of [
    ['GET', '/v1/admin/session', undefined], ['GET', '/v1/users/me', undefined], ['POST', URL, { name: 'x', scopes: ['localization.read'] }],
    ['POST', '/v1/admin/staff', { email: 'x@example.com', roles: ['read_only'] }], ['PATCH', `/v1/admin/staff/${owner.id}`, { status: 'deactivated' }], ['POST', '/v1/admin/roles', { code: 'x', name: 'x', permissions: [] }]
  ] as const) {
    t.match(await program(method, url, body), { status: 403, body: { code: 'person_required' } }, `${method} ${url}`)
  }
})

t.test('401: wrong, cut, foreign or made-up secrets', async (t) => {
  const key = await aKey(owner, ['localization.read'])
  const other = await aKey(owner, ['localization.read'])
  t.match(await use(key.secret), good)
  for (const secret of [last43(key.secret), key.secret.slice(0, -1), `${key.secret}x`, `${key.prefix}_${other.secret.slice(12)}`, key.prefix, `${key.prefix}_`, 'tw_', `tw_${'%'.repeat(8)}_${'a'.repeat(43)}`]) {
    t.match(await use(secret), dead, secret.slice(0, 14))
  }
})

t.test('401 from a network that is not listed; addresses of either family, however the socket names them', async (t) => {
  const { secret, id } = await aKey(owner, ['localization.read'], { networks: ['203.0.113.0/24', '2001:db8::/32'] })
  for (const ip of ['203.0.113.7', '::ffff:203.0.113.7', '::FFFF:cb00:7107', '2001:db8::5', '2001:db8::5%eth0']) t.match(await use(secret, ip), good, ip)
  for (const ip of ['203.0.114.7', '::ffff:198.51.100.1', '2001:db9::1', 'fe80::1%eth0', '127.0.0.1']) t.match(await use(secret, ip), dead, ip)
  const forged = await speakWith(shop, secret)('GET', LIST, undefined, { ip: '198.51.100.1', headers: { 'x-forwarded-for': '203.0.113.7' } })
  t.match(forged, dead, 'a forged header does not help')
  t.match((await owner.speak('GET', `${URL}/${id}`)).body, { lastUsedIp: '203.0.113.7' })
})

t.test('the last use is noted, to the minute', async (t) => {
  const { secret, id } = await aKey(owner, ['localization.read'])
  await use(secret, '198.51.100.1')
  await use(secret, '198.51.100.2')
  t.match((await owner.speak('GET', `${URL}/${id}`)).body, { lastUsedIp: '198.51.100.1', lastUsedAt: /^2/ })
  await pool`update api_keys set last_used_at = now() - interval '61 seconds' where id = ${id}`
  await use(secret, '198.51.100.2')
  t.match((await owner.speak('GET', `${URL}/${id}`)).body, { lastUsedIp: '198.51.100.2' })
})

t.test('401 once expired; a later expiry wakes it', async (t) => {
  const { secret, id } = await aKey(owner, ['localization.read'], { expiresAt: new Date(Date.now() + 3_600_000).toISOString() })
  t.match(await use(secret), good)
  await pool`update api_keys set expires_at = now() - interval '1 second' where id = ${id}`
  t.match(await use(secret), dead)
  t.match(await owner.speak('POST', `${URL}/${id}/rotate`, {}), { status: 409, body: { code: 'api_key_expired' } })
  await owner.speak('PATCH', `${URL}/${id}`, { expiresAt: new Date(Date.now() + 3_600_000).toISOString() })
  t.match(await use(secret), good)
})

t.test('rotation: both secrets during the overlap, then only the new one; an older one ends at once', async (t) => {
  const { secret: first, id } = await aKey(owner, ['localization.read'])
  const { body: { secret: second, previousValidUntil, prefix } } = await owner.speak('POST', `${URL}/${id}/rotate`, {})
  t.ok(second.startsWith(prefix))
  t.ok(Math.abs(Date.parse(previousValidUntil ?? '') - Date.now() - 24 * 3_600_000) < 60_000, 'a day unless told')
  t.match(await use(first), good)
  t.match(await use(second), good)
  const entry = await lastEntry(pool)
  t.equal(entry?.action, 'api_key.rotate')
  t.notOk(JSON.stringify(entry).includes(second.slice(12)))

  const { body: { secret: third } } = await owner.speak('POST', `${URL}/${id}/rotate`, { overlapHours: 1 })
  t.match(await use(first), dead)
  t.match(await use(second), good)
  await pool`update api_keys set previous_expires_at = now() - interval '1 second' where id = ${id}`
  t.match(await use(second), dead)
  t.match(await use(third), good)

  const { body: { secret: fourth, previousValidUntil: none } } = await owner.speak('POST', `${URL}/${id}/rotate`, { overlapHours: 0 })
  t.equal(none, null)
  t.match(await use(third), dead)
  t.match(await use(fourth), good)
  for (const overlapHours of [-1, 169, 1.5, '24']) t.equal((await owner.speak('POST', `${URL}/${id}/rotate`, { overlapHours })).status, 422)
})

t.test('revoked: both secrets are dead at once and for good; a second time is harmless', async (t) => {
  const { secret, id } = await aKey(owner, ['localization.read'])
  const { body: { secret: second } } = await owner.speak('POST', `${URL}/${id}/rotate`, {})
  t.equal((await owner.speak('DELETE', `${URL}/${id}`)).status, 204)
  t.match(await use(secret), dead)
  t.match(await use(second), dead)
  t.match(await lastEntry(pool), { action: 'api_key.revoke', before: { revokedAt: null }, after: { revokedAt: /^2/ } })
  t.equal((await owner.speak('DELETE', `${URL}/${id}`)).status, 204)
  for (const [method, path, body] of [['PATCH', '', { name: 'x' }], ['POST', '/rotate', {}]] as const) {
    t.match(await owner.speak(method, `${URL}/${id}${path}`, body), { status: 409, body: { code: 'api_key_revoked' } })
  }
})

t.test('a maker who is let go takes the keys along, and brings them back', async (t) => {
  const maker = await aMember(shop, 'owner')
  const { secret } = await aKey(maker, ['localization.read'])
  await owner.speak('PATCH', `/v1/admin/staff/${maker.id}`, { status: 'deactivated' })
  t.match(await use(secret), dead)
  await owner.speak('PATCH', `/v1/admin/staff/${maker.id}`, { status: 'active' })
  t.match(await use(secret), good)
})

t.test('a maker who lacks the second factor their role asks for may do nothing, nor may their keys', async (t) => {
  const maker = await memberWith(shop, ['api_keys.read', 'api_keys.write', 'localization.read'])
  const { secret, id } = await aKey(maker, ['localization.read'])
  t.match(await use(secret), good)
  await owner.speak('PATCH', `/v1/admin/roles/${maker.role}`, { requiresSecondFactor: true })
  t.match(await use(secret), { status: 403, body: { code: 'permission_missing' } })
  t.match(await maker.speak('GET', URL), { status: 403, body: { code: 'second_factor_required' } })
  t.strictSame((await owner.speak('GET', `${URL}/${id}`)).body.effectiveScopes, [])
  await pool`insert into credentials (user_id, kind, secret, confirmed_at) values (${maker.id}, 'totp', 'sealed', now())`
  t.match(await use(secret), good)
})

t.test('one\'s own key outlives lost scopes asleep: it may be renamed and rotated, not widened', async (t) => {
  const maker = await memberWith(shop, ['api_keys.read', 'api_keys.write', 'localization.read', 'products.read'])
  const { id } = await aKey(maker, ['localization.read', 'products.read'])
  await owner.speak('PATCH', `/v1/admin/roles/${maker.role}`, { permissions: ['api_keys.read', 'api_keys.write', 'localization.read'] })
  await age(pool, maker.id, 0)
  t.match(await maker.speak('PATCH', `${URL}/${id}`, { name: 'Renamed' }), { status: 200, body: { effectiveScopes: ['localization.read'] } })
  t.match(await maker.speak('PATCH', `${URL}/${id}`, { scopes: ['products.read'] }), { status: 403 })
  const { body: { secret } } = await maker.speak('POST', `${URL}/${id}/rotate`, { overlapHours: 0 })
  t.equal((await speakWith(shop, secret)('GET', '/v1/admin/products')).status, 403)
  t.match(await use(secret), good)
})

t.test('a program with every scope gets into every operation that names a permission, but those a person must prove themselves for', async (t) => {
  const program = speakWith(shop, (await aKey(owner, permissionNames)).secret)
  const operations = operationsOf(documentOf(shop.app) as unknown as Document).filter(({ access }) => access.includes('.'))
  t.ok(operations.length > 30, `${operations.length} operations`)
  for (const operation of operations) {
    const { status, body } = await program(operation.method, fill(operation), operation.method === 'GET' ? undefined : { fieldNobodyKnows: 1 })
    t.ok(status < 500 && status !== 401 && (status !== 403 || body.code === 'person_required'), `${operation.name}: ${status} ${body.code}`)
  }
})

t.test('the audit log names the program, and so does the list of keys', async (t) => {
  const { id, secret } = await aKey(owner, ['localization.write'])
  t.equal((await speakWith(shop, secret)('PATCH', '/v1/admin/localization/languages/de', { position: 9 })).status, 200)
  t.match(await lastEntry(pool), { actorType: 'api_key', actorId: id, action: /language/, objectId: 'de', before: { position: 2 }, after: { position: 9 } })
})
