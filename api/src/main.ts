// The process: settings, pools, the roles api and worker, and an orderly way out.
import { setTimeout as sleep } from 'node:timers/promises'
import { buildApp, connectApp, schedules, startWork } from './app.ts'
import { readConfig, workingRole, type Config } from './config.ts'
import { createPool } from './platform/db.ts'
import type { Deps, Logger } from './platform/deps.ts'
import { startSchedules } from './platform/schedules.ts'
import { serveMetrics } from './plugins/metrics.ts'
import type { App } from './plugins/types.ts'

type Step = () => Promise<unknown>
/** What has to end, in order: first what takes work in, then what the work needs. */
interface Endings { intake: Step[], pools: Step[] }

const drainMs = 5_000
const longestExitMs = 25_000
const retryMs = 1_000
const noSuchHost = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'])

async function run (config: Config, endings: Endings): Promise<void> {
  const pool = createPool(config.DATABASE_URL, { max: 10, kind: 'api', role: workingRole(config) })
  endings.pools.push(async () => { await pool.close() })
  const readiness = { leaving: false }
  const built = await buildApp({ config, pool, readiness })
  const { app, metrics } = built

  // Load balancers see ready fail and go elsewhere before the door is shut; nobody balances a machine of one.
  endings.intake.push(async () => {
    readiness.leaving = true
    if (config.NODE_ENV === 'production') await sleep(drainMs)
    await shut(app)
  })
  const server = await opened('METRICS_PORT', config, async () => await serveMetrics(metrics.registry, config.METRICS_PORT, config.HOST))
  endings.intake.push(async () => server.close())
  if (config.ROLE === 'worker') await app.ready()
  else await opened('API_PORT', config, async () => await app.listen({ port: config.API_PORT, host: config.HOST }))

  await patiently(app.log, async () => { await connectApp(built) })
  if (config.ROLE !== 'api') await work(app.deps, endings)
  app.log.info({ role: config.ROLE }, 'the shop is open')
}

// A connection that was busy when the door was shut is idle a moment later, and would be waited for as long as it is kept alive.
async function shut (app: App): Promise<void> {
  const sweep = setInterval(() => { app.server.closeIdleConnections() }, 100)
  await app.close()
  clearInterval(sweep)
}

async function work (deps: Deps, endings: Endings): Promise<void> {
  const { config, log } = deps
  const pool = createPool(config.DATABASE_URL, { max: 5, kind: 'worker', role: workingRole(config) })
  endings.pools.unshift(async () => { await pool.close() })
  const worker = await patiently(log, async () => await startWork({ ...deps, pool }))
  const clock = await patiently(log, async () => await startSchedules({ ...deps, pool }, schedules))
  endings.intake.push(async () => {
    await clock.stop()
    await worker.stop()
  })
}

/** A database that is still starting or being migrated is waited for; ready says no meanwhile. */
async function patiently<T> (log: Logger, start: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await start()
    } catch (error) {
      log.warn({ err: error }, 'the database is not there yet')
      await sleep(retryMs)
    }
  }
}

async function opened<T> (variable: 'API_PORT' | 'METRICS_PORT', { HOST: host, [variable]: port }: Config, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EADDRINUSE') throw new Error(`${variable} ${port} is in use by another program: stop it or choose another port`)
    if (code === 'EACCES') throw new Error(`${variable} ${port} may not be opened by this user: choose a port above 1023`)
    if (noSuchHost.has(code)) throw new Error(`HOST ${host} is no address of this machine`)
    throw error
  }
}

const endings: Endings = { intake: [], pools: [] }
let leaving = false
async function leave (): Promise<void> {
  if (leaving) return
  leaving = true
  setTimeout(() => process.exit(1), longestExitMs).unref()
  await Promise.all(endings.intake.map(async (end) => await end()))
  for (const end of endings.pools) await end()
  process.exit(0)
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => { void leave() })

try {
  await run(readConfig(), endings)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
