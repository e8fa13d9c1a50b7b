// /v1/users/{id}/second_factor: set up, proven, moved to another phone, renewed and removed; codes by an independent library.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { createStaff, ensureRoles } from '../../../src/modules/auth/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aPerson, codeOf, signedIn, withFactor, type Signed } from '../auth/people.ts'

const { app, pool, config } = await anApp(t)

type Method = 'GET' | 'POST' | 'DELETE'
const call = async (who: Signed | undefined, method: Method, path = '', payload?: object, id = 'me') => await app.inject({
  method, url: `/v1/users/${id}/second_factor${path}`, headers: who?.bearer ?? {}, ...(payload ? { payload } : {})
})
const aCustomer = async () => {
  const person = await aPerson(pool)
  return { ...await signedIn(pool, config, person.id), ...person }
}
const aStaffMember = async (email: string) => {
  const id = await transaction(pool, async (tx) => {
    await ensureRoles(tx)
    return await createStaff(tx, { email, passwordHash: 'none', role: 'orders' })
  })
  return { ...await signedIn(pool, config, id), id }
}
const require = async (required: boolean) => { await pool`update roles set requires_second_factor = ${required} where code = 'orders'` }
const sayStale = async (who: Signed) => { await pool`update sessions set authenticated_at = now() - interval '16 minutes' where id = ${who.sessionId}` }
const told = async (userId: string) =>
  (await pool<Array<{ change: string }>>`select payload->>'change' as change from events where name = 'second_factor.changed' and object_id = ${userId} order by id`).map(({ change }) => change)

