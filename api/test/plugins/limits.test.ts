// Rate limits: by network and class, not fooled by a forged header, and a front's own server is not one network.
import t from 'tap'
import { anApp } from '../support/app.ts'
import { writeSetting } from '../../src/platform/settings.ts'
import { testRoutes } from './routes.ts'

const FRONT_SECRET = 'a secret between the front and us'
const { app, pool } = await anApp(t, { extra: testRoutes, env: { RATE_LIMITS: 'on', FRONT_SECRET, TRUST_PROXY: '10.1.0.0/16' } })
await writeSetting(pool, 'limits.read', 20)

const statuses = async (times: number, headers: (n: number) => Record<string, string>, remoteAddress: string, url = '/v1/guest'): Promise<number[]> => {
  const codes: number[] = []
  for (let n = 0; n < times; n += 1) codes.push((await app.inject({ url, remoteAddress, headers: headers(n) })).statusCode)
  return codes
}
const count = (codes: number[], code: number): number => codes.filter((each) => each === code).length

t.test('429 with Retry-After, per network', async (t) => {
  const codes = await statuses(25, () => ({}), '203.0.113.1')
  t.strictSame([count(codes, 200), count(codes, 429)], [20, 5])
  const refused = await app.inject({ url: '/v1/guest', remoteAddress: '203.0.113.1' })
  t.match(refused.json(), { status: 429, code: 'rate_limited' })
  t.ok(Number(refused.headers['retry-after']) > 0 && Number(refused.headers['retry-after']) <= 60)
  t.equal((await app.inject({ url: '/v1/guest', remoteAddress: '203.0.113.2' })).statusCode, 200)
  t.equal((await app.inject({ method: 'POST', url: '/v1/accepted', payload: {}, remoteAddress: '203.0.113.1' })).statusCode, 200, 'writes are counted apart')
})

t.test('a forged X-Forwarded-For buys nothing', async (t) => {
  const codes = await statuses(25, (n) => ({ 'x-forwarded-for': `198.51.100.${n}` }), '203.0.113.3')
  t.equal(count(codes, 429), 5)
  const guessed = await statuses(25, (n) => ({ 'x-forwarded-for': `198.51.100.${n}`, 'x-tradewind-front': 'guessed' }), '203.0.113.4')
  t.equal(count(guessed, 429), 5)
})

t.test('behind a front or a named proxy each shopper is counted', async (t) => {
  const front = { 'x-tradewind-front': FRONT_SECRET }
  t.equal(count(await statuses(25, (n) => ({ ...front, 'x-forwarded-for': `198.51.100.${n}` }), '127.0.0.1'), 429), 0)
  t.equal(count(await statuses(25, () => ({ ...front, 'x-forwarded-for': '198.51.100.200' }), '127.0.0.1'), 429), 5)
  t.equal(count(await statuses(25, (n) => ({ ...front, 'x-forwarded-for': `192.0.2.${n}, 198.51.100.201` }), '127.0.0.1'), 429), 5, 'what the shopper forged is left of what the front saw')
  t.equal(count(await statuses(25, (n) => ({ 'x-forwarded-for': `192.0.2.${n}` }), '10.1.2.3'), 429), 0)
  t.equal(count(await statuses(25, (n) => ({ 'x-forwarded-for': `192.0.2.${n}` }), '10.2.2.3'), 429), 5, 'another address is no proxy')
})

t.test('a port beside the address changes nothing, and what is no address stands for the one who sent it', async (t) => {
  const said = (text: (n: number) => string) => (n: number) => ({ 'x-forwarded-for': text(n) })
  t.equal(count(await statuses(25, said((n) => `198.51.100.210:${n + 1024}`), '10.1.2.4'), 429), 5)
  t.equal(count(await statuses(25, said((n) => `[2001:db8:2::${n}]:443`), '10.1.2.4'), 429), 5)
  t.equal(count(await statuses(25, said((n) => `198.51.100.${n}, unknown`), '10.1.2.4'), 429), 5)
  t.equal(count(await statuses(25, said((n) => `word${n}, 198.51.100.211`), '10.1.2.4'), 429), 5)
  for (const text of ['198.51.100.212:443', 'fe80::1%eth0', 'unknown', '999.1.1.1', ' , ']) {
    const reply = await app.inject({
      method: 'POST', url: '/v1/auth/login', remoteAddress: '10.1.2.4', headers: { 'x-forwarded-for': text }, payload: { email: 'nobody@example.com', password: 'wrong' }
    })
    t.match(reply.json(), { code: 'invalid_credentials' }, text)
  }
})

t.test('a front\'s own server is not limited', async (t) => {
  t.equal(count(await statuses(60, () => ({ 'x-tradewind-front': FRONT_SECRET }), '127.0.0.2'), 429), 0)
})

t.test('a neighbourhood of IPv6 addresses is one network', async (t) => {
  const codes: number[] = []
  for (let n = 0; n < 25; n += 1) codes.push(...await statuses(1, () => ({}), `2001:db8:1:1::${n.toString(16)}`))
  t.equal(count(codes, 429), 5)
})
