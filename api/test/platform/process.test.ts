// The process itself: waits for its database, works off what it took when told to go, says which setting is wrong.
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { createPool } from '../../src/platform/db.ts'
import { enqueue, stopSending } from '../../src/platform/jobs.ts'
import { cloneDatabase } from '../support/database.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

async function freePort (): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => { server.close(resolve) })
  return port
}

interface Running { child: ChildProcess, origin: string, metrics: string, ended: Promise<number | null>, output: () => string }

async function aProcess (t: Test, env: Record<string, string>): Promise<Running> {
  const [api, metrics] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, [main], { env: { ...process.env, LOG_LEVEL: 'error', API_PORT: String(api), METRICS_PORT: String(metrics), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output += String(chunk) })
  const ended = new Promise<number | null>((resolve) => { child.once('close', resolve) })
  t.teardown(() => { child.kill('SIGKILL') })
  return { child, origin: `http://127.0.0.1:${api}`, metrics: `http://127.0.0.1:${metrics}/metrics`, ended, output: () => output }
}

async function ready (origin: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const status = await fetch(`${origin}/health/ready`).then((reply) => reply.status, () => 0)
    if (status === 200) return
    await sleep(50)
  }
  throw new Error('never ready')
}

t.test('told to go under load it answers what it took, and is gone in seconds', { timeout: 60_000 }, async (t) => {
  const { url, ownerUrl } = await cloneDatabase(t)
  const { child, origin, metrics, ended, output } = await aProcess(t, { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl })
  await ready(origin)
  t.match(await (await fetch(metrics)).text(), /process_resident_memory_bytes/)
  const outcomes: Record<string, number> = {}
  let going = false
  const shoppers = Array.from({ length: 10 }, async () => {
    for (;;) {
      const outcome = await fetch(`${origin}/health/ready`).then(async (reply) => { await reply.text(); return String(reply.status) }, () => 'refused')
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      if (outcome === 'refused' && going) return
    }
  })
  await sleep(500)
  going = true
  child.kill('SIGTERM')
  const began = performance.now()
  t.equal(await ended, 0, output())
  t.ok(performance.now() - began < 15_000)
  await Promise.all(shoppers)
  t.ok((outcomes['200'] ?? 0) > 5)
  t.strictSame(Object.keys(outcomes).filter((outcome) => !['200', '503', 'refused'].includes(outcome)), [])
})

t.test('a shop that is not migrated yet is alive, not ready, and ready when it is', { timeout: 60_000 }, async (t) => {
  const { url, ownerUrl, adminUrl } = await cloneDatabase(t)
  const admin = createPool(adminUrl, { max: 1, kind: 'owner' })
  await admin.unsafe('alter schema pgboss rename to elsewhere; alter table schema_migrations rename to hidden')
  const { origin, child, ended } = await aProcess(t, { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl })
  for (let tries = 0; tries < 200 && await fetch(`${origin}/health/live`).then((reply) => reply.status, () => 0) !== 200; tries += 1) await sleep(50)
  t.equal((await fetch(`${origin}/health/ready`)).status, 503)
  await admin.unsafe('alter schema elsewhere rename to pgboss; alter table hidden rename to schema_migrations')
  await admin.close()
  await ready(origin)
  child.kill('SIGTERM')
  t.equal(await ended, 0)
})

t.test('what a job changes is heard as if a request had changed it: the list follows the page', { timeout: 60_000 }, async (t) => {
  const { url, ownerUrl } = await cloneDatabase(t, 'demo')
  const { origin, child, ended, output } = await aProcess(t, { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl })
  await ready(origin)
  const pool = createPool(ownerUrl, { max: 1, kind: 'owner' })
  await pool`insert into exchange_rates (from_currency, to_currency, rate, source, as_of) values ('EUR', 'JPY', 300, 'manual', now())`
  await enqueue(pool, 'pricing.rewrite', { after: '00000000-0000-0000-0000-000000000000' })
  await stopSending(pool)
  await pool.close(1)

  const listed = async (): Promise<string | undefined> => {
    const list = await fetch(`${origin}/v1/products?q=teapot&currency=JPY`).then(async (reply) => await reply.json() as { items: Array<{ slug: string, price: { amount: string } }> })
    return list.items.find(({ slug }) => slug === 'cast-iron-teapot')?.price.amount
  }
  for (let tries = 0; tries < 200 && await listed() !== '38700'; tries += 1) await sleep(50)
  t.equal(await listed(), '38700', output())
  child.kill('SIGTERM')
  t.equal(await ended, 0)
})

t.test('one line for a bad setting or a busy port', { timeout: 60_000 }, async (t) => {
  const bad = await aProcess(t, { ROLE: 'boss', DATABASE_URL: 'x' })
  t.equal(await bad.ended, 1)
  t.match(bad.output(), /^Bad settings: .*ROLE.*\n$/)
  for (const [env, line] of [[{ HOST: '203.0.113.7' }, /^HOST 203\.0\.113\.7 is no address.*\n$/], [{ MODULES: 'constructor' }, /^Bad settings: MODULES names.*\n$/]] as const) {
    const stray = await aProcess(t, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', ...env })
    t.equal(await stray.ended, 1)
    t.match(stray.output(), line)
  }
  const busy = createServer()
  await new Promise<void>((resolve) => { busy.listen(0, '127.0.0.1', resolve) })
  t.teardown(() => { busy.close() })
  const { port } = busy.address() as { port: number }
  const { url } = await cloneDatabase(t)
  const second = await aProcess(t, { DATABASE_URL: url, DATABASE_OWNER_URL: url, API_PORT: String(port) })
  t.equal(await second.ended, 1)
  t.match(second.output(), new RegExp(`^API_PORT ${port} is in use`))
})
