// Every way up that one might try, by everybody who may write a little: none leads to a right one did not have.
import t from 'tap'
import { BUILTIN_ROLES, permissionNames, type Permission } from '../../../src/modules/auth/index.ts'
import { aKey, aRole, aMember, aStaffedShop, type Person, type Method } from '../../support/staff.ts'

const shop = await aStaffedShop(t)
const { owner, pool } = shop
const bait = await aKey(owner, permissionNames)
const weakBait = await aKey(owner, ['products.read'])

const writers: Permission[][] = [['staff.write'], ['api_keys.write'], ['staff.write', 'api_keys.write'], ['staff.write', 'staff.read', 'api_keys.read', 'api_keys.write']]

for (const { code, permissions } of BUILTIN_ROLES.filter((role) => role.code !== 'owner')) {
  for (const extra of writers) {
    t.test(`${code} with ${extra.join(' and ')}`, async (t) => {
      const mine = new Set<Permission>([...permissions, ...extra])
      const role = await aRole(pool, extra)
      const thief = await aMember(shop, code)
      await pool`insert into user_roles (user_id, role_id) select ${thief.id}, id from roles where code = ${role}`
      const missing = permissionNames.filter((name) => !mine.has(name))
      const rightsBefore = await rightsOf(thief)
      t.strictSame(rightsBefore, [...mine].toSorted())

      for (const [method, url, body] of attempts(thief, role, missing)) {
        const { status, body: answer } = await thief.speak(method, url, body)
        t.equal(status, 403, `${method} ${url} ${JSON.stringify(body)}: ${JSON.stringify(answer)}`)
        t.ok(['permission_exceeds_yours', 'permission_missing', 'not_your_key'].includes(answer.code), answer.code)
      }
      t.strictSame(await rightsOf(thief), rightsBefore)
      t.equal((await owner.speak('GET', '/v1/admin/session')).status, 200, 'the owner is still there')
      const keys = await pool`select from api_keys where created_by = ${thief.id}`
      t.equal(keys.length, 0)
    })
  }
}

t.test('nothing of the owner\'s moved', async (t) => {
  const { body } = await owner.speak('GET', `/v1/admin/api_keys/${bait.id}`)
  t.match(body, { scopes: permissionNames.toSorted(), networks: [], revokedAt: null, rotatedAt: null })
  t.match((await owner.speak('GET', `/v1/admin/staff/${owner.id}`)).body, { status: 'active', roles: [{ code: 'owner' }] })
  const { body: { items } } = await owner.speak('GET', '/v1/admin/roles')
  t.equal(items.find(({ code }) => code === 'owner')?.requiresSecondFactor, false)
})

function attempts (thief: Person, role: string, missing: Permission[]): Array<[Method, string, object?]> {
  const staff = '/v1/admin/staff'
  const [lacking] = missing
  return [
    ['PATCH', `${staff}/${thief.id}`, { roles: ['owner'] }],
    ['PATCH', `${staff}/${thief.id}`, { roles: [role, 'owner'] }],
    ['POST', staff, { email: 'accomplice@example.com', roles: ['owner'] }],
    ['POST', '/v1/admin/roles', { code: 'climbers', name: 'Climbers', permissions: [lacking] }],
    ['POST', '/v1/admin/roles', { code: 'climbers', name: 'Climbers', permissions: permissionNames }],
    ['PATCH', `/v1/admin/roles/${role}`, { permissions: permissionNames }],
    ['PATCH', `/v1/admin/roles/${role}`, { permissions: [lacking] }],
    ['PATCH', '/v1/admin/roles/owner', { requiresSecondFactor: true }],
    ['PATCH', `${staff}/${owner.id}`, { roles: ['read_only'] }],
    ['PATCH', `${staff}/${owner.id}`, { status: 'deactivated' }],
    ['POST', `${staff}/${owner.id}/sign_out`],
    ['POST', `${staff}/${owner.id}/reset_second_factor`],
    ...missing.map((scope): [Method, string, object] => ['POST', '/v1/admin/api_keys', { name: 'Ladder', scopes: [scope] }]),
    ['POST', '/v1/admin/api_keys', { name: 'Ladder', scopes: permissionNames }],
    ['PATCH', `/v1/admin/api_keys/${bait.id}`, { networks: ['0.0.0.0/0'] }],
    ['POST', `/v1/admin/api_keys/${bait.id}/rotate`, {}],
    ['POST', `/v1/admin/api_keys/${weakBait.id}/rotate`, {}]
  ]
}

const rightsOf = async (person: Person): Promise<string[]> => (await person.speak('GET', '/v1/admin/session')).body.permissions
