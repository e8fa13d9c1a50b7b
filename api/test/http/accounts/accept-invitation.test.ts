// POST /v1/auth/accept_invitation: how staff begin, and what it takes.
import t from 'tap'
import { createStaff, ensureRoles } from '../../../src/modules/auth/index.ts'
import { issueToken } from '../../../src/modules/credentials/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aShop, OTHER, PASSWORD, seen } from './support.ts'

const shop = await aShop(t)
const { app, pool, post, login, bearer } = shop

const owner = await transaction(pool, async (tx) => {
  await ensureRoles(tx)
  return await createStaff(tx, { email: 'boss@example.com', passwordHash: 'none', role: 'owner' })
})

const pending = async (email: string): Promise<string> =>
  (await pool<Array<{ id: string }>>`insert into users (email, status) values (${email}, 'pending') returning id`)[0]?.id ?? ''
const invited = async (userId: string, roles = ['support'], invitedBy = owner): Promise<string> =>
  await transaction(pool, async (tx) => await issueToken(tx, { userId, kind: 'invitation', hours: 168, payload: { roles, invitedBy } }))
const accept = async (token: string, more: object = {}) => await post('accept_invitation', { token, password: PASSWORD, ...more })

t.test('204: the account is active and may what the roles say, not before', async (t) => {
  const id = await pending('new@example.com')
  const token = await invited(id, ['support', 'marketing'])
  t.equal((await pool`select 1 from user_roles where user_id = ${id}`).length, 0)

  const reply = await accept(token, { firstName: 'Noor', lastName: 'Haddad' })
  t.equal(reply.statusCode, 204)
  t.match(String(reply.headers['set-cookie']), /^staff_device=/)
  t.match((await login('new@example.com', PASSWORD)).json(), { user: { firstName: 'Noor', lastName: 'Haddad' } })
  const headers = await bearer('new@example.com', PASSWORD)
  t.equal((await app.inject({ url: '/v1/admin/orders', headers })).statusCode, 200)
  t.equal((await app.inject({ url: '/v1/admin/localization/languages', headers })).statusCode, 200, 'of the second role')

  const [entry] = await pool`select action, actor_id, ip is not null as has_ip, request_id is not null as has_request from audit_log where object_id = ${id}`
  t.strictSame(entry, { action: 'staff.join', actorId: id, hasIp: true, hasRequest: true })
})

t.test('204: a customer who is invited sets a new password, and every session ends', async (t) => {
  const id = await shop.aPerson('customer@example.com', { firstName: 'Mia' })
  const before = await bearer('customer@example.com', PASSWORD)
  t.equal((await accept(await invited(id), { password: OTHER })).statusCode, 204)
  t.equal((await app.inject({ url: '/v1/admin/orders', headers: before })).statusCode, 401)
  t.equal((await login('customer@example.com', PASSWORD)).statusCode, 401)
  t.match((await login('customer@example.com', OTHER)).json(), { user: { firstName: 'Mia' } }, 'keeps the name')
})

t.test('204: pressed twice at once it is accepted once', async (t) => {
  const token = await invited(await pending('race@example.com'))
  const replies = await Promise.all([accept(token), accept(token), accept(token)])
  t.strictSame(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b), [204, 422, 422])
})

t.test('422: when whoever invited may no longer give the role, nothing of it happens', async (t) => {
  const helper = await transaction(pool, async (tx) => await createStaff(tx, { email: 'helper@example.com', passwordHash: 'none', role: 'support' }))
  const id = await pending('toomuch@example.com')
  const token = await invited(id, ['owner'], helper)
  const reply = await accept(token)
  t.equal(reply.statusCode, 422)
  t.match(reply.json(), { code: 'invitation_void' })
  t.strictSame([...await pool`select status from users where id = ${id}`], [{ status: 'pending' }])
  t.equal((await pool`select 1 from credentials where user_id = ${id}`).length, 0)
})

t.test('422: forged, used, expired and foreign tokens are answered alike', async (t) => {
  const used = await invited(await pending('used@example.com'))
  await accept(used)
  const expired = await invited(await pending('expired@example.com'))
  await pool`update one_time_tokens set expires_at = now() - interval '1 second' where used_at is null`
  await post('forgot_password', { email: 'customer@example.com' })
  const foreign = await shop.tokenTo('customer@example.com')

  const replies = [await accept('A'.repeat(43)), await accept(used), await accept(expired), await accept(foreign)]
  t.match(replies[0]?.json(), { status: 422, code: 'token_invalid' })
  for (const reply of replies) t.strictSame(seen(reply), seen(replies[0] as typeof reply))
})

t.test('422: a password we do not take, roles of one\'s own', async (t) => {
  const token = await invited(await pending('picky@example.com'))
  t.match((await accept(token, { password: 'qwertyuiop' })).json(), { errors: [{ path: '/password', code: 'password_too_common' }] })
  t.equal((await accept(token, { roles: ['owner'] })).statusCode, 422)
  t.equal((await accept(token)).statusCode, 204)
})
