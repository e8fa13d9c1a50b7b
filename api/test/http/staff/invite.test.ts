// POST /v1/admin/staff: an invitation by mail that gives nothing before it is accepted, and then only what may still be given.
import t from 'tap'
import { openSession } from '../../../src/modules/auth/index.ts'
import { createUser } from '../../../src/modules/users/index.ts'
import { age, aMember, asUser, aStaffedShop, lastEntry, memberWith } from '../../support/staff.ts'

const shop = await aStaffedShop(t)
const { app, owner, pool, settled } = shop
const URL = '/v1/admin/staff'
const PASSWORD = 'a walk along the Spree'
let people = 0
const address = (): string => {
  people += 1
  return `guest${people}@example.com`
}

async function tokensMailedTo (email: string): Promise<string[]> {
  await settled()
  const mails = await pool<Array<{ textBody: string }>>`select text_body from development_mails where recipient = ${email} order by id desc`
  return mails.map(({ textBody }) => /\/invitation\?token=([\w-]{43})/.exec(textBody)?.[1] ?? '')
}
const accept = async (token: string) => await app.inject({ method: 'POST', url: '/v1/auth/accept_invitation', payload: { token, password: PASSWORD } })

t.test('201: mailed in the language asked for; accepted once, with a password, it makes a member', async (t) => {
  const email = address()
  const invited = await owner.speak('POST', URL, { email: email.toUpperCase(), roles: ['orders', 'support'], firstName: 'Mia', lastName: 'Kern', locale: 'de' })
  t.equal(invited.status, 201)
  t.match(invited.body, { email, firstName: 'Mia', status: 'invited', roles: [{ code: 'orders', name: 'Orders' }, { code: 'support', name: 'Support' }], secondFactor: false, lastSeenAt: null })
  t.ok(Math.abs(Date.parse(invited.body.invitationExpiresAt ?? '') - Date.now() - 7 * 24 * 3_600_000) < 60_000)
  t.match(await lastEntry(pool), { action: 'staff.invite', objectType: 'staff', objectId: invited.body.id, after: { roles: ['orders', 'support'] } })

  const [token = ''] = await tokensMailedTo(email)
  const [mail] = await pool<Array<{ locale: string }>>`select locale from development_mails where recipient = ${email}`
  t.equal(mail?.locale, 'de')
  const rows = await pool<Array<{ found: boolean }>>`
    select exists (select from one_time_tokens o where o::text like ${`%${token}%`}) or exists (select from pgboss.job j where j::text like ${`%${token}%`})
      or exists (select from audit_log a where a::text like ${`%${token}%`}) as found`
  t.equal(rows[0]?.found, false, 'the link is in the mail and nowhere else')

  t.equal((await accept(token)).statusCode, 204)
  t.match((await owner.speak('GET', `${URL}/${invited.body.id}`)).body, { status: 'active', roles: [{ code: 'orders' }, { code: 'support' }], invitationExpiresAt: null })
  t.match((await accept(token)).json(), { status: 422, code: 'token_invalid' })
  t.match(await lastEntry(pool), { action: 'staff.join', objectId: invited.body.id, actorId: invited.body.id, after: { invitedBy: owner.id } })
  const signedIn = await app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password: PASSWORD, client: 'admin' } })
  t.equal(signedIn.statusCode, 200)
})

t.test('an invited customer stays just a customer until they accept', async (t) => {
  const email = address()
  const id = await createUser(pool, { email, verified: true })
  const before = await asUser(shop, id)
  t.match(await owner.speak('POST', URL, { email, roles: ['owner'] }), { status: 201, body: { id, status: 'invited' } })
  t.match(await before('GET', '/v1/admin/session'), { status: 403 })
  t.match(await before('GET', '/v1/users/me'), { status: 200, body: { email } })

  const [token = ''] = await tokensMailedTo(email)
  t.equal((await accept(token)).statusCode, 204)
  t.equal((await before('GET', '/v1/admin/session')).status, 401, 'the sessions of before end')
  t.match(await (await asUser(shop, id))('GET', '/v1/admin/session'), { status: 200, body: { user: { id }, roles: [{ code: 'owner' }] } })
})

t.test('a customer who was switched off meanwhile does not come back by an invitation', async (t) => {
  const email = address()
  const id = await createUser(pool, { email, verified: true })
  await owner.speak('POST', URL, { email, roles: ['support'] })
  const [token = ''] = await tokensMailedTo(email)
  t.equal((await owner.speak('PATCH', `/v1/admin/users/${id}`, { status: 'disabled' })).status, 200)
  t.match((await accept(token)).json(), { status: 422, code: 'token_invalid' })
  const [row] = await pool<Array<{ status: string, roles: number }>>`
    select status, (select count(*)::int from user_roles r where r.user_id = u.id) as roles from users u where id = ${id}`
  t.strictSame({ ...row }, { status: 'disabled', roles: 0 })
})

t.test('403: nobody invites to a role that may do what they may not', async (t) => {
  const chief = await memberWith(shop, ['staff.read', 'staff.write', 'orders.read'])
  for (const role of ['owner', 'manager', 'orders', 'read_only']) {
    t.match(await chief.speak('POST', URL, { email: address(), roles: [role] }), { status: 403, body: { code: 'permission_exceeds_yours', errors: [{ path: '/roles' }] } }, role)
  }
  t.equal((await chief.speak('POST', URL, { email: address(), roles: [chief.role] })).status, 201)
})

