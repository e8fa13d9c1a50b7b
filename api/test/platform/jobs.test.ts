// Jobs and news: in the transaction or not at all, at least once, once per listener, dead letters for the poisonous.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { readConfig } from '../../src/config.ts'
import { createPool, transaction, type Db } from '../../src/platform/db.ts'
import { announce, eventJobs, setListeners, type Listener } from '../../src/platform/events.ts'
import { platformSchedules } from '../../src/platform/housekeeping.ts'
import { enqueue, startSending, startWorker, stopSending, UnusablePayload, type Job } from '../../src/platform/jobs.ts'
import { scheduleJob, startSchedules, takeSlot, type Schedule } from '../../src/platform/schedules.ts'
import { newId } from '../../src/shared/ids.ts'
import { cloneDatabase } from '../support/database.ts'
import { quietLog } from '../support/log.ts'

const database = await cloneDatabase(t, 'migrated')
const config = readConfig({ ...process.env, DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, LOG_LEVEL: 'silent' })
const pool = createPool(database.url, { max: 5, kind: 'api' })
const deps = { pool, config, log: quietLog }

const seen: string[] = []
const runs: string[] = []
let poison = 0
const listeners: Listener[] = [
  { name: 'index', on: ['thing.made'], when: 'within', handle: async (tx, { objectId }) => { await tx`insert into settings (key, value) values (${`seen.x${objectId.slice(-12)}`}, '1')` } },
  { name: 'letter', on: ['thing.made'], when: 'after', handle: async (tx: Db, event) => { seen.push(`letter ${event.objectId}`); await enqueue(tx, 'echo', { text: 'from a listener' }) } },
  { name: 'ledger', on: ['thing.made', 'thing.gone'], when: 'after', handle: async (_tx, event) => { seen.push(`ledger ${event.name} ${JSON.stringify(event.payload)}`) } }
]
const schedules: Schedule[] = [...platformSchedules, { name: 'tick', cron: '0 3 * * *', run: async () => { runs.push('tick') } }]
const echo: Job<{ text: string }> = { queue: 'echo', handle: async (_deps, { text }) => { seen.push(text) } }
const poisonous: Job = { queue: 'poison', handle: async () => { poison += 1; throw new UnusablePayload('not for eating') } }
const jobs: Job[] = [...eventJobs(listeners), scheduleJob(schedules), echo, poisonous]

setListeners(pool, listeners)
await startSending(pool, jobs, quietLog)
const worker = await startWorker(deps, jobs)
t.teardown(async () => {
  await worker.stop()
  await stopSending(pool)
  await pool.close(1)
})

async function until (what: () => boolean | Promise<boolean>, words: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await what()) return
    await sleep(20)
  }
  throw new Error(`waited in vain for ${words}`)
}
const waiting = async (queue: string): Promise<number> => (await pool<{ n: number }[]>`select count(*)::int as n from pgboss.job where name = ${queue}`)[0]?.n ?? -1

t.test('a job exists if and only if its transaction commits', async (t) => {
  await t.rejects(transaction(pool, async (tx) => {
    await enqueue(tx, 'echo', { text: 'never' })
    throw new Error('no')
  }))
  await transaction(pool, async (tx) => { await enqueue(tx, 'echo', { text: 'committed' }) })
  await until(() => seen.includes('committed'), 'the job')
  t.notOk(seen.includes('never'))
})

t.test('a repeated id is dropped, a delay is kept', async (t) => {
  const id = newId()
  await enqueue(pool, 'echo', { text: 'twice' }, { id, startAfterSeconds: 60 })
  await enqueue(pool, 'echo', { text: 'twice' }, { id, startAfterSeconds: 60 })
  t.equal((await pool`select 1 from pgboss.job where id = ${id} and start_after > now() + interval '50 s'`).length, 1)
})

t.test('a thousand jobs are done in seconds', async (t) => {
  const before = seen.length
  const began = performance.now()
  await transaction(pool, async (tx) => { for (let n = 0; n < 1_000; n += 1) await enqueue(tx, 'echo', { text: `many ${n}` }) })
  const sent = performance.now() - began
  await until(() => seen.length - before >= 1_000, 'a thousand')
  t.pass(`sent in ${Math.round(sent)} ms, done after ${Math.round(performance.now() - began)} ms`)
})

