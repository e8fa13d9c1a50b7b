// What the log never holds, however much it is told to write: passwords, tokens, hashes and addresses. And what the clock sweeps away.
import { Writable } from 'node:stream'
import t from 'tap'
import { accountJobs } from '../../../src/modules/accounts/index.ts'
import { credentialSchedules } from '../../../src/modules/credentials/index.ts'
import { redacted } from '../../../src/plugins/server.ts'
import { aShop, OTHER, PASSWORD, tokenIn } from './support.ts'

const lines: string[] = []
const stream = new Writable({ write: (chunk, _encoding, done) => { lines.push(String(chunk)); done() } })
const shop = await aShop(t, { logger: { level: 'trace', redact: redacted, stream }, env: { LOG_LEVEL: 'trace' } })
const { app, pool, post, mailsTo } = shop

t.test('a whole life of an account leaves no secret in the log, failures included', async (t) => {
  await shop.aMember('lena@example.com')
  const verification = tokenIn((await mailsTo('lena@example.com')).at(-1))
  await post('forgot_password', { email: 'lena@example.com' })
  const token = await shop.tokenTo('lena@example.com')
  await post('register', { email: 'lena@example.com', password: PASSWORD, nonsense: token })
  await post('reset_password', `{"token": "${token}", "password": "${OTHER}`, { 'content-type': 'application/json' })

  await pool`alter table credentials rename to hidden`.catch(() => undefined)
  await shop.login('lena@example.com', PASSWORD)
  const owner = (await import('postgres')).default(shop.database.ownerUrl, { max: 1, onnotice: () => {} })
  await owner`alter table one_time_tokens rename to hidden_tokens`
  t.equal((await post('reset_password', { token, password: OTHER })).statusCode, 500)
  await owner`alter table hidden_tokens rename to one_time_tokens`
  await owner`alter table registrations rename to hidden_registrations`
  t.equal((await post('register', { email: 'lena@example.com', password: PASSWORD })).statusCode, 500)
  t.equal((await post('verify_email', { token: verification })).statusCode, 500)
  const job = accountJobs.find(({ queue }) => queue === 'accounts.register')
  await t.rejects(async () => await job?.handle(app.deps, { registrationId: crypto.randomUUID(), locale: 'en' }, { id: crypto.randomUUID(), signal: AbortSignal.timeout(5_000) }))
  await owner`alter table hidden_registrations rename to registrations`
  await owner.end()
  t.equal((await post('reset_password', { token, password: OTHER })).statusCode, 204)

  const said = lines.join('')
  t.match(said, /a request failed/, 'the failures are there')
  for (const secret of [PASSWORD, OTHER, token, verification, 'lena@example.com', '$2b$']) t.notOk(said.includes(secret), secret.slice(0, 12))
})

t.test('what is worth nothing any more is swept away, the rest stays', async (t) => {
  await shop.register('kept@example.com')
  await shop.register('over@example.com')
  await post('forgot_password', { email: 'lena@example.com' })
  await shop.settled()
  await pool`update registrations set expires_at = now() - interval '1 second' where email = 'over@example.com'`
  await pool`update one_time_tokens set expires_at = now() - interval '1 second' where used_at is not null`

  for (const schedule of credentialSchedules) await schedule.run(app.deps)
  t.strictSame([...await pool`select email from registrations where email in ('kept@example.com', 'over@example.com')`], [{ email: 'kept@example.com' }])
  t.strictSame([...await pool`select count(*)::int as count, bool_and(used_at is null) as open from one_time_tokens`], [{ count: 1, open: true }])
})
