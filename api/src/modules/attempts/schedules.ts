// Attempts nobody needs any more, swept away in batches.
import type { Schedule } from '../../platform/schedules.ts'
import * as q from './queries.ts'

const BATCH = 1_000

export const attemptSchedules: Schedule[] = [{
  name: 'attempts.sweep',
  cron: '43 * * * *',
  run: async ({ pool }) => { while (await q.deleteOld(pool, BATCH) === BATCH); }
}]
