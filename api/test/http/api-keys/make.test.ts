// POST, GET, PATCH /v1/admin/api_keys: made by people with a fresh proof, never for more than they may, the secret shown once.
import t from 'tap'
import { age, aKey, aMember, aStaffedShop, lastEntry, memberWith } from '../../support/staff.ts'

const shop = await aStaffedShop(t)
const { owner, pool } = shop
const URL = '/v1/admin/api_keys'
const wish = (more: object = {}) => ({ name: 'Warehouse', scopes: ['products.read', 'inventory.write'], ...more })

t.test('201: the secret is shown once and kept nowhere', async (t) => {
  const { status, body, headers } = await owner.speak('POST', URL, wish({ networks: ['203.0.113.9/24', '2001:DB8::1', '203.0.113.0/24'] }))
  t.equal(status, 201)
  t.equal(headers['cache-control'], 'no-store')
  t.match(body.secret, /^tw_[0-9A-Za-z]{8}_[0-9A-Za-z_-]{43}$/)
  t.ok(body.secret.startsWith(`${body.prefix}_`))
  t.match(body, {
    name: 'Warehouse',
    scopes: ['inventory.write', 'products.read'],
    effectiveScopes: ['inventory.write', 'products.read'],
    networks: ['203.0.113.0/24', '2001:db8::1/128'],
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    createdBy: { id: owner.id, email: owner.email }
  })
  const { secret, ...rest } = body
  t.strictSame((await owner.speak('GET', `${URL}/${body.id}`)).body, rest)
  const random = secret.slice(12)
  const rows = await pool<Array<{ found: boolean }>>`
    select exists (select from api_keys k where k::text like ${`%${random}%`}) or exists (select from audit_log a where a::text like ${`%${random}%`})
      or exists (select from idempotency_keys i where i::text like ${`%${random}%`}) as found`
  t.equal(rows[0]?.found, false)
  t.match(await lastEntry(pool), { action: 'api_key.create', objectType: 'api_key', objectId: body.id, actorType: 'staff', actorId: owner.id, before: null, after: { name: 'Warehouse', prefix: body.prefix }, ip: '127.0.0.1' })
})

t.test('an Idempotency-Key is ignored: no answer with a secret is stored, and each call makes a key', async (t) => {
  const headers = { 'idempotency-key': 'the-same-key-for-both' }
  const [one, two] = [await owner.speak('POST', URL, wish(), { headers }), await owner.speak('POST', URL, wish(), { headers })]
  t.strictSame([one.status, two.status], [201, 201])
  t.not(one.body.id, two.body.id)
  t.equal(two.headers['idempotency-replayed'], undefined)
})

t.test('422: unknown scopes, doubled ones, none; networks that are none; an expiry that has passed', async (t) => {
  const wrong: Array<[object, string]> = [
    [{ scopes: ['products.fly'] }, '/scopes/0'], [{ scopes: [] }, '/scopes'], [{ scopes: ['products.read', 'products.read'] }, '/scopes'], [{ scopes: '*' }, '/scopes'],
    [{ networks: ['203.0.113.0/33'] }, '/networks/0'], [{ networks: ['10.0.0.0/8', 'nowhere'] }, '/networks/1'], [{ networks: ['010.0.0.1'] }, '/networks/0'],
    [{ networks: ['::ffff:10.0.0.1'] }, '/networks/0'], [{ networks: ['0:0:0:0:0:FFFF:a00:0/104'] }, '/networks/0'], [{ networks: ['fe80::1%eth0'] }, '/networks/0'], [{ networks: ['10.0.0.0/8/8'] }, '/networks/0'], [{ networks: ['10.0.0.0/ 8'] }, '/networks/0'],
    [{ expiresAt: new Date(Date.now() - 1000).toISOString() }, '/expiresAt'], [{ expiresAt: '9999-01-01T00:00:00Z' }, '/expiresAt'], [{ expiresAt: 'soon' }, '/expiresAt'],
    [{ name: ' ' }, '/name'], [{ createdBy: owner.id }, '/createdBy'], [{ permissions: ['products.read'] }, '/permissions']
  ]
  for (const [more, path] of wrong) {
    const { status, body } = await owner.speak('POST', URL, wish(more))
    t.strictSame([status, body.errors?.[0]?.path], [422, path], JSON.stringify(more))
  }
})