t.test('201, 200: a secret as text, link and picture, which counts once its first code was given', async (t) => {
  const lena = await aCustomer()
  t.strictSame((await call(lena, 'GET')).json(), { enabled: false, required: false, confirmedAt: null, recoveryCodesLeft: 0 })

  const begun = await call(lena, 'POST')
  t.equal(begun.statusCode, 201)
  const { secret, otpauthUrl, qrCode } = begun.json()
  t.match(secret, /^[A-Z2-7]{32}$/)
  const link = new URL(otpauthUrl)
  t.match({ type: link.host, secret: link.searchParams.get('secret'), path: decodeURIComponent(link.pathname) }, { type: 'totp', secret, path: lena.email })
  t.match(qrCode, /^<svg /)
  t.equal((await call(lena, 'GET')).json().enabled, false)

  const wrong = await call(lena, 'POST', '/confirm', { otp: await codeOf(secret, 40) })
  t.match({ status: wrong.statusCode, code: wrong.json().errors?.[0]?.code }, { status: 422, code: 'otp_invalid' })
  const confirmed = await call(lena, 'POST', '/confirm', { otp: await codeOf(secret) })
  t.equal(confirmed.statusCode, 200)
  const { recoveryCodes } = confirmed.json()
  t.equal(new Set(recoveryCodes).size, 10)
  for (const code of recoveryCodes) t.match(code, /^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
  t.match((await call(lena, 'GET')).json(), { enabled: true, required: false, confirmedAt: /^\d{4}/, recoveryCodesLeft: 10 })
  t.equal(confirmed.headers['cache-control'], 'no-store')
  t.strictSame(await told(lena.id), ['enabled'])

  const again = await call(lena, 'POST', '/confirm', { otp: await codeOf(secret, 1) })
  t.equal(again.statusCode, 422, 'there is nothing left to confirm')
})

t.test('neither the secret nor a recovery code is legible in the database', async (t) => {
  const { id } = await aCustomer()
  const { secret, recoveryCodes } = await withFactor(pool, config, id)
  const [row] = await pool`select (select secret from credentials where user_id = ${id} and kind = 'totp') as sealed,
    (select string_agg(encode(code_hash, 'escape'), ' ') from recovery_codes where user_id = ${id}) as codes`
  t.match(row?.['sealed'], /^v1\.[\w-]{6}\./)
  t.notMatch(row?.['sealed'], secret)
  t.notOk(recoveryCodes.some((code) => String(row?.['codes']).includes(code)))
})

t.test('a secret copied into another account opens nothing there', async (t) => {
  const [mine, theirs] = [await aCustomer(), await aCustomer()]
  const { secret } = await withFactor(pool, config, mine.id)
  await withFactor(pool, config, theirs.id)
  await pool`update credentials set secret = (select secret from credentials where user_id = ${mine.id} and kind = 'totp') where user_id = ${theirs.id} and kind = 'totp'`
  const reply = await app.inject({ method: 'POST', url: '/v1/auth/reauthenticate', headers: theirs.bearer, payload: { otp: await codeOf(secret) } })
  t.match({ status: reply.statusCode, ...reply.json() }, { status: 403, code: 'otp_invalid' })
})

t.test('a new phone: the old factor stands until the new one is proven', async (t) => {
  const lena = await aCustomer()
  const old = await withFactor(pool, config, lena.id)
  const { secret } = (await call(lena, 'POST')).json()
  const prove = async (otp: string) =>
    (await app.inject({ method: 'POST', url: '/v1/auth/reauthenticate', headers: lena.bearer, payload: { otp } })).statusCode

  t.equal((await call(lena, 'GET')).json().enabled, true)
  t.equal(await prove(await codeOf(secret)), 403)
  t.equal(await prove(await codeOf(old.secret)), 204)
  const both = await Promise.all([0, 1].map(async () => await call(lena, 'POST', '/confirm', { otp: await codeOf(secret) })))
  t.strictSame(both.map((reply) => reply.statusCode).toSorted(), [200, 422], 'of two confirmations at once one counts')
  t.equal(await prove(await codeOf(old.secret, 1)), 403)
  t.equal(await prove(old.recoveryCodes[0] ?? ''), 403, 'the former recovery codes are void')
  t.equal(await prove(await codeOf(secret, 1)), 204)
  t.strictSame(await pool`select count(*)::int as count from credentials where user_id = ${lena.id} and kind = 'totp'`.then(([row]) => row?.['count']), 1)
})

t.test('200: new recovery codes void the former; 409 without a factor', async (t) => {
  const lena = await aCustomer()
  t.match((await call(lena, 'POST', '/recovery_codes')).json(), { status: 409, code: 'second_factor_missing' })
  const { recoveryCodes } = await withFactor(pool, config, lena.id)
  const renewed = (await call(lena, 'POST', '/recovery_codes')).json().recoveryCodes
  t.equal(renewed.length, 10)
  t.notOk(renewed.some((code: string) => recoveryCodes.includes(code)))
  t.equal((await call(lena, 'GET')).json().recoveryCodesLeft, 10)
})

t.test('204: removed, with its recovery codes, and harmless without; 409 where a role asks for it', async (t) => {
  const lena = await aCustomer()
  await withFactor(pool, config, lena.id)
  t.equal((await call(lena, 'DELETE')).statusCode, 204)
  t.equal((await call(lena, 'DELETE')).statusCode, 204)
  t.match((await call(lena, 'GET')).json(), { enabled: false, recoveryCodesLeft: 0 })
  t.strictSame(await told(lena.id), ['removed'])

  const staff = await aStaffMember('asked@example.com')
  await withFactor(pool, config, staff.id)
  await require(true)
  t.match((await call(staff, 'GET')).json(), { enabled: true, required: true })
  t.match((await call(staff, 'DELETE')).json(), { status: 409, code: 'second_factor_required_by_role' })
  await require(false)
  t.equal((await call(staff, 'DELETE')).statusCode, 204)
})

t.test('403 second_factor_required: staff whose role asks for one set it up before anything else', async (t) => {
  const staff = await aStaffMember('new@example.com')
  const admin = async (path: string) => await app.inject({ url: `/v1/admin/${path}`, headers: staff.bearer })
  await require(true)
  t.match((await admin('orders')).json(), { status: 403, code: 'second_factor_required' })
  t.match((await admin('session')).json(), { secondFactor: { enabled: false, required: true }, provenSecondsAgo: Number })

  const { secret } = (await call(staff, 'POST')).json()
  t.equal((await call(staff, 'POST', '/confirm', { otp: await codeOf(secret) })).statusCode, 200)
  t.not((await admin('orders')).json().code, 'second_factor_required')
  t.strictSame((await admin('session')).json().secondFactor, { enabled: true, required: true })
  await require(false)
})

t.test('403 reauthentication_required: to begin, renew or remove after a quarter of an hour', async (t) => {
  for (const who of [await aCustomer(), await aStaffMember('stale@example.com')]) {
    await sayStale(who)
    for (const [method, path] of [['POST', ''], ['POST', '/recovery_codes'], ['DELETE', '']] as const) {
      const reply = await call(who, method, path)
      t.match({ status: reply.statusCode, ...reply.json() }, { status: 403, code: 'reauthentication_required' })
    }
    t.equal((await call(who, 'GET')).statusCode, 200)
  }
})

t.test('401, 404, 422: nobody, somebody else\'s, and what is no code', async (t) => {
  const [mine, theirs] = [await aCustomer(), await aCustomer()]
  t.equal((await call(undefined, 'GET')).statusCode, 401)
  for (const [method, path, payload] of [['GET', ''], ['POST', ''], ['POST', '/confirm', { otp: '123456' }], ['POST', '/recovery_codes'], ['DELETE', '']] as const) {
    const stranger = await call(mine, method, path, payload, theirs.id)
    t.match({ status: stranger.statusCode, ...stranger.json() }, { status: 404, code: 'user_not_found' })
  }
  t.equal((await call(mine, 'POST', '/confirm', { otp: '12345' })).statusCode, 422)
  t.equal((await call(mine, 'GET', '', undefined, mine.id)).statusCode, 200)
})
