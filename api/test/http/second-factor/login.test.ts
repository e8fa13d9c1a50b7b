// POST /v1/auth/login with a second factor: asked for after the right password only, each code taken once, guesses braked.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { secondFactorSchedules } from '../../../src/modules/second-factor/index.ts'
import { takeCode } from '../../../src/modules/credentials/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aPerson, codeOf, PASSWORD, withFactor } from '../auth/people.ts'

const { app, pool, config, database } = await anApp(t)

const login = async (email: string, otp?: string, password = PASSWORD) => await app.inject({
  method: 'POST', url: '/v1/auth/login', payload: { email, password, ...(otp === undefined ? {} : { otp }) }
})
const aGuarded = async () => {
  const person = await aPerson(pool)
  return { ...person, ...await withFactor(pool, config, person.id) }
}
const later = async () => { await pool`update login_attempts set created_at = created_at - interval '16 minutes'` }

t.test('401 otp_required after the right password only; 200 with the code; 401 otp_invalid when it comes again', async (t) => {
  const { email, secret } = await aGuarded()
  const asked = await login(email)
  t.match({ status: asked.statusCode, ...asked.json() }, { status: 401, code: 'otp_required' })
  t.equal(asked.headers['set-cookie'], undefined)

  const code = await codeOf(secret)
  t.equal((await login(email, code, 'not this one')).json().code, 'invalid_credentials', 'a right code does not help a wrong password')
  t.equal((await login(email, code)).statusCode, 200)
  const replayed = await login(email, code)
  t.match({ status: replayed.statusCode, ...replayed.json() }, { status: 401, code: 'otp_invalid' })
  t.equal((await login(email, await codeOf(secret, -1))).json().code, 'otp_invalid', 'nor is an earlier one taken any more')
  t.equal((await login(email, await codeOf(secret, 1))).statusCode, 200, 'a clock may be half a minute fast')
  t.equal((await login(email, await codeOf(secret, 3))).json().code, 'otp_invalid', 'but no more')
})

t.test('a wrong password looks the same with a factor and without, and so does an unknown address', async (t) => {
  const { email, secret } = await aGuarded()
  const plainPerson = await aPerson(pool)
  const answer = async (address: string, otp?: string) => {
    const reply = await login(address, otp, 'not this one')
    return { status: reply.statusCode, ...reply.json(), requestId: '', headers: Object.keys(reply.headers).toSorted() }
  }
  const expected = await answer('nobody@example.com')
  t.equal(expected.status, 401)
  t.strictSame(await answer(email), expected)
  t.strictSame(await answer(email, await codeOf(secret)), expected)
  t.strictSame(await answer(plainPerson.email, '123456'), expected)
})

t.test('200: who has no factor may send a code all the same', async (t) => {
  t.equal((await login((await aPerson(pool)).email, '123456')).statusCode, 200)
})

t.test('200: a recovery code, in any dress, once; the owner is told', async (t) => {
  const { email, id, recoveryCodes: [first = '', second = ''] } = await aGuarded()
  t.equal((await login(email, first)).statusCode, 200)
  t.equal((await login(email, first)).json().code, 'otp_invalid')
  t.equal((await login(email, second.toUpperCase().replaceAll('-', ''))).statusCode, 200)
  const told = await pool`select from events where name = 'second_factor.changed' and object_id = ${id} and payload->>'change' = 'code_used'`
  t.equal(told.length, 2)
})

t.test('of fifty who come with one code at once one is let in', async (t) => {
  const { id, secret, recoveryCodes: [recovery = ''] } = await aGuarded()
  const code = await codeOf(secret)
  for (const proof of [code, recovery]) {
    const taken = await Promise.all(Array.from({ length: 50 }, async () => await transaction(pool, async (tx) => await takeCode(tx, config, id, proof))))
    t.equal(taken.filter((each) => each !== undefined).length, 1)
  }
})

t.test('of fifty requests with one code at once one is let in, ten are told it is wrong, the rest wait', async (t) => {
  const person = await aPerson(pool)
  const { secret } = await withFactor(pool, config, person.id)
  const session = await app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email: person.email, password: PASSWORD, otp: await codeOf(secret), tokenDelivery: 'body' } })
  const code = await codeOf(secret, 1)
  const replies = await Promise.all(Array.from({ length: 50 }, async () => await app.inject({
    method: 'POST', url: '/v1/auth/reauthenticate', headers: { authorization: `Bearer ${session.json().accessToken}` }, payload: { otp: code }
  })))
  const counts = Object.groupBy(replies, (reply) => reply.statusCode)
  t.strictSame([counts[204]?.length, counts[403]?.length, counts[429]?.length], [1, 10, 39])
  t.ok(Number(counts[429]?.[0]?.headers['retry-after']) > 800)
})

t.test('429: from the eleventh wrong code, the right one too, from whatever device; never for others', async (t) => {
  const { email, id, secret } = await aGuarded()
  t.equal((await login(email, '000000')).json().code, 'otp_invalid')
  await pool`
    insert into login_attempts (email_hash, kind, succeeded)
    select email_hash, kind, false from (select email_hash, kind from login_attempts where kind = 'otp' order by id desc limit 1) latest, generate_series(2, 10)`
  const refused = await login(email, await codeOf(secret))
  t.match({ status: refused.statusCode, ...refused.json() }, { status: 429, code: 'too_many_attempts' })
  t.equal((await login(email)).json().code, 'otp_required', 'the password is judged as ever')
  t.equal((await login((await aGuarded()).email)).json().code, 'otp_required')

  await later()
  t.equal((await login(email, await codeOf(secret))).statusCode, 200)
  t.equal((await pool`select from sessions where user_id = ${id}`).length, 1)
})

t.test('SECRET is changed: codes are taken as before, the secret is sealed anew, and the former SECRET can go', async (t) => {
  const [used, resting] = [await aGuarded(), await aGuarded()]
  const SECRET = 'another secret, of more than thirty-two characters'
  const rotated = await anApp(t, { database, env: { SECRET, SECRET_PREVIOUS: config.SECRET } })
  const sealOf = async (id: string): Promise<string> => (await pool`select secret from credentials where user_id = ${id} and kind = 'totp'`)[0]?.['secret']
  const taken = async (who: typeof used, code: string, secrets = { SECRET }) =>
    await transaction(pool, async (tx) => await takeCode(tx, secrets, who.id, code))

  t.equal(await taken(used, await codeOf(used.secret)), undefined, 'without the former SECRET it would be lost')
  const reply = await rotated.app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email: used.email, password: PASSWORD, otp: await codeOf(used.secret) } })
  t.equal(reply.statusCode, 200)
  t.equal(await taken(used, await codeOf(used.secret, 1)), 'totp', 'a code given seals it anew')

  const before = await sealOf(resting.id)
  for (const schedule of secondFactorSchedules) await schedule.run(rotated.app.deps)
  t.not(await sealOf(resting.id), before, 'and so does the hour')
  t.equal(await taken(resting, await codeOf(resting.secret)), 'totp')
  t.equal(await taken(used, used.recoveryCodes[0] ?? ''), 'recovery', 'recovery codes hang on no SECRET')
})
