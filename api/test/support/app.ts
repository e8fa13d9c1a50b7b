// The application on a database of its own, as a process would build it, spoken to without a port.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { buildApp, connectApp, startWork, type Parts } from '../../src/app.ts'
import { readConfig, workingRole, type Config } from '../../src/config.ts'
import { createPool, type Pool } from '../../src/platform/db.ts'
import { stopSending, type Job } from '../../src/platform/jobs.ts'
import type { App } from '../../src/plugins/types.ts'
import { cloneDatabase, type Template, type TestDatabase } from './database.ts'

export interface TestApp {
  app: App
  pool: Pool
  config: Config
  database: TestDatabase
  /** Runs a worker until nothing is left to do now; a failed job fails the wait. */
  settled: () => Promise<void>
}

export interface TestOptions {
  template?: Template
  /** Another address for a database that was cloned already. */
  database?: TestDatabase
  env?: Record<string, string>
  extra?: Parts['extra']
  jobs?: Job[]
  logger?: Parts['logger']
}

export async function anApp (t: Test, options: TestOptions = {}): Promise<TestApp> {
  const database = options.database ?? await cloneDatabase(t, options.template ?? 'migrated')
  const config = readConfig({
    ...process.env,
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    ...options.env
  })
  const pool = createPool(config.DATABASE_URL, { max: 10, kind: 'api', role: workingRole(config) })
  const built = await buildApp({ config, pool, logger: options.logger, extra: options.extra })
  await connectApp(built)
  await built.app.ready()

  const endings: Array<() => Promise<void>> = []
  let worker: Promise<Pool> | undefined
  t.teardown(async () => {
    for (const end of endings.toReversed()) await end()
    await built.app.close()
    await pool.close(1)
  })

  const work = async (): Promise<Pool> => {
    const workerPool = createPool(config.DATABASE_URL, { max: 5, kind: 'worker', role: workingRole(config) })
    endings.push(async () => {
      await stopSending(workerPool)
      await workerPool.close(1)
    })
    const started = await startWork({ ...built.app.deps, pool: workerPool }, options.jobs)
    endings.push(async () => { await started.stop() })
    return workerPool
  }
  const settled = async (): Promise<void> => {
    await (worker ??= work())
    for (let tries = 0; tries < 400; tries += 1) {
      const [row] = await pool<{ waiting: number, failed: string[] | null }[]>`
        select count(*) filter (where state in ('created', 'active', 'retry') and start_after <= now() + interval '1 s')::int as waiting,
          array_agg(name || ': ' || output::text) filter (where state in ('retry', 'failed')) as failed
        from pgboss.job where name <> 'dead'`
      if (row?.failed != null) throw new Error(`Jobs failed: ${row.failed.join('; ')}`)
      if (row?.waiting === 0) return
      await sleep(25)
    }
    throw new Error('The jobs took longer than ten seconds')
  }
  return { app: built.app, pool, config, database, settled }
}
