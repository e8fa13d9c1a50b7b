// The log as a file: asked for, written by a job part by part, read part by part.
import { Readable } from 'node:stream'
import { audit, type AuditEntry } from '../../platform/audit.ts'
import { transaction, type Pool } from '../../platform/db.ts'
import { enqueue, type Job } from '../../platform/jobs.ts'
import type { Schedule } from '../../platform/schedules.ts'
import { head, toCsv } from './csv.ts'
import { noExport, notReady } from './errors.ts'
import * as q from './queries.ts'
import type { AuditFilter } from './schemas.ts'

export type By = Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>

const QUEUE = 'audit.export'
const PART = 2_000

export async function startExport (pool: Pool, filter: AuditFilter, by: By): Promise<q.ExportRow> {
  // What cannot be looked for is refused now, and not in the job.
  await q.entries(pool, filter, 1)
  return await transaction(pool, async (tx) => {
    const made = await q.insertExport(tx, filter)
    await enqueue(tx, QUEUE, { id: made.id }, { id: made.id })
    await audit(tx, { ...by, action: 'audit_log.exported', objectType: 'audit_export', objectId: made.id, after: filter })
    return made
  })
}

export async function findExport (pool: Pool, id: string): Promise<q.ExportRow> {
  const found = await q.findExport(pool, id)
  if (!found) throw noExport()
  return found
}

/** The whole file, a part in memory at a time. */
export async function fileOf (pool: Pool, id: string): Promise<Readable> {
  const found = await findExport(pool, id)
  if (found.status !== 'completed') throw notReady()
  return Readable.from(parts(pool, id))
}

async function * parts (pool: Pool, id: string): AsyncGenerator<string> {
  yield head
  for (let number = 1; ; number += 1) {
    const content = await q.partOf(pool, id, number)
    if (content === undefined) return
    yield content
  }
}

const writing: Job<{ id: string }> = {
  queue: QUEUE,
  async handle ({ pool }, { id }, { signal }) {
    const wanted = await q.findExport(pool, id)
    if (wanted?.status !== 'queued') return
    const last = await q.lastPart(pool, id)
    let { number, lastId } = last ?? { number: 0, lastId: wanted.untilId }
    for (;;) {
      signal.throwIfAborted()
      const rows = await q.entries(pool, wanted.filter, PART, lastId)
      const end = rows.at(-1)
      if (end === undefined) break
      number += 1
      lastId = end.id
      await q.addPart(pool, id, { number, lastId, content: toCsv(rows), rows: rows.length })
    }
    await q.completeExport(pool, id)
  }
}

const sweep: Schedule = { name: 'audit_exports.sweep', cron: '47 * * * *', run: async ({ pool }) => { await q.deleteOldExports(pool) } }

export const auditJobs = [writing] as Job[]
export const auditSchedules: Schedule[] = [sweep]
