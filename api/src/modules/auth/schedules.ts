// What sign-in leaves behind and nobody needs: old attempts, and sessions long over with their used tokens.
import type { Pool } from '../../platform/db.ts'
import type { Schedule } from '../../platform/schedules.ts'
import * as q from './queries.ts'

const BATCH = 1_000

const sweep: Schedule = {
  name: 'auth.sweep',
  cron: '41 * * * *',
  run: async ({ pool }) => { await sweepSignIns(pool) }
}

export const authSchedules: Schedule[] = [sweep]

async function sweepSignIns (pool: Pool): Promise<void> {
  while (await q.deleteOldAttempts(pool, BATCH) === BATCH);
  while (await q.deleteOldSessions(pool, BATCH) === BATCH);
}
