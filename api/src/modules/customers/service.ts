// The staff's verbs on customers: find, look, correct, shut out, sign out, hand out their data, erase. The log learns names of fields, never what was in them.
import { endSessions } from '../auth/index.ts'
import { directory } from '../localization/index.ts'
import { archive, eraseUser, latestExport, requestExport } from '../privacy/index.ts'
import { refuseUnknownPreferences, setStatus, updateProfile } from '../users/index.ts'
import { audit, type AuditEntry } from '../../platform/audit.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import { noSuchUser, userIsErased, userIsStaff, userNotVerified } from './errors.ts'
import * as q from './queries.ts'
import type { CustomerChange, CustomerPageView, CustomerView } from './schemas.ts'
import { toCustomerView, toSummaryView } from './views.ts'

export { archiveHeaders, toExportView } from '../privacy/index.ts'

export type By = Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>
export interface Asked extends Omit<q.Filter, 'after'> { cursor?: string | undefined, total: boolean }

export async function listCustomers (pool: Pool, { cursor, total, limit, ...filter }: Asked): Promise<CustomerPageView> {
  const known = await directory(pool)
  const [after] = cursor === undefined ? [] : decodeCursor(cursor, ['uuid'])
  const [found, count] = await Promise.all([
    q.listCustomers(pool, { ...filter, after, limit: limit + 1 }, known.base.code),
    total ? q.countCustomers(pool, { ...filter, limit }) : undefined
  ])
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    items: rows.map((row) => toSummaryView(row, known)),
    nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null,
    ...(count === undefined ? {} : { total: count })
  }
}

export async function customer (pool: Pool, id: string, mayWrite: boolean): Promise<CustomerView> {
  const known = await directory(pool)
  const person = await q.findCustomer(pool, id, known.base.code)
  if (!person) throw noSuchUser()
  return toCustomerView(person, known, mayWrite)
}

export async function changeCustomer (pool: Pool, id: string, { status, ...profile }: CustomerChange, by: By): Promise<CustomerView> {
  await refuseUnknownPreferences(pool, profile)

  await transaction(pool, async (tx) => {
    const before = await standing(tx, id)
    const fields = Object.keys(profile).toSorted()
    if (fields.length > 0) await updateProfile(tx, id, profile)
    if (status !== undefined) await moveTo(tx, id, before, status)

    if (fields.length > 0 || status !== undefined) {
      await note(tx, by, 'user.update', id, { status: before.status }, { status: status ?? before.status, fields })
    }
  })
  return await customer(pool, id, true)
}

async function moveTo (tx: Db, id: string, { status: now, verified }: q.Standing, wanted: 'active' | 'disabled'): Promise<void> {
  if (now === wanted) return
  if (now === 'pending' || !verified) throw userNotVerified()
  await setStatus(tx, id, wanted === 'disabled' ? 'active' : 'disabled', wanted)
  if (wanted === 'disabled') await endSessions(tx, id, 'disabled')
}

export async function signOut (pool: Pool, id: string, by: By): Promise<void> {
  await transaction(pool, async (tx) => {
    const { status } = await standing(tx, id)
    const ended = await endSessions(tx, id, 'signed_out_by_staff')
    await note(tx, by, 'user.sign_out', id, { status }, { status, sessionsEnded: ended })
  })
}

type Export = Awaited<ReturnType<typeof latestExport>>

export async function startExport (pool: Pool, id: string, staffId: string | null, by: By): Promise<Export> {
  await standing(pool, id)
  return await requestExport(pool, id, { id: staffId, by })
}

export async function exportOf (pool: Pool, id: string): Promise<Export> {
  await standing(pool, id)
  return await latestExport(pool, id)
}

export async function exportFile (pool: Pool, id: string): Promise<{ made: Export, bytes: Buffer }> {
  const made = await exportOf(pool, id)
  return { made, bytes: await archive(pool, made.id) }
}

/** Twice is once: who was erased already is left as they are. */
export async function erase (deps: Pick<Deps, 'pool' | 'config'>, id: string, by: By): Promise<void> {
  const person = await q.standingOf(deps.pool, id)
  if (!person) throw noSuchUser()
  if (person.isStaff) throw userIsStaff()
  await eraseUser(deps, id, by)
}

/** Nobody reaches a colleague, who may have more rights, by way of the customers. */
async function standing (db: Db, id: string): Promise<q.Standing> {
  const person = await q.standingOf(db, id)
  if (!person) throw noSuchUser()
  if (person.isStaff) throw userIsStaff()
  if (person.status === 'erased') throw userIsErased()
  return person
}

const note = async (tx: Db, by: By, action: string, id: string, before: object, after: object): Promise<void> =>
  await audit(tx, { ...by, action, objectType: 'user', objectId: id, before, after })
