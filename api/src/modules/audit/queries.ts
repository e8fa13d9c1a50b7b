// All SQL of the audit log as it is read, and of its exports; names come from the view audit_actors.
import type { Db } from '../../platform/db.ts'

export interface EntryRow {
  id: string, actorType: 'staff' | 'api_key' | 'system', actorId: string | null, actorName: string | null, actorEmail: string | null
  action: string, objectType: string, objectId: string, before: unknown, after: unknown
  ip: string | null, requestId: string | null, createdAt: Date
}
export interface Filter {
  actorId?: string | undefined, actorType?: string | undefined, objectType?: string | undefined, objectId?: string | undefined
  action?: string | undefined, from?: string | undefined, to?: string | undefined, q?: string | undefined
}
export interface ExportRow { id: string, status: 'queued' | 'completed', filter: Filter, untilId: string, rows: number, expiresAt: Date, completedAt: Date | null, createdAt: Date }

// Only what is asked for stands in the statement, so that each has the plan that suits it; a time is a range of ids, which names the months to look in.
const matches = (db: Db, { actorId, actorType, objectType, objectId, action, from, to, q }: Filter) => db`true
  ${actorId === undefined ? db`` : db`and l.actor_id = ${actorId}`}
  ${actorType === undefined ? db`` : db`and l.actor_type = ${actorType}`}
  ${objectType === undefined ? db`` : db`and l.object_type = ${objectType}`}
  ${objectId === undefined ? db`` : db`and l.object_id = ${objectId}`}
  ${action === undefined ? db`` : db`and l.action = ${action}`}
  ${from === undefined ? db`` : db`and l.id >= uuidv7_floor(${from}::timestamptz)`}
  ${to === undefined ? db`` : db`and l.id < uuidv7_floor(${to}::timestamptz)`}
  ${q === undefined
? db``
: db`and (
    (l.action || ' ' || l.object_id || ' ' || coalesce(l.before::text, '') || ' ' || coalesce(l.after::text, '')) ilike ${pattern(q)}
    or l.actor_id = any (array(select a.actor_id from audit_actors a where a.name ilike ${pattern(q)} or a.email ilike ${pattern(q)} limit 1000)))`}`

const pattern = (q: string): string => `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

const columns = (db: Db) => db`
  l.id, l.actor_type, l.actor_id, a.name as actor_name, a.email as actor_email, l.action, l.object_type, l.object_id,
  l.before, l.after, host(l.ip) as ip, l.request_id, l.created_at`

/** Newest first; the names are looked up for the page only. */
export const entries = async (db: Db, filter: Filter, limit: number, beforeId?: string): Promise<EntryRow[]> => await db<EntryRow[]>`
  select ${columns(db)}
  from (
    select l.* from audit_log l
    where ${matches(db, filter)} ${beforeId === undefined ? db`` : db`and l.id < ${beforeId}`}
    order by l.id desc limit ${limit}
  ) l
  left join audit_actors a on a.actor_id = l.actor_id
  order by l.id desc`

export const entry = async (db: Db, id: string): Promise<EntryRow | undefined> => (await db<EntryRow[]>`
  select ${columns(db)} from audit_log l left join audit_actors a on a.actor_id = l.actor_id where l.id = ${id}`)[0]

/** What happened to the same thing after an entry. */
export const laterEntries = async (db: Db, { objectType, objectId, id }: Pick<EntryRow, 'objectType' | 'objectId' | 'id'>): Promise<Array<Pick<EntryRow, 'action' | 'objectType' | 'objectId' | 'before' | 'after'>>> =>
  await db<EntryRow[]>`
    select action, object_type, object_id, before, after from audit_log
    where object_type = ${objectType} and object_id = ${objectId} and id > ${id} order by id desc limit 1000`

/** The entry that a request left about a thing. */
export const entryOfRequest = async (db: Db, { objectType, objectId, id }: Pick<EntryRow, 'objectType' | 'objectId' | 'id'>, requestId: string): Promise<string | undefined> =>
  (await db<Array<{ id: string }>>`
    select id from audit_log
    where object_type = ${objectType} and object_id = ${objectId} and id > ${id} and request_id = ${requestId} order by id desc limit 1`)[0]?.id

export async function insertExport (tx: Db, filter: Filter): Promise<ExportRow> {
  const [row] = await tx<ExportRow[]>`
    insert into audit_exports (filter, until_id) values (${tx.json(filter as never)}, uuidv7()) returning *`
  if (!row) throw new Error('An export was not written')
  return row
}

export const findExport = async (db: Db, id: string): Promise<ExportRow | undefined> =>
  (await db<ExportRow[]>`select * from audit_exports where id = ${id} and expires_at > now()`)[0]

export const lastPart = async (db: Db, exportId: string): Promise<{ number: number, lastId: string } | undefined> =>
  (await db<Array<{ number: number, lastId: string }>>`
    select number, last_id from audit_export_parts where export_id = ${exportId} order by number desc limit 1`)[0]

/** A part and its count stand together or not at all; two workers at one export write each part once. */
export async function addPart (db: Db, exportId: string, part: { number: number, lastId: string, content: string, rows: number }): Promise<void> {
  await db`
    with added as (
      insert into audit_export_parts (export_id, number, last_id, content)
      values (${exportId}, ${part.number}, ${part.lastId}, ${part.content}) on conflict do nothing returning export_id
    )
    update audit_exports e set rows = e.rows + ${part.rows} from added where e.id = added.export_id`
}

export const completeExport = async (db: Db, id: string): Promise<void> => {
  await db`update audit_exports set status = 'completed', completed_at = now() where id = ${id} and status = 'queued'`
}

export const partOf = async (db: Db, exportId: string, number: number): Promise<string | undefined> =>
  (await db<Array<{ content: string }>>`select content from audit_export_parts where export_id = ${exportId} and number = ${number}`)[0]?.content

export async function deleteOldExports (db: Db): Promise<void> {
  await db`delete from audit_exports where expires_at < now()`
}
