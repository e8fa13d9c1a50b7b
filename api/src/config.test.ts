// Settings: every fault at once, the variable named, nothing of a secret repeated, no leniency in production.
import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { ownerUrl, readConfig, workingRole } from './config.ts'

const key = { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid: 'one' }
const good = {
  DATABASE_URL: 'postgres://app@127.0.0.1/shop',
  SECRET: 's'.repeat(32),
  ACCESS_TOKEN_KEYS: JSON.stringify({ keys: [key] })
}
const fault = (env: Record<string, string | undefined>): string => {
  try {
    readConfig(env)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return 'accepted'
}

t.test('what is not said has a default', async (t) => {
  const config = readConfig(good)
  t.match(config, { API_PORT: 3000, METRICS_PORT: 9464, HOST: '127.0.0.1', ROLE: 'all', RATE_LIMITS: 'on', PAYMENTS_TEST_GATEWAY: false, PUBLIC_STOREFRONT_URL: 'http://127.0.0.1:4321' })
  t.equal(config.ACCESS_TOKEN_KEYS.keys[0]?.kid, 'one')
  t.ok(Object.isFrozen(config))
  t.match(readConfig({ ...good, API_PORT: '3100', ADMIN_PORT: '', PAYMENTS_TEST_GATEWAY: 'true', PUBLIC_API_URL: 'https://api.example.com/' }), { API_PORT: 3100, ADMIN_PORT: 4322, PAYMENTS_TEST_GATEWAY: true, PUBLIC_API_URL: 'https://api.example.com' })
  t.notOk('HOME' in readConfig({ ...good, HOME: '/root' }))
})

t.test('every fault at once, in one line, each with its variable', async (t) => {
  const words = fault({ API_PORT: '99999', ROLE: 'boss', DATABASE_URL: 'mysql://x', SECRET: 'short', ACCESS_TOKEN_KEYS: 'hidden-key', LOG_LEVEL: 'loud', PUBLIC_ADMIN_URL: 'ftp://x' })
  for (const name of ['API_PORT', 'ROLE', 'DATABASE_URL', 'SECRET', 'ACCESS_TOKEN_KEYS', 'LOG_LEVEL', 'PUBLIC_ADMIN_URL']) t.match(words, name)
  t.notMatch(words, /\n/)
  t.notMatch(words, /short|hidden-key/)
  t.match(fault({}), /DATABASE_URL is required.*SECRET is required/)
  t.match(fault({ ...good, STOREFRONT_PURGE_URL: 'http://127.0.0.1:1/purge' }), /FRONT_SECRET is required/)
  t.match(fault({ ...good, ACCESS_TOKEN_KEYS: '{"keys":[{}]}' }), /ACCESS_TOKEN_KEYS/)
  t.match(fault({ ...good, API_PORT: '3000.5' }), /API_PORT/)
  t.match(fault({ ...good, API_PORT: 'x' }), /API_PORT/)
})

t.test('what has the right shape and could still never work is refused at the start too', async (t) => {
  const { d: _private, ...published } = key
  const useless: Array<[name: string, ...values: string[]]> = [
    ['DATABASE_URL', 'postgres://x:y@host:port/shop', 'postgres://x:%zz@host/shop'],
    ['PUBLIC_API_URL', 'http://[bad', 'http://host:99999'],
    ['TRUST_PROXY', '999.1.1.1', '10.0.0.0/99', '10.0.0.0/', '10.0.0.1,,10.0.0.2/8/8', '::1/129'],
    ['ACCESS_TOKEN_KEYS', '[{"kid":"one"}]', JSON.stringify([{ ...key, d: 'hidden-key' }]), JSON.stringify([published]), JSON.stringify([key, { kid: 'two', kty: 'OKP' }])]
  ]
  for (const [name, ...values] of useless) {
    for (const value of values) {
      t.match(fault({ ...good, [name]: value }), new RegExp(`^Bad settings: ${name} `), value)
      t.notMatch(fault({ ...good, [name]: value }), /\n|hidden-key/)
    }
  }
  t.equal(fault({ ...good, TRUST_PROXY: '10.0.0.0/8, ::1, fd00::/8', ACCESS_TOKEN_KEYS: JSON.stringify([key, { ...published, kid: 'two' }]) }), 'accepted')
})

t.test('production takes no test gateway, no missing limits, no guessed addresses', async (t) => {
  const words = fault({ ...good, NODE_ENV: 'production', PAYMENTS_TEST_GATEWAY: 'true', RATE_LIMITS: 'off' })
  for (const name of ['PAYMENTS_TEST_GATEWAY', 'RATE_LIMITS', 'PUBLIC_API_URL', 'PUBLIC_STOREFRONT_URL', 'PUBLIC_ADMIN_URL']) t.match(words, name)
  t.equal(fault({ ...good, NODE_ENV: 'production', PUBLIC_API_URL: 'https://a.example', PUBLIC_STOREFRONT_URL: 'https://b.example', PUBLIC_ADMIN_URL: 'https://c.example' }), 'accepted')
})

t.test('who signs in as the owner works as the role that owns nothing', async (t) => {
  t.equal(workingRole(readConfig(good)), 'tradewind_app')
  const split = readConfig({ ...good, DATABASE_OWNER_URL: 'postgres://owner@127.0.0.1/shop' })
  t.equal(workingRole(split), undefined)
  t.equal(ownerUrl(split), 'postgres://owner@127.0.0.1/shop')
})
