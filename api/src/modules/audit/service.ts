// The verbs of the audit log: look, and write back what was through the object's own door.
import type { Pool } from '../../platform/db.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import { directory } from '../localization/index.ts'
import { changedSince, noEntry, notRestorable, refusedInside } from './errors.ts'
import * as q from './queries.ts'
import { partsOf, planOf, type Plan } from './restorers.ts'
import type { AuditFilter } from './schemas.ts'

export interface Page { items: q.EntryRow[], nextCursor: string | null }
interface Answer { status: number, etag: string | undefined, body: unknown }
/** Asks our own routes as the caller would. */
type Ask = (question: { method: 'GET' | 'PATCH' | 'PUT', url: string, body?: unknown, ifMatch?: string | undefined }) => Promise<Answer>

export async function listEntries (pool: Pool, filter: AuditFilter, limit: number, cursor?: string): Promise<Page> {
  const [after] = cursor === undefined ? [] : decodeCursor(cursor, ['uuid'])
  const rows = await q.entries(pool, filter, limit + 1, after)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > items.length && last ? encodeCursor([last.id]) : null }
}

export async function findEntry (pool: Pool, id: string): Promise<q.EntryRow> {
  const found = await q.entry(pool, id)
  if (!found) throw noEntry()
  return found
}

/** Permission, validation and the new entry are those of the object's own route. */
export async function restore (pool: Pool, ask: Ask, { id, force, requestId }: { id: string, force: boolean, requestId: string }): Promise<q.EntryRow> {
  const found = await findEntry(pool, id)
  const plan = planOf(found, (await directory(pool)).base.code)
  if (!plan) throw notRestorable()

  const version = await versionOf(ask, plan)
  if (!force) await refuseIfChanged(pool, found)

  const reply = await ask({ method: plan.method, url: plan.path, body: plan.body, ifMatch: version })
  if (reply.status === 412) throw changedSince(partsOf(found))
  if (reply.status >= 300) throw refusedInside(reply.status, reply.body)
  const left = await q.entryOfRequest(pool, found, requestId)
  if (left === undefined) throw new Error(`Restoring ${found.action} left no entry`)
  return await findEntry(pool, left)
}

// Read before the log is, so that a change in between is a version that no longer fits.
async function versionOf (ask: Ask, { versioned }: Plan): Promise<string | undefined> {
  if (versioned === undefined) return undefined
  const reply = await ask({ method: 'GET', url: versioned })
  if (reply.status >= 300) throw refusedInside(reply.status, reply.body)
  return reply.etag
}

async function refuseIfChanged (pool: Pool, found: q.EntryRow): Promise<void> {
  const later = await q.laterEntries(pool, found)
  const touched = new Set(later.flatMap(partsOf))
  // What was deleted and made anew under its code is another thing.
  const again = partsOf(found).filter((part) => touched.has(part) || later.some(({ action }) => action.endsWith('.delete')))
  if (again.length > 0) throw changedSince(again)
}
