// The platform's own schedules: partitions made ahead of time, expired keys and old notes swept away in batches.
import type { Db } from './db.ts'
import { sweepWindows } from './rate-windows.ts'
import type { Schedule } from './schedules.ts'

const batch = 1_000
const partitioned = ['events', 'audit_log', 'stock_movements']

export const platformSchedules: Schedule[] = [
  {
    name: 'partitions.ahead',
    cron: '17 2 * * *',
    run: async ({ pool }) => {
      for (const table of partitioned) await pool`select ensure_partitions(${table}::regclass)`
    }
  },
  {
    name: 'idempotency_keys.sweep',
    cron: '23 * * * *',
    run: async ({ pool }) => {
      while (await sweepKeys(pool) === batch);
      while (await sweepSlots(pool) === batch);
    }
  },
  {
    name: 'rate_windows.sweep',
    cron: '*/10 * * * *',
    run: async ({ pool }) => { while (await sweepWindows(pool, batch) === batch); }
  }
]

async function sweepKeys (db: Db): Promise<number> {
  const { count } = await db`
    delete from idempotency_keys where id in (
      select id from idempotency_keys where expires_at < now() order by expires_at limit ${batch} for update skip locked)`
  return count
}

// The newest slot of a schedule stays, or a schedule that rings once a month would run again at the next start.
async function sweepSlots (db: Db): Promise<number> {
  const { count } = await db`
    delete from schedule_runs where (name, slot) in (
      select name, slot from schedule_runs old
      where created_at < now() - interval '40 days'
        and exists (select 1 from schedule_runs newer where newer.name = old.name and newer.slot > old.slot)
      limit ${batch})`
  return count
}
