// The whole shop for browser tests: API, storefront and admin as processes of their own on a clone of the demo, and a browser before them.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { buildIfChanged } from '../../src/start/builds.ts'
import { launchBrowser } from './browser.ts'
import { cloneDatabase, type TestDatabase } from './database.ts'
import { bringFonts } from './fonts.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const READY_MS = 60_000
const GRACE_MS = 12_000

interface Teardown { teardown: (after: () => Promise<void>) => void }

interface Options {
  /** 'visited' leaves the processor to the test; 'all' publishes every page ahead, as the shop does. */
  publish?: 'all' | 'visited'
  fronts?: ('storefront' | 'admin')[]
  environment?: Record<string, string>
}

export interface Shop {
  api: string
  storefront: string
  admin: string
  database: TestDatabase
  /** A page of a fresh visitor; close it by closing its context, or leave it to the end of the test. */
  page: (options?: BrowserContextOptions) => Promise<Page>
  /** Ends one of the processes as a crash would, and brings it back. */
  kill: (name: 'api' | 'storefront' | 'admin') => Promise<void>
  start: (name: 'api' | 'storefront' | 'admin') => Promise<void>
  isRunning: (name: 'api' | 'storefront' | 'admin') => boolean
}

export async function openShop (t: Teardown, { publish = 'visited', fronts = ['storefront', 'admin'], environment = {} }: Options = {}): Promise<Shop> {
  for (const front of fronts) await buildIfChanged(front === 'storefront' ? 'storefront-astro' : 'admin-react', process.env)
  const database = await cloneDatabase(t, 'demo')
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-shop-'))
  const [api = 0, storefront = 0, admin = 0, metrics = 0] = await freePorts(4)
  const url = (port: number): string => `http://127.0.0.1:${port}`
  const settings = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    ROLE: 'all',
    HOST: '127.0.0.1',
    API_PORT: String(api),
    STOREFRONT_PORT: String(storefront),
    ADMIN_PORT: String(admin),
    METRICS_PORT: String(metrics),
    API_URL: url(api),
    STOREFRONT_PURGE_URL: `${url(storefront)}/_purge`,
    STOREFRONT_PUBLISH: publish,
    LOG_LEVEL: 'warn',
    ...environment
  }
  const plans: Record<string, Plan> = {
    api: { script: 'api/src/main.ts', answersAt: `${url(api)}/health/ready`, settings },
    storefront: { script: 'storefront-astro/server/main.ts', answersAt: `${url(storefront)}/_health`, settings: { ...settings, DATA_DIR: folder } },
    admin: { script: 'admin-react/server/main.ts', answersAt: `${url(admin)}/_health`, settings }
  }
  const running = new Map<string, ChildProcess>()
  const start = async (name: string): Promise<void> => { running.set(name, await launch(name, plans[name] as Plan)) }
  const browser = browserOf(t)
  t.teardown(async () => {
    await Promise.all([...running].filter(([name]) => name !== 'api').map(async ([, child]) => await end(child)))
    await end(running.get('api'))
    await rm(folder, { recursive: true, force: true })
  })

  await Promise.all(['api', ...fronts].map(start))
  return {
    api: url(api),
    storefront: url(storefront),
    admin: url(admin),
    database,
    page: async (options) => await (await browser(options)).newPage(),
    kill: async (name) => await end(running.get(name), 'SIGKILL'),
    start,
    isRunning: (name) => running.get(name)?.exitCode === null && running.get(name)?.signalCode === null
  }
}

interface Plan { script: string, answersAt: string, settings: Record<string, string> }

async function launch (name: string, plan: Plan): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(ROOT, plan.script)], { cwd: ROOT, env: { ...process.env, ...plan.settings }, stdio: ['ignore', 'pipe', 'pipe'] })
  const words: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => words.push(String(chunk)))
  const until = Date.now() + READY_MS
  while (!await answers(plan.answersAt)) {
    if (child.exitCode !== null || Date.now() > until) {
      await end(child)
      throw new Error(`The ${name} did not start:\n${words.join('').slice(-1500)}`)
    }
    await sleep(50)
  }
  return child
}

const answers = async (url: string): Promise<boolean> => await fetch(url, { signal: AbortSignal.timeout(2000) }).then(
  async (response) => { await response.body?.cancel(); return response.ok },
  () => false
)

async function end (child: ChildProcess | undefined, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  const patience = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  await gone
  clearTimeout(patience)
}

function browserOf (t: Teardown): (options?: BrowserContextOptions) => Promise<Awaited<ReturnType<Browser['newContext']>>> {
  let browser: Promise<Browser> | undefined
  t.teardown(async () => await (await browser)?.close())
  return async (options) => {
    const context = await (await (browser ??= launchBrowser())).newContext({ reducedMotion: 'reduce', ...options })
    await bringFonts(context)
    return context
  }
}

// All held open together, so that no two are the same.
async function freePorts (count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return server
  }))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(async (server) => await new Promise((resolve) => server.close(resolve))))
  return ports
}
