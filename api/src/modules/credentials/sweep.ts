// What mailed links leave behind once they are worth nothing.
import type { Pool } from '../../platform/db.ts'
import type { Schedule } from '../../platform/schedules.ts'
import { deleteOldRegistrations, deleteOldTokens } from './queries.ts'

const BATCH = 1_000

export const credentialSchedules: Schedule[] = [{
  name: 'credentials.sweep',
  cron: '11 * * * *',
  run: async ({ pool }) => { await sweepLinks(pool) }
}]

async function sweepLinks (pool: Pool): Promise<void> {
  while (await deleteOldRegistrations(pool, BATCH) === BATCH);
  while (await deleteOldTokens(pool, BATCH) === BATCH);
}
