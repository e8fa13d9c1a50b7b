// npm start, from an empty folder to a shop that answers, and nothing left when it stops, gently or by kill -9.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { portIsFree, somePort } from '../../src/platform/embedded-faults.ts'

const START = fileURLToPath(new URL('../../src/start/start.js', import.meta.url))
const OPEN_MS = 110_000

const folder = mkdtempSync(join(tmpdir(), 'tradewind-start-'))
const ports = { api: await somePort(), storefront: await somePort(), admin: await somePort(), metrics: await somePort() }
const environment = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  DATA_DIR: folder,
  API_PORT: String(ports.api),
  STOREFRONT_PORT: String(ports.storefront),
  ADMIN_PORT: String(ports.admin),
  METRICS_PORT: String(ports.metrics)
}
t.setTimeout(300_000)
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

interface Shop { child: ChildProcess, said: () => string, closed: Promise<number | null> }

function start (): Shop {
  const child = spawn(process.execPath, [START], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => lines.push(String(chunk)))
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, said: () => lines.join(''), closed }
}

async function untilOpen (shop: Shop): Promise<void> {
  const until = Date.now() + OPEN_MS
  while (!shop.said().includes('The shop is open')) {
    if (shop.child.exitCode !== null || Date.now() > until) throw new Error(`The shop did not open:\n${shop.said()}`)
    await sleep(50)
  }
}

const status = async (port: number, path: string): Promise<number> => (await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })).status

async function allFree (): Promise<boolean> {
  const free = await Promise.all(Object.values(ports).map(async (port) => await portIsFree(port, '127.0.0.1')))
  return free.every(Boolean)
}

const postmaster = (): number => Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

t.test('a first start plants the demo, says where it is, and Ctrl-C leaves nothing', async (t) => {
  const shop = start()
  await untilOpen(shop)
  t.match(shop.said(), `http://127.0.0.1:${ports.storefront}/en/`)
  t.match(shop.said(), 'admin@example.com / tradewind-demo')
  t.match(shop.said(), 'Demo shop seeded')
  t.same([await status(ports.api, '/health/ready'), await status(ports.storefront, '/en/'), await status(ports.admin, '/')], [200, 200, 200])

  const pid = postmaster()
  shop.child.kill('SIGINT')
  t.equal(await shop.closed, 0)
  t.throws(() => process.kill(pid, 0), 'PostgreSQL is gone')
  t.ok(await allFree(), 'no port is held')
})

t.test('a second start seeds nothing; after a kill -9 of the supervisor the next one takes over', async (t) => {
  const second = start()
  await untilOpen(second)
  t.notMatch(second.said(), 'seeded')
  t.comment(/The shop is open \(.*\)/.exec(second.said())?.[0])
  const pid = postmaster()
  second.child.kill('SIGKILL')
  await second.closed

  const third = start()
  await untilOpen(third)
  t.equal(postmaster(), pid, 'the running PostgreSQL was adopted')
  t.equal(await status(ports.storefront, '/en/'), 200)
  third.child.kill('SIGTERM')
  t.equal(await third.closed, 0)
  t.ok(await allFree(), 'no port is held')
})
