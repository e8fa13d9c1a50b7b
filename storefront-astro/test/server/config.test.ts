// A wrong setting stops the storefront with a line that names it.
import t from 'tap'
import { readConfig } from '../../server/config.ts'

t.test('every fault has its line', async (t) => {
  const faults = ((): string => {
    try {
      readConfig({ STOREFRONT_PORT: '80x', API_URL: 'shop', TRUST_PROXY: 'everyone', STOREFRONT_PUBLISH: 'some', FRONT_SECRET: 'short' })
    } catch (error) {
      return (error as Error).message
    }
    return ''
  })().split('\n')
  t.equal(faults.length, 5)
  for (const name of ['STOREFRONT_PORT', 'API_URL', 'TRUST_PROXY', 'STOREFRONT_PUBLISH', 'FRONT_SECRET']) t.ok(faults.some((line) => line.startsWith(`${name} is`)), name)
})

t.test('the defaults are those of the contract', async (t) => {
  t.match(readConfig({ FRONT_SECRET: 'sixteen letters or more' }), { host: '127.0.0.1', port: 4321, apiUrl: 'http://127.0.0.1:3000', publicUrl: 'http://127.0.0.1:4321', publish: 'all' })
})
