// What keeps second factors in order: sealed under the SECRET of today, and no set-up that nobody finished.
import type { Schedule } from '../../platform/schedules.ts'
import { resealFactors, sweepFactors } from '../credentials/index.ts'

export const secondFactorSchedules: Schedule[] = [{
  name: 'second_factors.reseal',
  cron: '47 * * * *',
  run: async ({ pool, config }) => {
    await resealFactors(pool, config)
    await sweepFactors(pool)
  }
}]
