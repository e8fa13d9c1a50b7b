// The migrator: SQL files in order, one transaction each, remembered by checksum; the job library's schema and the grants last.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { getConstructionPlans, getMigrationPlans } from 'pg-boss'
import jobLibrary from 'pg-boss/package.json' with { type: 'json' }
import { AppError } from '../shared/errors.ts'
import { transaction, type Db, type Pool } from './db.ts'

interface Migration { name: string, text: string, checksum: string }

const folder = new URL('../../../migrations/', import.meta.url)
const fileName = /^[0-9]{4}_[a-z0-9_]+\.sql$/
const lockKey = 7_411_803
const patienceMs = 120_000

/** Brings the database up to date and tells what ran; replicas that start together wait for each other. */
export async function migrate (pool: Pool, from: URL = folder): Promise<string[]> {
  await alone(pool, async (tx) => {
    await tx`create table if not exists schema_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`
    await tx.unsafe(createRole)
  })
  const ran: string[] = []
  for (const migration of await migrationsIn(from)) {
    const done = await alone(pool, async (tx) => await isNew(tx, migration) && await apply(tx, migration))
    if (done) ran.push(migration.name)
  }
  if (await alone(pool, migrateJobs)) ran.push('pgboss')
  if (await alone(pool, async (tx) => await grant(tx, from, ran.length > 0))) ran.push('grants.sql')
  return ran
}

/** Whether every migration that this code knows has run. */
export async function isMigrated (db: Db, from: URL = folder): Promise<boolean> {
  const names = (await readdir(from)).filter((name) => fileName.test(name))
  const [table] = await db<{ there: boolean }[]>`select to_regclass('schema_migrations') is not null as there`
  if (table?.there !== true) return false
  const [row] = await db<{ missing: number }[]>`
    select count(*)::int as missing from unnest(${names}::text[]) as wanted (name)
    where not exists (select 1 from schema_migrations ran where ran.name = wanted.name)`
  return row?.missing === 0
}

async function migrationsIn (from: URL): Promise<Migration[]> {
  const names = (await readdir(from)).filter((name) => fileName.test(name)).toSorted()
  return await Promise.all(names.map(async (name) => await readMigration(from, name)))
}

async function readMigration (from: URL, name: string): Promise<Migration> {
  const text = await readFile(new URL(name, from), 'utf8')
  return { name, text, checksum: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex') }
}

// A transaction-level lock holds behind any pooler; who waits longer than the lock timeout simply asks again.
async function alone<T> (pool: Pool, work: (tx: Db) => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + patienceMs
  for (;;) {
    try {
      return await transaction(pool, async (tx) => {
        await tx`select pg_advisory_xact_lock(${lockKey})`
        return await work(tx)
      })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'database_busy' || Date.now() > giveUpAt) throw error
      await sleep(100 + Math.random() * 400)
    }
  }
}

async function isNew (tx: Db, { name, checksum }: Migration): Promise<boolean> {
  const [known] = await tx<{ checksum: string }[]>`select checksum from schema_migrations where name = ${name}`
  if (known !== undefined && known.checksum !== checksum) {
    throw new Error(`${name} was edited after it ran: put it back as it was and write a new migration`)
  }
  return known === undefined
}

async function apply (tx: Db, { name, text, checksum }: Migration): Promise<true> {
  try {
    await tx.unsafe(text)
  } catch (error) {
    throw new Error(`${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
  await tx`insert into schema_migrations (name, checksum) values (${name}, ${checksum})`
  return true
}

async function migrateJobs (tx: Db): Promise<boolean> {
  const [there] = await tx<{ version: string | null }[]>`select to_regclass('pgboss.version')::text as version`
  if (there?.version == null) {
    await tx.unsafe(bare(getConstructionPlans('pgboss')))
    return true
  }
  const [{ version } = { version: 0 }] = await tx<{ version: number }[]>`select version from pgboss.version`
  if (version >= jobLibrary.pgboss.schema) return false
  await tx.unsafe(bare(getMigrationPlans('pgboss', version)))
  return true
}

// The plans bring a transaction of their own; ours is already open.
const bare = (plans: string): string => plans.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '')

async function grant (tx: Db, from: URL, somethingRan: boolean): Promise<boolean> {
  const { name, text, checksum } = await readMigration(from, 'grants.sql')
  const [known] = await tx`select 1 from schema_migrations where name = ${name} and checksum = ${checksum}`
  if (known !== undefined && !somethingRan) return false
  await tx.unsafe(text)
  await tx`
    insert into schema_migrations (name, checksum) values (${name}, ${checksum})
    on conflict (name) do update set checksum = excluded.checksum, applied_at = now()`
  return true
}

const createRole = `do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'tradewind_app') then
    create role tradewind_app nologin;
    if not (select rolsuper from pg_roles where rolname = current_user) then
      execute format('grant tradewind_app to %I with set true', current_user);
    end if;
  end if;
exception when duplicate_object or unique_violation then null;
end $$`
