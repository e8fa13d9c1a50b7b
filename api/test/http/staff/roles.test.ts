// /v1/admin/roles and /v1/admin/permissions: the merchant's own roles, made of one table; built-in ones only ask for a factor or not.
import t from 'tap'
import { BUILTIN_ROLES, ensureRoles, permissionNames, PERMISSIONS } from '../../../src/modules/auth/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { age, aMember, aStaffedShop, lastEntry, memberWith } from '../../support/staff.ts'

const shop = await aStaffedShop(t)
const { owner, pool } = shop
const URL = '/v1/admin/roles'
const weaker = { status: 403, body: { code: 'permission_exceeds_yours' } }
let made = 0
const wish = (more: object = {}) => {
  made += 1
  return { code: `own_${made}`, name: 'Night shift', permissions: ['orders.read', 'orders.write'], ...more }
}

t.test('200: the permission table, whole, for any of the staff', async (t) => {
  const { body: { items } } = await (await aMember(shop, 'marketing')).speak('GET', '/v1/admin/permissions')
  t.strictSame(items.map(({ name }) => name), permissionNames)
  t.match(items.find(({ name }) => name === 'orders.write'), { description: PERMISSIONS['orders.write'], area: 'orders', kind: 'write' })
})

t.test('200: the built-in roles as the code has them, with how many have each', async (t) => {
  const { body: { items } } = await owner.speak('GET', URL)
  for (const { code, name, permissions } of BUILTIN_ROLES) {
    t.match(items.find((role) => role.code === code), { name, isBuiltin: true, permissions: permissions.toSorted(), requiresSecondFactor: false }, code)
  }
  t.equal(items.find(({ code }) => code === 'owner')?.staffCount, 1)
})

t.test('201, 200, 204: a role is made, changed at once for who has it, and removed when nobody does', async (t) => {
  const { status, body: role } = await owner.speak('POST', URL, wish({ description: 'Ships at night' }))
  t.equal(status, 201)
  t.match(role, { name: 'Night shift', description: 'Ships at night', isBuiltin: false, permissions: ['orders.read', 'orders.write'], requiresSecondFactor: false, staffCount: 0 })
  t.match(await lastEntry(pool), { action: 'role.create', objectType: 'role', objectId: role.code, after: { permissions: ['orders.read', 'orders.write'] } })
  t.match(await owner.speak('POST', URL, { ...wish(), code: role.code }), { status: 409, body: { code: 'role_exists' } })

  const member = await aMember(shop, role.code)
  t.equal((await member.speak('GET', '/v1/admin/orders')).status, 200)
  t.match(await owner.speak('PATCH', `${URL}/${role.code}`, { permissions: ['products.read'], name: 'Day shift' }), { status: 200, body: { name: 'Day shift', description: 'Ships at night', permissions: ['products.read'], staffCount: 1 } })
  t.match(await lastEntry(pool), { action: 'role.update', before: { permissions: ['orders.read', 'orders.write'], name: 'Night shift' }, after: { permissions: ['products.read'], name: 'Day shift' } })
  t.equal((await member.speak('GET', '/v1/admin/orders')).status, 403)
  t.equal((await member.speak('GET', '/v1/admin/products')).status, 200)

  t.match(await owner.speak('DELETE', `${URL}/${role.code}`), { status: 409, body: { code: 'role_in_use' } })
  await owner.speak('PATCH', `/v1/admin/staff/${member.id}`, { roles: ['support'] })
  t.equal((await owner.speak('DELETE', `${URL}/${role.code}`)).status, 204)
  t.match(await lastEntry(pool), { action: 'role.delete', before: { name: 'Day shift' }, after: null })
  t.match(await owner.speak('DELETE', `${URL}/${role.code}`), { status: 404, body: { code: 'role_not_found' } })
})

