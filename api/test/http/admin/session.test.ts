// GET /v1/admin/session: who is signed in, and what their roles let them do at this moment.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { BUILTIN_ROLES, createStaff, ensureRoles, hashPassword, openSession, type RoleCode } from '../../../src/modules/auth/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aPerson } from '../auth/people.ts'

const { app, pool, config } = await anApp(t)
const passwordHash = await hashPassword('for every role')
await transaction(pool, ensureRoles)

const aMember = async (role: RoleCode) => await transaction(pool, async (tx) =>
  await openSession(tx, config, await createStaff(tx, { email: `${role}@example.com`, passwordHash, role, firstName: role })))

const session = async (token?: string) =>
  await app.inject({ url: '/v1/admin/session', headers: token ? { authorization: `Bearer ${token}` } : {} })

for (const role of BUILTIN_ROLES) {
  t.test(`200: the role ${role.code} has what the table says`, async (t) => {
    const { accessToken } = await aMember(role.code)
    const reply = await session(accessToken)
    t.equal(reply.statusCode, 200)
    t.match(reply.json(), { user: { email: `${role.code}@example.com` }, roles: [{ code: role.code, name: role.name }] })
    t.strictSame(reply.json().permissions, [...role.permissions].toSorted())
  })
}

t.test('a right taken away is gone at once, though the token lives on', async (t) => {
  const [marketing] = await pool<Array<{ id: string }>>`select user_id as id from user_roles ur join roles r on r.id = ur.role_id where r.code = 'marketing'`
  const { accessToken } = await openSession(pool, config, marketing?.id ?? '')
  t.equal((await session(accessToken)).statusCode, 200)

  await pool`delete from role_permissions using roles r where r.id = role_id and r.code = 'marketing' and permission = 'media.write'`
  t.notOk((await session(accessToken)).json().permissions.includes('media.write'))

  await transaction(pool, ensureRoles)
  t.ok((await session(accessToken)).json().permissions.includes('media.write'), 'built-in roles follow their table')

  await pool`delete from user_roles where user_id = ${marketing?.id ?? ''}`
  t.equal((await session(accessToken)).statusCode, 403)
  await pool`update users set status = 'disabled' where id = ${marketing?.id ?? ''}`
  t.equal((await session(accessToken)).statusCode, 401)
})

t.test('401 without a session, 403 for a customer', async (t) => {
  t.equal((await session()).statusCode, 401)
  const customer = await openSession(pool, config, (await aPerson(pool)).id)
  t.match((await session(customer.accessToken)).json(), { status: 403, code: 'forbidden' })
})
