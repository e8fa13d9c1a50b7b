// Whoever changes somebody's way in is heard of by mail: set up, codes renewed, a recovery code used, removed.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aPerson, codeOf, PASSWORD, signedIn } from '../auth/people.ts'

const { app, pool, config, settled } = await anApp(t, { template: 'demo' })

t.test('each change is one letter, and none holds a secret', async (t) => {
  const { id, email } = await aPerson(pool)
  const { bearer } = await signedIn(pool, config, id)
  const call = async (method: 'POST' | 'DELETE', path: string, payload?: object) =>
    await app.inject({ method, url: `/v1/users/me/second_factor${path}`, headers: bearer, ...(payload ? { payload } : {}) })
  const letters = async () => {
    await settled()
    return (await app.inject(`/dev/mail?to=${encodeURIComponent(email)}`)).json().items as Array<{ subject: string, text: string, html: string }>
  }

  const { secret } = (await call('POST', '')).json()
  t.equal((await letters()).length, 0, 'a set-up begun is no change')
  await call('POST', '/confirm', { otp: await codeOf(secret) })
  t.equal((await letters()).length, 1)
  const { recoveryCodes } = (await call('POST', '/recovery_codes')).json()
  t.equal((await letters()).length, 2)
  const entered = await app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password: PASSWORD, otp: recoveryCodes[0] } })
  t.equal(entered.statusCode, 200)
  t.equal((await letters()).length, 3)
  t.equal((await call('DELETE', '')).statusCode, 204)

  const all = await letters()
  t.equal(all.length, 4)
  for (const { text, html } of all) for (const hidden of [secret, ...recoveryCodes]) t.notOk(`${text}${html}`.includes(hidden))
})
