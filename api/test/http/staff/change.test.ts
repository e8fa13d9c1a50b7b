// PATCH /v1/admin/staff/{id}, sign_out, reset_second_factor: in force at once, never upon somebody who may do more, and an owner stays.
import t from 'tap'
import { createUser } from '../../../src/modules/users/index.ts'
import { age, aMember, asUser, aStaffedShop, lastEntry, memberWith } from '../../support/staff.ts'

const shop = await aStaffedShop(t)
const { app, owner, pool } = shop
const URL = '/v1/admin/staff'
const NOBODY = '01890000-0000-7000-8000-000000000000'
const weaker = { status: 403, body: { code: 'permission_exceeds_yours' } }

t.test('200: listed newest first with roles, factor and status; a customer is not of them', async (t) => {
  const made = [await aMember(shop, 'support'), await aMember(shop, 'finance'), await aMember(shop, 'orders')]
  const customer = await createUser(pool, { email: 'customer@example.com', verified: true })
  const first = (await owner.speak('GET', `${URL}?limit=2&include=total`)).body
  t.strictSame(first.items.map(({ id }) => id), [made[2]?.id, made[1]?.id])
  t.match(first.items[0], { status: 'active', roles: [{ code: 'orders', name: 'Orders' }], secondFactor: false, lastSeenAt: /^2/ })
  const rest = (await owner.speak('GET', `${URL}?limit=100&cursor=${first.nextCursor ?? ''}`)).body.items
  t.equal(rest[0]?.id, made[0]?.id)
  t.equal(first.total, rest.length + 2)
  t.match(await owner.speak('GET', `${URL}/${customer}`), { status: 404, body: { code: 'staff_member_not_found' } })
  for (const [method, path, body] of [['GET', '', undefined], ['PATCH', '', { status: 'active' }], ['POST', '/sign_out', undefined], ['POST', '/reset_second_factor', undefined], ['POST', '/invitation', undefined]] as const) {
    t.match(await owner.speak(method, `${URL}/${NOBODY}${path}`, body), { status: 404, body: { code: 'staff_member_not_found' } }, path)
  }
})

t.test('200: other roles are in force with the next request', async (t) => {
  const member = await aMember(shop, 'support')
  t.equal((await member.speak('GET', '/v1/admin/orders')).status, 200)
  t.match(await owner.speak('PATCH', `${URL}/${member.id}`, { roles: ['marketing', 'catalogue'] }), { status: 200, body: { roles: [{ code: 'catalogue' }, { code: 'marketing' }] } })
  t.equal((await member.speak('GET', '/v1/admin/orders')).status, 403)
  t.equal((await member.speak('GET', '/v1/admin/products')).status, 200)
  t.match(await lastEntry(pool), { action: 'staff.update', objectId: member.id, before: { roles: ['support'], status: 'active' }, after: { roles: ['catalogue', 'marketing'] } })
})

t.test('200: deactivated, signed out everywhere and unable to come back; reactivated, with the roles of before', async (t) => {
  const member = await aMember(shop, 'support')
  t.match(await owner.speak('PATCH', `${URL}/${member.id}`, { status: 'deactivated' }), { status: 200, body: { status: 'deactivated', roles: [{ code: 'support' }] } })
  t.match(await member.speak('GET', '/v1/admin/orders'), { status: 401 })
  t.match(await member.speak('GET', '/v1/users/me'), { status: 401 })
  const [row] = await pool<Array<{ reasons: string[] }>>`select array_agg(revoked_reason) as reasons from sessions where user_id = ${member.id}`
  t.strictSame(row?.reasons, ['disabled'])
  t.match(await owner.speak('PATCH', `${URL}/${member.id}`, { status: 'active' }), { status: 200, body: { status: 'active', roles: [{ code: 'support' }] } })
  t.equal((await member.speak('GET', '/v1/admin/orders')).status, 401, 'the sessions of before stay ended')
  t.equal((await (await asUser(shop, member.id))('GET', '/v1/admin/orders')).status, 200)
})

t.test('204: signed out by a colleague', async (t) => {
  const member = await aMember(shop, 'support')
  await asUser(shop, member.id)
  t.equal((await owner.speak('POST', `${URL}/${member.id}/sign_out`)).status, 204)
  t.equal((await member.speak('GET', '/v1/admin/orders')).status, 401)
  t.match(await lastEntry(pool), { action: 'staff.sign_out', objectId: member.id, before: { sessions: 2 }, after: { sessions: 0 } })
})

