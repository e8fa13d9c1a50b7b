// The only door to the driver: guarded statements, guarded transactions, timeouts and the application's role.
import postgres from 'postgres'
import { setTimeout as sleep } from 'node:timers/promises'
import { Gate } from './db-gate.ts'
import { codeOf, inOurWords, isLoss, isRerunnable } from './db-errors.ts'

/** Runs statements; it cannot begin a transaction. Columns arrive in camelCase, keys inside jsonb as they were stored. */
export type Db = postgres.ISql<NoTypes>
export interface Pool extends Db {
  readonly door: Door
  /** Every notification of the channel; `relisten` runs whenever some may have been missed, and at first. */
  listen: (channel: string, notified: (payload: string) => void, relisten: () => void) => Promise<void>
  close: (timeoutSeconds?: number) => Promise<void>
}
export interface PoolOptions { max: number, kind: 'api' | 'worker' | 'owner', role?: string }

type NoTypes = Record<never, never>
type Sql = postgres.Sql<NoTypes>
interface Door { sql: Sql, gate: Gate }
interface RawQuery {
  handler?: (query: RawQuery) => void
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
  state: unknown
  cancel: () => void
}

const never = new Promise<never>(() => {})
// A shopper's statements are short: starting helpers for them or compiling them costs more than it saves.
const timeouts = {
  api: { statement_timeout: 5_000, transaction_timeout: 10_000, lock_timeout: 2_000, max_parallel_workers_per_gather: 0, jit: 'off' },
  worker: { statement_timeout: 60_000, transaction_timeout: 120_000, lock_timeout: 2_000 },
  owner: { statement_timeout: 0, transaction_timeout: 0, lock_timeout: 3_000 }
}

export function createPool (url: string, { max, kind, role }: PoolOptions): Pool {
  const connection = {
    application_name: `tradewind-${kind}`,
    ...timeouts[kind],
    idle_in_transaction_session_timeout: 5_000,
    ...(role === undefined ? {} : { role })
  }
  const connect = (more: postgres.Options<NoTypes>): Sql => postgres(url, {
    connect_timeout: 5,
    keep_alive: 10,
    backoff: (attempt) => Math.min(0.05 * 2 ** attempt, 0.5),
    transform: { column: { from: postgres.toCamel, to: postgres.fromCamel } },
    onnotice: () => {},
    ...more,
    connection
  })
  const door: Door = {
    sql: connect({ max }),
    gate: new Gate({
      probe: async () => { await probe(connect({ max: 1, fetch_types: false })) },
      renew () {
        const old = door.sql
        door.sql = connect({ max })
        void old.end({ timeout: 0 })
      },
      maxWaiting: 1_000,
      queueTimeoutMs: kind === 'api' ? 10_000 : 60_000,
      deafAfterMs: (timeouts[kind].statement_timeout || Infinity) + 1_000
    })
  }
  return openDoor(door, () => connect({ max: 1, fetch_types: false }))
}

function openDoor (door: Door, connectOne: () => Sql): Pool {
  const listeners: Sql[] = []
  const statement = (...args: unknown[]): unknown => guarded(door.gate, call(door.sql, args))
  return Object.setPrototypeOf(Object.assign(statement, {
    door,
    unsafe: (...args: Parameters<Sql['unsafe']>) => guarded(door.gate, door.sql.unsafe(...args)),
    async listen (channel: string, notified: (payload: string) => void, relisten: () => void): Promise<void> {
      const sql = connectOne()
      listeners.push(sql)
      try {
        await sql.listen(channel, notified, relisten)
      } catch (error) {
        listeners.splice(listeners.indexOf(sql), 1)
        void sql.end({ timeout: 0 })
        throw inOurWords(error)
      }
      door.gate.onReturn(relisten)
    },
    async close (timeoutSeconds = 5): Promise<void> {
      door.gate.close()
      await Promise.all([door.sql, ...listeners].map(async (sql) => { await sql.end({ timeout: timeoutSeconds }) }))
    }
  }), door.sql) as Pool
}

