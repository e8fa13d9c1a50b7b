// A thousand wrong passwords from a hundred networks at one account: ten are judged, and its owner comes back by mail meanwhile.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { aPerson, PASSWORD, sentBack } from './people.ts'

const { app, pool, settled } = await anApp(t, { template: 'demo', env: { RATE_LIMITS: 'on', TRUST_PROXY: '127.0.0.1' } })

const login = async (email: string, password: string, headers: Record<string, string>) =>
  await app.inject({ method: 'POST', url: '/v1/auth/login', payload: { email, password }, headers })
const from = (network: number) => ({ 'x-forwarded-for': `198.${Math.floor(network / 100) + 18}.${network % 100}.9` })
const guess = async (email: string, n: number) => await login(email, n === 777 ? PASSWORD : `guess ${n}`, from(n % 100))
const tokenFor = async (email: string): Promise<string> => {
  await settled()
  const { items } = (await app.inject(`/dev/mail?to=${encodeURIComponent(email)}`)).json()
  return /token=([\w-]+)/.exec(items[0]?.text)?.[1] ?? ''
}

t.test('however they come, ten are judged; the right one among the rest is refused like the others', async (t) => {
  const { email, id } = await aPerson(pool)
  const statuses: number[] = []
  let slowest = 0
  for (let n = 0; n < 1_000; n += 20) {
    const replies = await Promise.all(Array.from({ length: 20 }, async (_, k) => {
      const start = performance.now()
      const reply = await guess(email, n + k)
      if (n > 0) slowest = Math.max(slowest, performance.now() - start)
      return reply
    }))
    statuses.push(...replies.map((reply) => reply.statusCode))
    t.ok(replies.every((reply) => reply.statusCode === 401 || Number(reply.headers['retry-after']) > 0))
    t.notOk(replies.some((reply) => reply.statusCode === 200))
  }
  t.equal(statuses.filter((status) => status === 429).length, 990)
  t.ok(slowest < 3_000, `refused, not held: ${Math.round(slowest)} ms at most, twenty at a time`)
  const [counted] = await pool`select count(*)::int as count from login_attempts where not succeeded`
  t.equal(counted?.['count'], 10)
  t.equal((await pool`select from sessions where user_id = ${id}`).length, 0)

  await t.test('the owner comes back by mail, and in from that device while the guessing goes on', async (t) => {
    const home = { 'x-forwarded-for': '203.0.113.50' }
    t.equal((await login(email, PASSWORD, home)).statusCode, 429)
    const asked = await app.inject({ method: 'POST', url: '/v1/auth/forgot_password', payload: { email }, headers: home })
    t.equal(asked.statusCode, 202)
    const password = 'a quieter walk along the Havel'
    const reset = await app.inject({ method: 'POST', url: '/v1/auth/reset_password', payload: { token: await tokenFor(email), password }, headers: home })
    t.equal(reset.statusCode, 204)
    t.match(sentBack(reset), /device=/)

    for (let n = 0; n < 40; n += 20) await Promise.all(Array.from({ length: 20 }, async (_, k) => await guess(email, n + k)))
    t.equal((await login(email, password, { 'x-forwarded-for': '203.0.113.51' })).statusCode, 429, 'strangers have locked the address again')
    const entered = await login(email, password, { ...home, cookie: sentBack(reset) })
    t.equal(entered.statusCode, 200)
  })

  await t.test('a quarter of an hour later ten more are judged, and no more', async (t) => {
    await pool`update login_attempts set created_at = created_at - interval '16 minutes'`
    const replies = await Promise.all(Array.from({ length: 20 }, async (_, n) => await guess(email, n)))
    t.equal(replies.filter((reply) => reply.statusCode === 429).length, 10)
  })
})