t.test('news: a row, the listeners within at once, those after it once each', async (t) => {
  const objectId = newId()
  await t.rejects(transaction(pool, async (tx) => {
    await announce(tx, { name: 'thing.made', objectType: 'thing', objectId })
    throw new Error('no')
  }))
  t.equal((await pool`select 1 from events where object_id = ${objectId}`).length, 0)

  await transaction(pool, async (tx) => {
    await announce(tx, { name: 'thing.made', objectType: 'thing', objectId, payload: { size: 3, snake_key: true } })
    t.equal((await tx`select 1 from settings where key = ${`seen.x${objectId.slice(-12)}`}`).length, 1)
  })
  await until(() => seen.includes(`letter ${objectId}`) && seen.some((line) => line.startsWith('ledger thing.made')), 'both listeners')
  await until(() => seen.includes('from a listener'), 'the listener\'s own job')
  t.ok(seen.includes('ledger thing.made {"size":3,"snake_key":true}'), 'the payload as it was told')
  const [event] = await pool<{ id: string }[]>`select id from events where object_id = ${objectId}`
  t.equal((await pool`select 1 from handled where event_id = ${event?.id ?? ''}`).length, 2)

  const count = seen.filter((line) => line === `letter ${objectId}`).length
  await enqueue(pool, 'listeners', { id: event?.id, listener: 'letter' })
  await enqueue(pool, 'events', { id: event?.id })
  await until(async () => (await pool`select 1 from pgboss.job where name in ('events', 'listeners') and state < 'completed'`).length === 0, 'the repeats')
  t.equal(seen.filter((line) => line === `letter ${objectId}`).length, count, 'hearing it again does nothing')

  await transaction(pool, async (tx) => { await announce(tx, { name: 'nobody.cares', objectType: 'thing', objectId }) })
  t.equal((await pool`select 1 from events where name = 'nobody.cares'`).length, 1)
})

t.test('what no retry can mend is a dead letter at once', async (t) => {
  await enqueue(pool, 'poison', { bad: true })
  await until(async () => await waiting('dead') === 1, 'the dead letter')
  t.equal(poison, 1)
})

t.test('a worker that is told to go waits for short work, not for a far side that is silent: that job is tried again', async (t) => {
  const states: string[] = []
  const silent: Job = { queue: 'silent', handle: async (_deps, _data, { signal }) => { states.push('asked'); await sleep(30_000, undefined, { signal }) } }
  const short: Job = { queue: 'short', handle: async () => { await sleep(500); states.push('short done') } }
  await startSending(pool, [silent, short], quietLog)
  const leaver = await startWorker(deps, [silent, short])
  await enqueue(pool, 'silent', {})
  await until(() => states.includes('asked'), 'the call')
  await enqueue(pool, 'short', {})
  await until(async () => (await pool`select 1 from pgboss.job where name = 'short' and state = 'active'`).length === 1, 'the short job')

  const began = performance.now()
  await leaver.stop()
  t.ok(performance.now() - began < 5_000, 'promptly')
  t.same(states, ['asked', 'short done'])
  const jobs = await pool`select name, state from pgboss.job where name in ('silent', 'short') order by name`
  t.match([...jobs], [{ name: 'short', state: 'completed' }, { name: 'silent', state: 'retry' }])
  await pool`delete from pgboss.job where name = 'silent'`
})

t.test('a slot is taken by one of all workers', async (t) => {
  const slot = new Date('2026-03-01T03:00:00.400Z')
  const taken = await Promise.all(Array.from({ length: 8 }, async () => await takeSlot(pool, 'tick', slot)))
  t.equal(taken.filter(Boolean).length, 1)
  await until(() => runs.length === 1, 'the run')
})

t.test('a missed slot runs once at the start of the next worker', async (t) => {
  runs.length = 0
  const clocks = await Promise.all([startSchedules(deps, schedules), startSchedules(deps, schedules)])
  await until(() => runs.length === 1, 'the missed run')
  const again = await startSchedules(deps, schedules)
  await until(async () => (await pool`select 1 from pgboss.job where name = 'schedules' and state < 'completed'`).length === 0, 'all schedules')
  t.equal(runs.length, 1)
  await Promise.all([...clocks, again].map(async (clock) => { await clock.stop() }))
})

t.test('housekeeping: partitions ahead of time, expired keys swept', async (t) => {
  await pool`insert into idempotency_keys (scope, key, request_hash, state, owner, leased_until, expires_at)
    select 'anon', 'k' || n, '', 'open', uuidv7(), now(), now() + (case when n <= 2500 then interval '-1 h' else interval '1 h' end) from generate_series(1, 2600) n`
  for (const { run } of platformSchedules) await run(deps)
  t.equal((await pool`select 1 from idempotency_keys`).length, 100)
  const parts = await pool<{ n: number }[]>`select count(*)::int as n from pg_inherits where inhparent in ('events'::regclass, 'audit_log'::regclass, 'stock_movements'::regclass)`
  t.ok((parts[0]?.n ?? 0) >= 15, 'this month and three more, and the rest, of each')
})
