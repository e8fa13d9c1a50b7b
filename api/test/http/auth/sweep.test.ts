// The hourly sweeps of sign-in: what is still needed stays.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { attemptSchedules } from '../../../src/modules/attempts/index.ts'
import { authSchedules, openSession } from '../../../src/modules/auth/index.ts'
import { aPerson } from './people.ts'

t.test('old attempts and sessions long over go, the rest stays', async (t) => {
  const { app, pool, config } = await anApp(t)
  const { id } = await aPerson(pool)
  const over = await openSession(pool, config, id)
  const live = await openSession(pool, config, id)
  await app.inject({ method: 'POST', url: '/v1/auth/refresh', payload: { refreshToken: over.refreshToken } })
  await pool`update sessions set expires_at = now() - interval '31 days' where id = ${over.sessionId}`
  await pool`
    insert into login_attempts (email_hash, succeeded, created_at)
    select '\\x00', false, now() - n * interval '1 hour' from generate_series(0, 1300) n`

  for (const schedule of [...authSchedules, ...attemptSchedules]) await schedule.run(app.deps)

  const sessions = await pool<Array<{ id: string }>>`select id from sessions`
  t.strictSame(sessions.map((session) => session.id), [live.sessionId])
  const [attempts] = await pool<Array<{ count: number }>>`select count(*)::int as count from login_attempts`
  t.equal(attempts?.count, 24)
})
