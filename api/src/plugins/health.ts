// Is the process alive, and should it be sent requests?
import { isMigrated } from '../platform/migrations.ts'
import { unavailable } from '../shared/errors.ts'
import type { App } from './types.ts'

export interface Readiness { leaving: boolean }

export function health (app: App, readiness: Readiness): void {
  let migrated = false
  const beside = { config: { beside: true } }

  app.get('/health/live', beside, async (_request, reply) => await reply.header('cache-control', 'no-store').send({ status: 'ok' }))

  app.get('/health/ready', beside, async (_request, reply) => {
    if (readiness.leaving) throw unavailable('leaving', 'This process is going away.')
    if (migrated) await app.pool`select 1`
    else migrated = await isMigrated(app.pool)
    if (!migrated) throw unavailable('not_migrated', 'The database has not been migrated yet.', 5)
    return await reply.header('cache-control', 'no-store').send({ status: 'ok' })
  })
}