t.test('409: a role that somebody is invited to stays', async (t) => {
  const { body: role } = await owner.speak('POST', URL, wish())
  await owner.speak('POST', '/v1/admin/staff', { email: 'soon@example.com', roles: [role.code] })
  t.match(await owner.speak('DELETE', `${URL}/${role.code}`), { status: 409, body: { code: 'role_in_use' } })
})

t.test('409: built-in roles stay as they are', async (t) => {
  for (const change of [{ name: 'King' }, { permissions: [] }, { description: 'x' }, { permissions: ['orders.read'], requiresSecondFactor: true }]) {
    t.match(await owner.speak('PATCH', `${URL}/support`, change), { status: 409, body: { code: 'role_is_builtin' } }, JSON.stringify(change))
  }
  t.match(await owner.speak('DELETE', `${URL}/support`), { status: 409, body: { code: 'role_is_builtin' } })
})

t.test('a built-in role may ask for a second factor, also after the shop started anew', async (t) => {
  const member = await aMember(shop, 'finance')
  t.match(await owner.speak('PATCH', `${URL}/finance`, { requiresSecondFactor: true }), { status: 200, body: { requiresSecondFactor: true } })
  await transaction(pool, ensureRoles)
  t.match(await member.speak('GET', '/v1/admin/orders'), { status: 403, body: { code: 'second_factor_required' } })
  t.match(await member.speak('GET', '/v1/admin/session'), { status: 200 }, 'who they are, they may see')
  await pool`insert into credentials (user_id, kind, secret, confirmed_at) values (${member.id}, 'totp', 'sealed', now())`
  t.equal((await member.speak('GET', '/v1/admin/orders')).status, 200)
  await owner.speak('PATCH', `${URL}/finance`, { requiresSecondFactor: false })
})

t.test('403: nobody makes, widens, narrows or removes a role that permits what they lack', async (t) => {
  const chief = await memberWith(shop, ['staff.read', 'staff.write', 'orders.read'])
  t.match(await chief.speak('POST', URL, wish()), weaker)
  t.match(await chief.speak('PATCH', `${URL}/${chief.role}`, { permissions: ['staff.write', 'settings.write'] }), weaker, 'their own neither')
  const { body: strong } = await owner.speak('POST', URL, wish())
  t.match(await chief.speak('PATCH', `${URL}/${strong.code}`, { permissions: ['orders.read'] }), weaker)
  t.match(await chief.speak('PATCH', `${URL}/${strong.code}`, { requiresSecondFactor: true }), weaker)
  t.match(await chief.speak('PATCH', `${URL}/owner`, { requiresSecondFactor: true }), weaker)
  t.match(await chief.speak('DELETE', `${URL}/${strong.code}`), weaker)
  const { status, body: weak } = await chief.speak('POST', URL, wish({ permissions: ['orders.read'] }))
  t.equal(status, 201)
  t.equal((await chief.speak('DELETE', `${URL}/${weak.code}`)).status, 204)
})

t.test('422 and 403: out of shape; without a fresh proof', async (t) => {
  for (const [more, path] of [
    [{ code: 'Own' }, '/code'], [{ code: '1x' }, '/code'], [{ code: 'x'.repeat(64) }, '/code'], [{ name: '' }, '/name'], [{ name: '  ' }, '/name'], [{ permissions: ['orders.fly'] }, '/permissions/0'],
    [{ description: 'x'.repeat(501) }, '/description'], [{ isBuiltin: true }, '/isBuiltin']
  ] as const) {
    const { status, body } = await owner.speak('POST', URL, wish(more))
    t.strictSame([status, body.errors?.[0]?.path], [422, path], JSON.stringify(more).slice(0, 50))
  }
  const chief = await aMember(shop, 'owner')
  await age(pool, chief.id, 16)
  for (const [method, path, body] of [['POST', '', wish()], ['PATCH', '/support', { requiresSecondFactor: true }], ['DELETE', '/own_1', undefined]] as const) {
    t.match(await chief.speak(method, `${URL}${path}`, body), { status: 403, body: { code: 'reauthentication_required' } })
  }
})