/** Any answer of a server proves that it is there, except that it is starting or stopping. */
async function probe (sql: Sql): Promise<void> {
  try {
    await Promise.race([sql`select 1`, silence()])
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || codeOf(error) === '57P03') throw error
  } finally {
    void sql.end({ timeout: 0 })
  }
}

// In short waits, so that a process too busy to hear the answer does not take its own deafness for silence.
async function silence (): Promise<never> {
  for (let wait = 0; wait < 10; wait += 1) await sleep(180, undefined, { ref: false })
  throw new Error('No answer')
}

// A tagged template, a list of values or an identifier: the driver tells them apart.
const call = (sql: Sql, args: unknown[]): unknown => Reflect.apply(sql, undefined, args)

function guarded (gate: Gate, made: unknown): unknown {
  const query = made as RawQuery
  const { handler, resolve, reject } = query
  if (handler === undefined) return made
  query.handler = (running) => {
    try {
      const ticket = gate.enter((error) => {
        if (query.state === null) query.cancel()
        reject(error)
      })
      query.resolve = (result) => { gate.leave(ticket); resolve(result) }
      query.reject = (error) => { gate.leave(ticket, error); reject(inOurWords(error)) }
    } catch (error) {
      reject(error)
      return
    }
    handler(running)
  }
  return made
}

/** Runs it all or not at all, again from the start after a deadlock; the callback must have no effect outside. */
export async function transaction<T> (pool: Pool, run: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, run)
    } catch (error) {
      if (attempt === 3 || !isRerunnable(error)) throw inOurWords(error)
      await sleep(10 + Math.random() * 190)
    }
  }
}

// The driver lets a callback run on after its connection died, on a stranger's connection: once a loss was seen,
// no further statement is let through and the callback never returns to the driver, which would commit or roll back.
function once<T> (pool: Pool, run: (tx: Db) => Promise<T>): Promise<T> {
  const { gate, sql } = pool.door
  return new Promise((resolve, reject) => {
    const loss: { error?: unknown } = {}
    const ticket = gate.enter((error) => {
      loss.error ??= error
      reject(error)
    })
    const afterwards: Array<() => void> = []
    sql.begin(async (raw) => {
      if (loss.error !== undefined) throw loss.error
      ticket.started = true
      try {
        const result = await run(watched(raw, pool, loss, afterwards))
        return loss.error === undefined ? result : await never
      } catch (error) {
        if (loss.error !== undefined) await never
        throw error
      }
    }).then((result) => {
      gate.leave(ticket)
      for (const act of afterwards) act()
      resolve(result as T)
    }, (error: unknown) => {
      loss.error ??= error
      gate.leave(ticket, error)
      reject(error)
    })
  })
}

function watched (raw: Db, pool: Pool, loss: { error?: unknown }, afterwards: Array<() => void>): Db {
  const watch = (made: unknown): unknown => {
    const query = made as RawQuery
    const { handler, resolve, reject } = query
    if (handler === undefined) return made
    query.handler = (running) => { loss.error === undefined ? handler(running) : reject(loss.error) }
    query.resolve = (result) => { pool.door.gate.answered(); resolve(result) }
    query.reject = (error) => {
      if (isLoss(error)) loss.error ??= error
      reject(error)
    }
    return made
  }
  return Object.setPrototypeOf(Object.assign((...args: unknown[]) => watch(call(raw as Sql, args)), {
    poolOfTransaction: pool,
    afterwards,
    unsafe: (...args: Parameters<Sql['unsafe']>) => watch(raw.unsafe(...args)),
    savepoint: undefined
  }), raw) as Db
}

/** When the transaction has committed and before its caller hears of it; at once where there is none. */
export function afterCommit (db: Db, act: () => void): void {
  const { afterwards } = db as Db & { afterwards?: Array<() => void> }
  if (afterwards === undefined) act()
  else afterwards.push(act)
}

/** The pool behind a transaction, or the pool itself: for what is kept once a pool. */
export function poolOf (db: Db): Pool {
  const { poolOfTransaction } = db as Db & { poolOfTransaction?: Pool }
  return poolOfTransaction ?? db as Pool
}
