// The queue inside PostgreSQL: jobs are enqueued in the business transaction and run by workers, at least once.
import { PgBoss, type ConstructorOptions } from 'pg-boss'
import { workingRole, type Config } from '../config.ts'
import { poolOf, type Db, type Pool } from './db.ts'
import type { Deps, Logger } from './deps.ts'

export interface JobMeta { id: string, signal: AbortSignal }
export interface Job<T extends object = object> {
  queue: string
  /** Its payload names somebody: forgotten an hour after it is done, or a day after nobody could do it, and no dead letter. */
  personal?: boolean
  handle (deps: Deps, data: T, meta: JobMeta): Promise<void>
}
export interface EnqueueOptions { id?: string, startAfterSeconds?: number }

/** A payload that no retry can mend: the job goes to the dead letters at once. */
export class UnusablePayload extends Error {}

export const deadQueue = 'dead'
const schema = 'pgboss'
const patienceMs = 1_000
const queueOptions = {
  retryLimit: 8,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 600,
  expireInSeconds: 120,
  heartbeatSeconds: 10,
  notify: true
}
const forgetful = { deleteAfterSeconds: 3_600, retentionSeconds: 86_400 }
const senders = new WeakMap<Pool, Promise<PgBoss>>()

/** Within a transaction the job exists if and only if the transaction commits; a repeated id is dropped. */
export async function enqueue (tx: Db, queue: string, data: object, options: EnqueueOptions = {}): Promise<void> {
  const boss = await sender(poolOf(tx))
  await boss.send(queue, data, {
    ...(options.id === undefined ? {} : { id: options.id }),
    ...(options.startAfterSeconds === undefined ? {} : { startAfter: options.startAfterSeconds }),
    db: { executeSql: async (text, values) => await execute(tx, text, values) }
  })
}

/** Made ready at boot, so that the first enqueue costs one statement like every other. */
export async function startSending (pool: Pool, jobs: readonly Queue[], log: Logger): Promise<void> {
  const boss = await sender(pool)
  boss.on('error', (error) => { log.warn({ err: error }, 'the job sender stumbled') })
  await createQueues(boss, jobs)
}

export async function stopSending (pool: Pool): Promise<void> {
  const boss = senders.get(pool)
  senders.delete(pool)
  await (await boss)?.stop({ graceful: false })
}

export interface Worker { stop: () => Promise<void> }

export async function startWorker (deps: Deps, jobs: Job[]): Promise<Worker> {
  const leaving = new AbortController()
  const boss = new PgBoss({ ...connection(deps.config), ...common, max: 5, supervise: true, superviseIntervalSeconds: 5, maintenanceIntervalSeconds: 600, monitorIntervalSeconds: 5, useListenNotify: true })
  boss.on('error', (error) => { deps.log.error({ err: error }, 'the worker stumbled') })
  await boss.start()
  await createQueues(boss, jobs)
  for (const job of jobs) await work(boss, deps, job, leaving.signal)
  return {
    // Short work ends by itself; a job that waits for a silent far side gives up, and is tried again by another worker.
    async stop () {
      const impatience = setTimeout(() => { leaving.abort() }, patienceMs)
      await boss.stop({ graceful: true, timeout: 10_000 })
      clearTimeout(impatience)
    }
  }
}

async function work (boss: PgBoss, deps: Deps, job: Job, leaving: AbortSignal): Promise<void> {
  await boss.work<object, undefined, typeof workOptions>(job.queue, workOptions, async (batch) =>
    await Promise.all(batch.map(async ({ id, data, signal }) => {
      try {
        await job.handle(deps, data, { id, signal: AbortSignal.any([signal, leaving]) })
        return { id, status: 'completed' as const }
      } catch (error) {
        deps.log.warn({ err: error, queue: job.queue, job: id }, 'a job failed')
        return { id, status: error instanceof UnusablePayload ? 'deadletter' as const : 'failed' as const, output: { message: String(error) } }
      }
    })))
}

// Without bursts a notified worker takes one batch and then waits for its next poll.
const workOptions = { batchSize: 20, burstWhenBatchFull: true, perJobResults: true, notifyPollingIntervalSeconds: 2 } as const
const common = { schema, migrate: false, createSchema: false, schedule: false } satisfies ConstructorOptions

function connection (config: Config): ConstructorOptions {
  const role = workingRole(config)
  return {
    connectionString: config.DATABASE_URL,
    application_name: 'tradewind-jobs',
    options: `-c statement_timeout=60000 -c lock_timeout=2000${role === undefined ? '' : ` -c role=${role}`}`
  }
}

function sender (pool: Pool): Promise<PgBoss> {
  const known = senders.get(pool)
  if (known !== undefined) return known
  const boss = new PgBoss({ ...common, supervise: false, db: { executeSql: async (text, values) => await execute(pool, text, values) } })
  boss.on('error', () => {})
  const started = boss.start()
  senders.set(pool, started)
  started.catch(() => { senders.delete(pool) })
  return started
}

// The library brings its own BEGIN and COMMIT here and there, which the driver refuses in a pool; several statements
// sent as one are a transaction anyway.
async function execute (db: Db, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  const bare = text.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '')
  const rows = await db.unsafe(bare, values as never[], { prepare: values.length > 0 })
  return { rows: [...rows] }
}

type Queue = Pick<Job, 'queue' | 'personal'>

async function createQueues (boss: PgBoss, jobs: readonly Queue[]): Promise<void> {
  const there = new Set((await boss.getQueues()).map((queue) => queue.name))
  if (!there.has(deadQueue)) await boss.createQueue(deadQueue, { retryLimit: 0 })
  for (const { queue, personal = false } of jobs.filter((job) => !there.has(job.queue))) {
    await boss.createQueue(queue, { ...queueOptions, ...(personal ? forgetful : { deadLetter: deadQueue }) })
  }
}