t.test('204: a lost factor is taken away, with the codes, the sessions and a word to its owner', async (t) => {
  const member = await aMember(shop, 'support')
  await pool`insert into credentials (user_id, kind, secret, confirmed_at) values (${member.id}, 'totp', 'sealed', now())`
  await pool`insert into recovery_codes (user_id, code_hash) values (${member.id}, '\\x00')`
  t.equal((await owner.speak('GET', `${URL}/${member.id}`)).body.secondFactor, true)
  t.equal((await owner.speak('POST', `${URL}/${member.id}/reset_second_factor`)).status, 204)
  t.equal((await owner.speak('GET', `${URL}/${member.id}`)).body.secondFactor, false)
  const [left] = await pool<Array<{ count: number }>>`select count(*)::int as count from recovery_codes where user_id = ${member.id}`
  t.equal(left?.count, 0)
  t.match(await lastEntry(pool), { action: 'staff.reset_second_factor', before: { secondFactor: true }, after: { secondFactor: false } })
  t.equal((await member.speak('GET', '/v1/users/me')).status, 401)
  await shop.settled()
  const mails = await pool`select from development_mails where recipient = ${member.email}`
  t.equal(mails.length, 1)
  t.equal((await owner.speak('POST', `${URL}/${member.id}/reset_second_factor`)).status, 204, 'a second time is harmless')
})

t.test('403: nobody acts upon somebody who may do more, or gives what they lack', async (t) => {
  const chief = await memberWith(shop, ['staff.read', 'staff.write', 'orders.read'])
  const peer = await memberWith(shop, ['orders.read'])
  for (const [method, path, body] of [['PATCH', '', { roles: ['support'] }], ['PATCH', '', { status: 'deactivated' }], ['POST', '/sign_out', undefined], ['POST', '/reset_second_factor', undefined]] as const) {
    t.match(await chief.speak(method, `${URL}/${owner.id}${path}`, body), weaker, `${path} ${JSON.stringify(body)}`)
  }
  t.equal((await owner.speak('GET', `${URL}/${owner.id}`)).status, 200, 'who is still there')
  t.match(await chief.speak('PATCH', `${URL}/${peer.id}`, { roles: ['orders'] }), weaker)
  t.match(await chief.speak('PATCH', `${URL}/${chief.id}`, { roles: ['owner'] }), weaker, 'nor to themselves')
  t.equal((await chief.speak('PATCH', `${URL}/${peer.id}`, { roles: [chief.role] })).status, 200)

  const former = await aMember(shop, 'owner')
  await owner.speak('PATCH', `${URL}/${former.id}`, { status: 'deactivated' })
  t.match(await chief.speak('PATCH', `${URL}/${former.id}`, { status: 'active' }), weaker, 'nor upon one who waits outside')
})

t.test('409: the last owner neither leaves nor steps down, by whatever way', async (t) => {
  await pool`update users set status = 'disabled' where id <> ${owner.id} and id in (select user_id from user_roles ur join roles r on r.id = ur.role_id and r.code = 'owner')`
  const last = { status: 409, body: { code: 'last_owner' } }
  t.match(await owner.speak('PATCH', `${URL}/${owner.id}`, { status: 'deactivated' }), last)
  t.match(await owner.speak('PATCH', `${URL}/${owner.id}`, { roles: ['manager'] }), last)
  t.match(await owner.speak('PATCH', `${URL}/${owner.id}`, { roles: ['owner', 'support'] }), { status: 200 })
  const other = await aMember(shop, 'owner')
  t.match(await owner.speak('PATCH', `${URL}/${other.id}`, { roles: ['support'] }), { status: 200 })
})

t.test('two owners who let each other go at once leave one, ten times in a row', async (t) => {
  for (let round = 0; round < 10; round += 1) {
    const [one, two] = [await aMember(shop, 'owner'), await aMember(shop, 'owner')]
    await pool`update users set status = 'disabled' where id not in (${one.id}, ${two.id})`
    const change = round % 2 === 0 ? { status: 'deactivated' } : { roles: ['support'] }
    const replies = await Promise.all([one.speak('PATCH', `${URL}/${two.id}`, change), two.speak('PATCH', `${URL}/${one.id}`, change)])
    t.same(replies.map(({ status }) => status === 200).toSorted(), [false, true], replies.map(({ status }) => status).join())
    const owners = await pool`select from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id and r.code = 'owner' where u.status = 'active'`
    t.equal(owners.length, 1)
  }
  await pool`update users set status = 'active' where id = ${owner.id}`
})

t.test('403: asks for a fresh proof, but for signing out', async (t) => {
  const chief = await aMember(shop, 'owner')
  const member = await aMember(shop, 'support')
  await age(pool, chief.id, 16)
  t.match(await chief.speak('PATCH', `${URL}/${member.id}`, { status: 'deactivated' }), { status: 403, body: { code: 'reauthentication_required' } })
  t.match(await chief.speak('POST', `${URL}/${member.id}/reset_second_factor`), { status: 403, body: { code: 'reauthentication_required' } })
  t.equal((await chief.speak('POST', `${URL}/${member.id}/sign_out`)).status, 204)
})

t.test('GET /v1/admin/session: who one is and what one may do', async (t) => {
  const member = await memberWith(shop, ['orders.write', 'orders.read'])
  t.match(await member.speak('GET', '/v1/admin/session'), { status: 200, body: { user: { id: member.id }, roles: [{ code: member.role }], permissions: ['orders.read', 'orders.write'] } })
  t.equal((await app.inject('/v1/admin/session')).statusCode, 401)
})
