// What happens by the clock: every worker's cron rings, the first to note the slot enqueues the job.
import { createTask, type ScheduledTask } from 'node-cron'
import { transaction, type Pool } from './db.ts'
import type { Deps } from './deps.ts'
import { enqueue, UnusablePayload, type Job } from './jobs.ts'

export interface Schedule { name: string, cron: string, run: (deps: Deps) => Promise<void> }
export interface Clock { stop: () => Promise<void> }

const minuteMs = 60_000
const furthestMinutes = 32 * 24 * 60

export async function startSchedules (deps: Deps, schedules: readonly Schedule[]): Promise<Clock> {
  const tasks: ScheduledTask[] = []
  for (const { name, cron } of schedules) {
    const ring = async (date: Date): Promise<void> => {
      try {
        await takeSlot(deps.pool, name, date)
      } catch (error) {
        deps.log.error({ err: error, schedule: name }, 'a schedule could not be noted')
      }
    }
    const task = createTask(cron, async ({ date }) => { await ring(date) }, { timezone: 'UTC', name, suppressMissedWarning: true })
    const missed = lastSlot(task, new Date())
    if (missed !== undefined) await ring(missed)
    await task.start()
    tasks.push(task)
  }
  return { stop: async () => { await Promise.all(tasks.map(async (task) => { await task.destroy() })) } }
}

export function scheduleJob (schedules: readonly Schedule[]): Job {
  const job: Job<{ name: string }> = {
    queue: 'schedules',
    async handle (deps, { name }) {
      const schedule = schedules.find((candidate) => candidate.name === name)
      if (schedule === undefined) throw new UnusablePayload(`There is no schedule ${name}`)
      await schedule.run(deps)
    }
  }
  return job
}

/** One of all workers gets true for a slot, and its job is enqueued in the same transaction. */
export async function takeSlot (pool: Pool, name: string, date: Date): Promise<boolean> {
  const slot = new Date(Math.floor(date.getTime() / 1000) * 1000)
  return await transaction(pool, async (tx) => {
    const { count } = await tx`insert into schedule_runs (name, slot) values (${name}, ${slot}) on conflict do nothing`
    if (count === 1) await enqueue(tx, 'schedules', { name })
    return count === 1
  })
}

/** The newest slot that has passed: run now if no worker was up to take it. */
function lastSlot (task: ScheduledTask, now: Date): Date | undefined {
  const floor = Math.floor(now.getTime() / minuteMs) * minuteMs
  for (let back = 0; back <= furthestMinutes; back += 1) {
    const moment = new Date(floor - back * minuteMs)
    if (task.match(moment)) return moment
  }
  return undefined
}
