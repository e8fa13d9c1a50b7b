// Settings: every fault at once, the variable named, nothing of a secret repeated, no leniency in production.
import t from 'tap'
import { ownerUrl, readConfig, workingRole } from './config.ts'

const good = {
  DATABASE_URL: 'postgres://app@127.0.0.1/shop',
  SECRET: 's'.repeat(32),
  ACCESS_TOKEN_KEYS: JSON.stringify({ keys: [{ kty: 'OKP', kid: 'one', d: 'hidden-key' }] })
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
