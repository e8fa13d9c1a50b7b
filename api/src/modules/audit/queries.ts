// All SQL of the audit log as it is read, and of its exports; names come from the view audit_actors.
import { transaction, type Db, type Pool } from '../../platform/db.ts'

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

// An id tells no time before 1970, when there was no log either; as text, the time is read by the database alone.
const firstIdOf = (db: Db, moment: string) => db`uuidv7_floor(greatest(${moment}::text::timestamptz, 'epoch'))`

// Only what is asked for stands in the statement, so that each has the plan that suits it; a time is a range of ids, which names the months to look in.
const matches = (db: Db, { actorId, actorType, objectType, objectId, action, from, to }: Filter, beforeId: string | undefined) => db`true
  ${actorId === undefined ? db`` : db`and l.actor_id = ${actorId}`}
  ${actorType === undefined ? db`` : db`and l.actor_type = ${actorType}`}
  ${objectType === undefined ? db`` : db`and l.object_type = ${objectType}`}
  ${objectId === undefined ? db`` : db`and l.object_id = ${objectId}`}
  ${action === undefined ? db`` : db`and l.action = ${action}`}
  ${from === undefined ? db`` : db`and l.id >= ${firstIdOf(db, from)}`}
  ${to === undefined ? db`` : db`and l.id < ${firstIdOf(db, to)}`}
  ${beforeId === undefined ? db`` : db`and l.id < ${beforeId}`}`

const pattern = (q: string): string => `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

// The words of an entry and the names of who acted have an index each, which one condition for both would use neither of.
function found (db: Db, filter: Filter, limit: number, beforeId: string | undefined, actors: string[]) {
  const fits = matches(db, filter, beforeId)
  const newest = db`order by l.id desc limit ${limit}`
  if (filter.q === undefined) return db`select l.id from audit_log l where ${fits} ${newest}`
  // The index knows threes of letters: fewer are looked for where reading all is cheap.
  const place = [...filter.q].length < 3
    ? db`(l.action || ' ' || l.object_id)`
    : db`(l.action || ' ' || l.object_id || ' ' || coalesce(l.before::text, '') || ' ' || coalesce(l.after::text, ''))`
  const words = db`select l.id from audit_log l where ${fits} and ${place} ilike ${pattern(filter.q)} ${newest}`
  return actors.length === 0 ? words : db`(${words}) union (select l.id from audit_log l where ${fits} and l.actor_id = any (${actors}::uuid[]) ${newest})`
}

// Looked up one by one, which `offset 0` holds the planner to: as a join every customer would be read beside the few who act.
const actor = (db: Db, of: 'a' | 'l' = 'a') => db`(select n.actor_id, n.name, n.email from audit_actors n where n.actor_id = ${db(of)}.actor_id offset 0)`

/** Whoever has ever acted and has this in the name or address: from one actor to the next along the index, however long the log is. */
const actorsNamed = async (db: Db, q: string): Promise<string[]> => (await db<Array<{ actorId: string }>>`
  with recursive acted as (
    (select actor_id from audit_log where actor_id is not null order by actor_id limit 1)
    union all
    select (select l.actor_id from audit_log l where l.actor_id > a.actor_id order by l.actor_id limit 1) from acted a where a.actor_id is not null
  )
  select n.actor_id from acted a cross join lateral ${actor(db)} n where n.name ilike ${pattern(q)} or n.email ilike ${pattern(q)}`)
  .map(({ actorId }) => actorId)

const columns = (db: Db) => db`
  l.id, l.actor_type, l.actor_id, a.name as actor_name, a.email as actor_email, l.action, l.object_type, l.object_id,
  l.before, l.after, host(l.ip) as ip, l.request_id, l.created_at`

/** Newest first; the names are looked up for the page only. */
export async function entries (pool: Pool, filter: Filter, limit: number, beforeId?: string): Promise<EntryRow[]> {
  if (filter.q === undefined) return await page(pool, filter, limit, beforeId, [])
  const actors = await actorsNamed(pool, filter.q)
  return await transaction(pool, async (tx) => {
    // A rare word and a common one need different plans: a plan for any word would read the whole log for a rare one.
    await tx`select set_config('plan_cache_mode', 'force_custom_plan', true)`
    return await page(tx, filter, limit, beforeId, actors)
  })
}

const page = async (db: Db, filter: Filter, limit: number, beforeId: string | undefined, actors: string[]): Promise<EntryRow[]> => await db<EntryRow[]>`
  with page as materialized (select id from (${found(db, filter, limit, beforeId, actors)}) ids order by id desc limit ${limit})
  select ${columns(db)}
  from page join audit_log l on l.id = page.id
  left join lateral ${actor(db, 'l')} a on true
  order by l.id desc`

export const entry = async (db: Db, id: string): Promise<EntryRow | undefined> => (await db<EntryRow[]>`
  select ${columns(db)} from audit_log l left join lateral ${actor(db, 'l')} a on true where l.id = ${id}`)[0]

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