t.test('422: whoever invited lost the right, or left, before it was accepted: nothing is given, and the account is as before', async (t) => {
  for (const loss of ['demoted', 'deactivated'] as const) {
    const chief = await memberWith(shop, ['staff.read', 'staff.write', 'orders.read'])
    const email = address()
    const { body: { id } } = await chief.speak('POST', URL, { email, roles: [chief.role] })
    const [token = ''] = await tokensMailedTo(email)
    if (loss === 'demoted') await owner.speak('PATCH', `${URL}/${chief.id}`, { roles: ['support'] })
    else await owner.speak('PATCH', `${URL}/${chief.id}`, { status: 'deactivated' })

    t.match((await accept(token)).json(), { status: 422, code: 'invitation_void' }, loss)
    const [row] = await pool<Array<{ roles: number, status: string }>>`
      select status, (select count(*)::int from user_roles r where r.user_id = u.id) as roles from users u where id = ${id}`
    t.strictSame({ ...row }, { status: 'pending', roles: 0 })
    t.equal((await owner.speak('POST', `${URL}/${id}/invitation`)).status, 200, 'another may invite again')
    const [next = ''] = await tokensMailedTo(email)
    t.equal((await accept(token)).statusCode, 422, 'the former link is void')
    t.equal((await accept(next)).statusCode, 204)
  }
})

t.test('a new invitation replaces the open one; taken back, no link of it works', async (t) => {
  const email = address()
  const { body: { id } } = await owner.speak('POST', URL, { email, roles: ['owner'] })
  const [first = ''] = await tokensMailedTo(email)
  t.match(await owner.speak('POST', URL, { email, roles: ['support'] }), { status: 201, body: { id, roles: [{ code: 'support' }] } })
  t.equal((await accept(first)).statusCode, 422)
  const [second = ''] = await tokensMailedTo(email)
  t.equal((await owner.speak('DELETE', `${URL}/${id}/invitation`)).status, 204)
  t.equal((await accept(second)).statusCode, 422)
  t.match(await owner.speak('GET', `${URL}/${id}`), { status: 404, body: { code: 'staff_member_not_found' } })
  t.match(await owner.speak('DELETE', `${URL}/${id}/invitation`), { status: 404 })
})

t.test('403: a weaker colleague neither repeats nor takes back an invitation to more', async (t) => {
  const chief = await memberWith(shop, ['staff.read', 'staff.write'])
  const { body: { id } } = await owner.speak('POST', URL, { email: address(), roles: ['owner'] })
  t.match(await chief.speak('POST', `${URL}/${id}/invitation`), { status: 403, body: { code: 'permission_exceeds_yours' } })
  t.match(await chief.speak('DELETE', `${URL}/${id}/invitation`), { status: 403, body: { code: 'permission_exceeds_yours' } })
})

t.test('409 and 422: staff already, switched off, no address, unknown roles or language', async (t) => {
  const member = await aMember(shop, 'support')
  t.match(await owner.speak('POST', URL, { email: member.email, roles: ['owner'] }), { status: 409, body: { code: 'already_staff' } })
  t.match(await owner.speak('POST', `${URL}/${member.id}/invitation`), { status: 409, body: { code: 'not_invited' } })
  const off = await createUser(pool, { email: address(), verified: true })
  await pool`update users set status = 'disabled' where id = ${off}`
  const [row] = await pool<Array<{ email: string }>>`select email from users where id = ${off}`
  t.match(await owner.speak('POST', URL, { email: row?.email, roles: ['support'] }), { status: 409, body: { code: 'user_disabled' } })
  for (const [wish, path] of [
    [{ email: 'nobody', roles: ['support'] }, '/email'], [{ email: 'a@\u200b\u200b', roles: ['support'] }, '/email'],
    [{ email: 'mia@localhost', roles: ['support'] }, '/email'], [{ email: 'zoé@example.com', roles: ['support'] }, '/email'], [{ email: address(), roles: ['king'] }, '/roles/0'],
    [{ email: address(), roles: [] }, '/roles'], [{ email: address(), roles: ['support'], locale: 'xx' }, '/locale'], [{ email: address(), roles: ['support'], status: 'active' }, '/status']
  ] as const) {
    const { status, body } = await owner.speak('POST', URL, wish)
    t.strictSame([status, body.errors?.[0]?.path], [422, path], JSON.stringify(wish))
  }
})

t.test('403: asks for a fresh proof', async (t) => {
  const chief = await aMember(shop, 'owner')
  const { body: { id } } = await chief.speak('POST', URL, { email: address(), roles: ['support'] })
  await age(pool, chief.id, 16)
  for (const [method, path, body] of [['POST', '', { email: address(), roles: ['support'] }], ['POST', `/${id}/invitation`, undefined], ['DELETE', `/${id}/invitation`, undefined]] as const) {
    t.match(await chief.speak(method, `${URL}${path}`, body), { status: 403, body: { code: 'reauthentication_required' } })
  }
})

t.test('two who invite the same new address at once make one person', async (t) => {
  const email = address()
  const replies = await Promise.all([1, 2, 3, 4].map(async () => await owner.speak('POST', URL, { email, roles: ['support'] })))
  t.same(replies.map(({ status }) => status), [201, 201, 201, 201])
  t.equal(new Set(replies.map(({ body }) => body.id)).size, 1)
  await openSession(pool, shop.config, replies[0]?.body.id ?? '')
})
