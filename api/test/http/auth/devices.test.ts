// The cookie by which a device is known: strangers' guesses lock strangers out, the owner's device has ten of its own.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { clearAttempts } from '../../../src/modules/auth/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aPerson, PASSWORD, sentBack } from './people.ts'

const { app, pool, config, database } = await anApp(t)

const login = async (email: string, password = PASSWORD, cookie?: string, at = app) => await at.inject({
  method: 'POST', url: '/v1/auth/login', payload: { email, password }, headers: cookie === undefined ? {} : { cookie }
})
const deviceFor = async (email: string) => /(?:^|; )(device=[^;]+)/.exec(sentBack(await login(email)))?.[1] ?? ''
/** The newest wrong attempt nine times more. */
const nineMore = async () => {
  await pool`
    insert into login_attempts (email_hash, device_hash, kind, succeeded)
    select email_hash, device_hash, kind, false
    from (select * from login_attempts where not succeeded order by id desc limit 1) latest, generate_series(2, 10)`
}
const lockedByStrangers = async (email: string) => {
  await login(email, 'a stranger\'s guess')
  await nineMore()
}

t.test('200: strangers have locked the address, its owner comes in from a known device', async (t) => {
  const { email } = await aPerson(pool)
  const device = await deviceFor(email)
  await lockedByStrangers(email)
  t.equal((await login(email)).statusCode, 429, 'from elsewhere nobody comes in, not even with the password')
  t.equal((await login(email, PASSWORD, device)).statusCode, 200)
  t.equal((await login(email, PASSWORD, `${device}; staff_device=rubbish`)).statusCode, 200)
})

t.test('429: a known device has ten wrong ones of its own, and strangers are not held up by them', async (t) => {
  const { email } = await aPerson(pool)
  const device = await deviceFor(email)
  t.equal((await login(email, 'mistyped', device)).statusCode, 401)
  await nineMore()
  t.equal((await login(email, PASSWORD, device)).statusCode, 429)
  t.equal((await login(email)).statusCode, 200)
})

t.test('a device is known for one address only, unaltered, and for half a year', async (t) => {
  const { email } = await aPerson(pool)
  const other = await aPerson(pool)
  const device = await deviceFor(email)
  const [id = '', day = '', signature = ''] = device.replace('device=', '').split('.')
  await lockedByStrangers(email)
  const foreign = [
    await deviceFor(other.email),
    `device=${id}.${day}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
    `device=${id}.${Number(day) + 1}.${signature}`,
    `device=${'A'.repeat(22)}.${day}.${signature}`,
    `device=${id}.${day}.`,
    'device=',
    `device=${'x'.repeat(3_000)}`
  ]
  for (const cookie of foreign) t.equal((await login(email, PASSWORD, cookie)).statusCode, 429, cookie.slice(0, 40))

  const [clock, half] = [Date.now, 181 * 24 * 60 * 60 * 1000]
  t.teardown(() => { Date.now = clock })
  Date.now = () => clock() + half
  const late = await login(email, PASSWORD, device)
  Date.now = clock
  t.equal(late.statusCode, 429, 'too old')
  t.equal((await login(email, PASSWORD, device)).statusCode, 200)
})

t.test('SECRET_PREVIOUS: a device stays known while the SECRET changes', async (t) => {
  const { email } = await aPerson(pool)
  const device = await deviceFor(email)
  const SECRET = 'another secret, of more than thirty-two characters'
  const rotated = await anApp(t, { database, env: { SECRET, SECRET_PREVIOUS: config.SECRET } })
  const forgetful = await anApp(t, { database, env: { SECRET } })
  await login(email, 'a stranger\'s guess', undefined, rotated.app)
  await nineMore()
  t.equal((await login(email, PASSWORD, device, forgetful.app)).statusCode, 429)
  t.equal((await login(email, PASSWORD, device, rotated.app)).statusCode, 200)
})

t.test('clearAttempts: after a proof by mail the wrong passwords given so far count no more, wrong codes do', async (t) => {
  const { email } = await aPerson(pool)
  await lockedByStrangers(email)
  await transaction(pool, async (tx) => { await clearAttempts(tx, config, email.toUpperCase()) })
  t.equal((await login(email)).statusCode, 200)
})
