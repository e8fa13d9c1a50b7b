// npm start, from an empty folder to a shop that answers, and nothing left when it stops, gently or by kill -9.
import t from 'tap'
import { aPlace } from '../support/supervised.ts'

t.setTimeout(300_000)

const { ports, start, postmaster, portsAreFree } = await aPlace(t)

const status = async (port: number, path: string): Promise<number> => (await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })).status

t.test('a first start plants the demo, says where it is, and Ctrl-C leaves nothing', async (t) => {
  const shop = start()
  await shop.untilOpen()
  t.match(shop.said(), `http://127.0.0.1:${ports.storefront}/en/`)
  t.match(shop.said(), 'admin@example.com / tradewind-demo')
  t.match(shop.said(), 'Demo shop seeded')
  t.same([await status(ports.api, '/health/ready'), await status(ports.storefront, '/en/'), await status(ports.admin, '/')], [200, 200, 200])

  const pid = postmaster()
  shop.child.kill('SIGINT')
  t.equal(await shop.closed, 0)
  t.throws(() => process.kill(pid, 0), 'PostgreSQL is gone')
  t.ok(await portsAreFree(), 'no port is held')
})

t.test('a second start seeds nothing; after a kill -9 of the supervisor the next one takes over', async (t) => {
  const second = start()
  await second.untilOpen()
  t.notMatch(second.said(), 'seeded')
  t.comment(/The shop is open \(.*\)/.exec(second.said())?.[0])
  const pid = postmaster()
  second.child.kill('SIGKILL')
  await second.closed

  const third = start()
  await third.untilOpen()
  t.equal(postmaster(), pid, 'the running PostgreSQL was adopted')
  t.equal(await status(ports.storefront, '/en/'), 200)
  third.child.kill('SIGTERM')
  t.equal(await third.closed, 0)
  t.ok(await portsAreFree(), 'no port is held')
})
