// The process: settings, pools, the roles api and worker, and an orderly way out.
import { setTimeout as sleep } from 'node:timers/promises'
import { buildApp, connectApp, jobs, listeners, schedules } from './app.ts'
import { readConfig, workingRole, type Config } from './config.ts'
import { createPool } from './platform/db.ts'
import { setListeners } from './platform/events.ts'
import { startWorker, stopSending } from './platform/jobs.ts'
import { startSchedules } from './platform/schedules.ts'
import { serveMetrics } from './plugins/metrics.ts'

const drainMs = 5_000
const longestExitMs = 25_000

type Step = () => Promise<unknown>

async function run (config: Config): Promise<Step[]> {
  const role = workingRole(config)
  const pool = createPool(config.DATABASE_URL, { max: 10, kind: 'api', role })
  const readiness = { leaving: false }
  const built = await buildApp({ config, pool, readiness })
  const { app, metrics } = built
  await connectApp(built)
  const endings: Step[] = []

  if (config.ROLE !== 'api') {
    const workerPool = createPool(config.DATABASE_URL, { max: 5, kind: 'worker', role })
    setListeners(workerPool, listeners)
    const deps = { ...app.deps, pool: workerPool }
    const worker = await startWorker(deps, jobs)
    const clock = await startSchedules(deps, schedules)
    endings.push(async () => { await clock.stop() }, async () => { await worker.stop() }, async () => { await stopSending(workerPool) }, async () => { await workerPool.close() })
  }
  const metricsServer = await serveMetrics(metrics.registry, config.METRICS_PORT, config.HOST)
  if (config.ROLE === 'worker') await app.ready()
  else await app.listen({ port: config.API_PORT, host: config.HOST })
  app.log.info({ role: config.ROLE }, 'the shop is open')

  // Load balancers see ready fail and go elsewhere before the door is shut; nobody balances a machine of one.
  const leave: Step = async () => {
    readiness.leaving = true
    if (config.NODE_ENV === 'production') await sleep(drainMs)
    await app.close()
  }
  return [leave, ...endings, async () => metricsServer.close(), async () => { await pool.close() }]
}

try {
  const steps = await run(readConfig())
  let leaving = false
  const exit = async (): Promise<void> => {
    if (leaving) return
    leaving = true
    setTimeout(() => process.exit(1), longestExitMs).unref()
    for (const step of steps) await step()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => { void exit() })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
