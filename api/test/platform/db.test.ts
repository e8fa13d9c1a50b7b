// The door to the database: whole transactions or none, refusals in our words, and backends that die under load.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { createPool, transaction, type Db } from '../../src/platform/db.ts'
import { AppError } from '../../src/shared/errors.ts'
import { newId } from '../../src/shared/ids.ts'
import { cloneDatabase } from '../support/database.ts'

const database = await cloneDatabase(t, 'migrated')
const owner = createPool(database.adminUrl, { max: 2, kind: 'owner' })
const pool = createPool(database.url, { max: 10, kind: 'api' })
t.teardown(async () => { await Promise.all([owner.close(1), pool.close(1)]) })
await owner.unsafe('create table debit (id uuid primary key, amount int check (amount < 100)); create table credit (id uuid primary key); grant all on debit, credit to tradewind_app')

const refused = async (work: Promise<unknown>): Promise<AppError> => await work.then(
  () => { throw new Error('was not refused') },
  (error: unknown) => { if (error instanceof AppError) return error; throw error })

t.test('all or nothing', async (t) => {
  const id = newId()
  await t.rejects(transaction(pool, async (tx) => {
    await tx`insert into debit values (${id}, 1)`
    throw new Error('changed my mind')
  }), { message: 'changed my mind' })
  t.equal((await pool`select 1 from debit where id = ${id}`).length, 0)
  t.equal(await transaction(pool, async (tx) => {
    await tx`insert into debit values (${id}, 1)`
    return 'kept'
  }), 'kept')
  t.equal((await pool`select 1 from debit where id = ${id}`).length, 1)
})

t.test('columns in camel case, keys of jsonb as stored, numeric as text', async (t) => {
  const [row] = await pool`select 1.50::numeric as unit_price, '{"snake_key": 1}'::jsonb as some_json, 9007199254740993::bigint as big_one`
  t.strictSame({ ...row }, { unitPrice: '1.50', someJson: { snake_key: 1 }, bigOne: '9007199254740993' })
})

t.test('the application owns nothing and may not rewrite history', async (t) => {
  t.equal((await pool<{ me: string }[]>`select current_user as me`)[0]?.me, 'tradewind_app')
  for (const sql of ['drop table carts', 'create table mine (id int)', 'delete from audit_log', 'update stock_movements set note = null', 'delete from orders', 'truncate events', 'alter table orders disable trigger all']) {
    await t.rejects(pool.unsafe(sql), { code: '42501' }, sql)
  }
})

t.test('refusals of the database in our words', async (t) => {
  t.match(await refused(pool`select ${'\0'}::text`.catch((error: unknown) => { throw error })), { status: 422, code: 'unacceptable_value' })
  t.match(await refused(transaction(pool, async (tx) => await tx`select ${'x'}::text::int`)), { status: 422 })
  t.match(await refused(transaction(pool, async (tx) => await tx`select set_config('statement_timeout', '50', true), pg_sleep(0)`.then(async () => await tx`select pg_sleep(2)`))), { status: 503, code: 'database_busy' })
  await t.rejects(pool`insert into debit values (${newId()}, 100)`, { code: '23514' }, 'a constraint is for the verb to word')
  const words = JSON.stringify(await refused(pool`select ${'x'}::text::int`))
  t.notMatch(words, /syntax|integer|select/)
})

t.test('a lock that is not let go of is a 503', async (t) => {
  const id = newId()
  await pool`insert into debit values (${id}, 1)`
  let letGo = (): void => {}
  const held = new Promise<void>((resolve) => { letGo = resolve })
  const holder = transaction(pool, async (tx) => {
    await tx`update debit set amount = 2 where id = ${id}`
    await held
  })
  await sleep(50)
  t.match(await refused(pool`update debit set amount = 3 where id = ${id}`), { status: 503, code: 'database_busy', extra: { retryAfterSeconds: 1 } })
  letGo()
  await holder
})

t.test('a deadlock is run again from the start', async (t) => {
  const [a, b] = [newId(), newId()]
  await pool`insert into debit values (${a}, 0), (${b}, 0)`
  let runs = 0
  const cross = async (first: string, second: string): Promise<void> => await transaction(pool, async (tx) => {
    runs += 1
    await tx`update debit set amount = amount + 1 where id = ${first}`
    await sleep(100)
    await tx`update debit set amount = amount + 1 where id = ${second}`
  })
  await Promise.all([cross(a, b), cross(b, a)])
  t.ok(runs > 2, 'one of them ran twice')
  t.strictSame((await pool`select amount from debit where id in (${a}, ${b})`).map((row) => row['amount']), [2, 2])
})

t.test('backends killed under load: nothing torn, nothing lost, the pool alive', { timeout: 60_000 }, async (t) => {
  const acknowledged: string[] = []
  const odd: unknown[] = []
  let killed = 0
  const traffic = new AbortController()
  const pay = async (tx: Db, id: string): Promise<void> => {
    await tx`insert into debit values (${id}, 1)`
    await sleep(Math.random() * 4)
    await tx`insert into credit values (${id})`
  }
  const shoppers = Array.from({ length: 50 }, async () => {
    while (!traffic.signal.aborted) {
      const id = newId()
      try {
        await transaction(pool, async (tx) => { await pay(tx, id) })
        acknowledged.push(id)
      } catch (error) {
        if (!(error instanceof AppError && error.status === 503)) odd.push(error)
      }
      await pool`select 1`.catch((error: unknown) => { if (!(error instanceof AppError && error.status === 503)) odd.push(error) })
    }
  })
  while (killed < 120) {
    const rows = await owner`
      select pg_terminate_backend(pid) from (
        select pid from pg_stat_activity where datname = current_database() and application_name = 'tradewind-api' and random() < 0.3 limit 3) victims`
    killed += rows.length
    await sleep(20)
  }
  traffic.abort()
  await Promise.all(shoppers)

  t.strictSame(odd, [], 'who was cut off heard 503 and nothing else')
  t.ok(acknowledged.length > 200, `${acknowledged.length} went through`)
  const [torn] = await owner`select count(*)::int as n from debit full join credit using (id) where (debit.id is null or credit.id is null) and coalesce(amount, 1) = 1 and id > ${acknowledged[0] ?? newId()}`
  t.equal(torn?.['n'], 0, 'no half of a payment')
  const [there] = await owner`select count(*)::int as n from credit where id = any(${acknowledged}::uuid[])`
  t.equal(there?.['n'], acknowledged.length, 'whoever was told yes is there')
  const began = performance.now()
  await Promise.all(Array.from({ length: 60 }, async () => await transaction(pool, async (tx) => await tx`select pg_sleep(0.01)`)))
  t.ok(performance.now() - began < 2_000, 'every slot of the pool works')
})

t.test('too many waiting are turned away at once', async (t) => {
  const small = createPool(database.url, { max: 1, kind: 'api' })
  const blocked = transaction(small, async (tx) => await tx`select pg_sleep(0.5)`)
  const waiting = Array.from({ length: 1_100 }, async () => await small`select 1`.then(() => 'served', (error: unknown) => error instanceof AppError ? error.code : 'odd'))
  const codes = await Promise.all(waiting)
  await blocked
  t.ok(codes.filter((code) => code === 'database_busy').length >= 100)
  t.notOk(codes.includes('odd'))
  await small.close(1)
})
