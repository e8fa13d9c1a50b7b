// POST /v1/auth/reauthenticate: a fresh proof in a session that is older, braked like the door itself.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { createStaff, ensureRoles } from '../../../src/modules/auth/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aPerson, codeOf, PASSWORD, signedIn, withFactor, type Signed } from './people.ts'

const { app, pool, config } = await anApp(t, {
  extra: async (app) => {
    app.get('/v1/users/:id/sensitive', { config: { access: 'customer', fresh: true } }, async () => ({ done: true }))
  }
})

const prove = async (who: Signed | undefined, payload: object) =>
  await app.inject({ method: 'POST', url: '/v1/auth/reauthenticate', payload, headers: who?.bearer ?? {} })
const sensitive = async (who: Signed) => await app.inject({ url: '/v1/users/me/sensitive', headers: who.bearer })
const stale = async (userId: string) => {
  const session = await signedIn(pool, config, userId)
  await pool`update sessions set authenticated_at = now() - interval '16 minutes' where id = ${session.sessionId}`
  return session
}

t.test('204: the password opens for a quarter of an hour what was closed, in this session only', async (t) => {
  const { id } = await aPerson(pool)
  const [here, there] = [await stale(id), await stale(id)]
  t.match((await sensitive(here)).json(), { status: 403, code: 'reauthentication_required' })
  t.equal((await prove(here, { password: PASSWORD })).statusCode, 204)
  t.equal((await sensitive(here)).statusCode, 200)
  t.equal((await sensitive(there)).statusCode, 403)

  await pool`update sessions set authenticated_at = now() - interval '16 minutes' where id = ${here.sessionId}`
  t.equal((await sensitive(here)).statusCode, 403)
})

t.test('204: a code or a recovery code does as well, each once', async (t) => {
  const { id } = await aPerson(pool)
  const { secret, recoveryCodes: [recovery = ''] } = await withFactor(pool, config, id)
  const session = await stale(id)
  const otp = await codeOf(secret)
  t.equal((await prove(session, { otp })).statusCode, 204)
  t.equal((await sensitive(session)).statusCode, 200)
  t.match((await prove(session, { otp })).json(), { status: 403, code: 'otp_invalid' })
  t.equal((await prove(session, { otp: recovery })).statusCode, 204)
})

t.test('204: staff prove themselves for the merchant\'s routes too', async (t) => {
  const id = await transaction(pool, async (tx) => {
    await ensureRoles(tx)
    return await createStaff(tx, { email: 'owner@example.com', passwordHash: 'none', role: 'owner' })
  })
  const { secret } = await withFactor(pool, config, id)
  const session = await stale(id)
  const asked = async () => (await app.inject({ url: '/v1/admin/session', headers: session.bearer })).json().provenSecondsAgo
  t.ok(await asked() > 900)
  t.equal((await sensitive(session)).statusCode, 403)
  t.equal((await prove(session, { otp: await codeOf(secret) })).statusCode, 204)
  t.ok(await asked() < 60)
  t.equal((await sensitive(session)).statusCode, 200)
})

t.test('403 invalid_credentials, and from the eleventh wrong one 429, the right one too; sign-in at the door goes on', async (t) => {
  const { id, email } = await aPerson(pool)
  const session = await stale(id)
  t.match((await prove(session, { password: 'not this one' })).json(), { status: 403, code: 'invalid_credentials' })
  await pool`
    insert into login_attempts (email_hash, kind, succeeded)
    select email_hash, kind, false from (select * from login_attempts where not succeeded order by id desc limit 1) latest, generate_series(2, 10)`
  const refused = await prove(session, { password: PASSWORD })
  t.match({ status: refused.statusCode, ...refused.json() }, { status: 429, code: 'too_many_attempts' })
  t.ok(Number(refused.headers['retry-after']) > 800)
  t.equal((await sensitive(session)).statusCode, 403)
  t.equal((await app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password: PASSWORD } })).statusCode, 200)
})

t.test('403: a code where there is no factor, a password where there is none', async (t) => {
  const { id } = await aPerson(pool)
  t.match((await prove(await stale(id), { otp: '123456' })).json(), { status: 403, code: 'otp_invalid' })
  await pool`delete from credentials where user_id = ${id}`
  t.match((await prove(await stale(id), { password: PASSWORD })).json(), { status: 403, code: 'invalid_credentials' })
})

t.test('401, 422: nobody; neither proof, both, or something else', async (t) => {
  const session = await signedIn(pool, config, (await aPerson(pool)).id)
  t.equal((await prove(undefined, { password: PASSWORD })).statusCode, 401)
  for (const body of [{}, { password: 'x', otp: '123456' }, { pin: '1234' }, { otp: '12' }]) t.equal((await prove(session, body)).statusCode, 422)
})