t.test('403: nobody makes a key for what they lack, nor gives it one later', async (t) => {
  const clerk = await memberWith(shop, ['api_keys.read', 'api_keys.write', 'products.read'])
  const made = await clerk.speak('POST', URL, wish())
  t.match(made, { status: 403, body: { code: 'permission_exceeds_yours', errors: [{ path: '/scopes' }] } })
  const key = await aKey(clerk, ['products.read'])
  t.match(await clerk.speak('PATCH', `${URL}/${key.id}`, { scopes: ['products.read', 'products.write'] }), { status: 403, body: { code: 'permission_exceeds_yours' } })
  t.strictSame((await clerk.speak('GET', `${URL}/${key.id}`)).body.scopes, ['products.read'])
})

t.test('403: a proof that is too old, a program, and another\'s key that may do more', async (t) => {
  const clerk = await memberWith(shop, ['api_keys.read', 'api_keys.write', 'products.read'])
  const strong = await aKey(owner, ['orders.write', 'products.read'])
  for (const [method, url, body] of [['PATCH', `${URL}/${strong.id}`, { networks: [] }], ['PATCH', `${URL}/${strong.id}`, { scopes: ['products.read'] }]] as const) {
    t.match(await clerk.speak(method, url, body), { status: 403, body: { code: 'permission_exceeds_yours' } })
  }
  t.match(await clerk.speak('POST', `${URL}/${strong.id}/rotate`, {}), { status: 403, body: { code: 'not_your_key' } })
  const weak = await aKey(owner, ['products.read'])
  t.match(await clerk.speak('POST', `${URL}/${weak.id}/rotate`, {}), { status: 403, body: { code: 'not_your_key' } }, 'whoever knew the secret would act as its maker')
  t.equal((await clerk.speak('PATCH', `${URL}/${weak.id}`, { name: 'Weak' })).status, 200)
  t.equal((await clerk.speak('DELETE', `${URL}/${strong.id}`)).status, 204, 'a leak does not wait for somebody stronger')

  await age(pool, clerk.id, 16)
  for (const [method, url, body] of [['POST', URL, wish()], ['PATCH', `${URL}/${weak.id}`, { name: 'x' }], ['POST', `${URL}/${weak.id}/rotate`, {}], ['DELETE', `${URL}/${weak.id}`, undefined]] as const) {
    t.match(await clerk.speak(method, url, body), { status: 403, body: { code: 'reauthentication_required' } })
  }
  t.equal((await clerk.speak('GET', URL)).status, 200)
})

t.test('200: a change is in force at once and leaves what it does not name', async (t) => {
  const maker = await aMember(shop, 'owner')
  const key = await aKey(maker, ['products.read', 'orders.read'], { networks: ['10.0.0.0/8'], expiresAt: '2030-01-01T00:00:00Z' })
  const { status, body } = await maker.speak('PATCH', `${URL}/${key.id}`, { scopes: ['orders.read'], expiresAt: null })
  t.equal(status, 200)
  t.match(body, { name: 'Test', scopes: ['orders.read'], effectiveScopes: ['orders.read'], networks: ['10.0.0.0/8'], expiresAt: null })
  t.match(await lastEntry(pool), { action: 'api_key.update', before: { scopes: ['orders.read', 'products.read'] }, after: { scopes: ['orders.read'] } })
})

t.test('200: listed newest first, page by page; 404 for an id nobody has', async (t) => {
  const made = [await aKey(owner, ['products.read']), await aKey(owner, ['products.read']), await aKey(owner, ['products.read'])]
  const first = (await owner.speak('GET', `${URL}?limit=2&include=total`)).body
  t.strictSame(first.items.map(({ id }) => id), [made[2]?.id, made[1]?.id])
  const second = (await owner.speak('GET', `${URL}?limit=2&cursor=${first.nextCursor ?? ''}`)).body
  t.equal(second.items[0]?.id, made[0]?.id)
  const [row] = await pool<Array<{ count: number }>>`select count(*)::int as count from api_keys`
  t.equal(first.total, row?.count)
  t.notOk(JSON.stringify(first).includes('secret'))
  for (const [method, body] of [['GET', undefined], ['PATCH', { name: 'x' }], ['DELETE', undefined]] as const) {
    t.match(await owner.speak(method, `${URL}/01890000-0000-7000-8000-000000000000`, body), { status: 404, body: { code: 'api_key_not_found' } })
  }
})
