// The SQL of data_exports: one archive at work for each person, kept for a day.
import type { Db } from '../../platform/db.ts'

export type ExportStatus = 'queued' | 'running' | 'completed' | 'failed'
export interface Export { id: string, userId: string, status: ExportStatus, createdAt: Date, completedAt: Date | null, expiresAt: Date, isRecent: boolean }

// Younger than an hour is as good as new.
const columns = (db: Db) => db`
  id, user_id, status, created_at, completed_at, expires_at,
  status = 'completed' and completed_at > now() - interval '1 hour' and expires_at > now() as is_recent`

export const latestExport = async (db: Db, userId: string): Promise<Export | undefined> => {
  const [row] = await db<Export[]>`
    select ${columns(db)} from data_exports where user_id = ${userId} and expires_at > now() order by id desc limit 1`
  return row
}

export const exportById = async (db: Db, id: string): Promise<Export | undefined> => {
  const [row] = await db<Export[]>`select ${columns(db)} from data_exports where id = ${id}`
  return row
}

/** Undefined: one is at work already. */
export const insertExport = async (tx: Db, userId: string, requestedBy: string | null): Promise<Export | undefined> => {
  const [row] = await tx<Export[]>`
    insert into data_exports (user_id, requested_by) values (${userId}, ${requestedBy})
    on conflict (user_id) where status in ('queued', 'running') do nothing
    returning ${columns(tx)}`
  return row
}

/** One whose worker never came back makes room for the next try. */
export const giveUpStale = async (tx: Db, userId: string): Promise<void> => {
  await tx`
    update data_exports set status = 'failed'
    where user_id = ${userId} and status in ('queued', 'running') and updated_at < now() - interval '15 minutes'`
}

export const beginExport = async (db: Db, id: string): Promise<{ userId: string, requestedBy: string | null } | undefined> => {
  const [row] = await db<Array<{ userId: string, requestedBy: string | null }>>`
    update data_exports set status = 'running' where id = ${id} and status in ('queued', 'running') returning user_id, requested_by`
  return row
}

/** False: it was given up, or the person was erased meanwhile. */
export const completeExport = async (db: Db, id: string, archive: Buffer): Promise<boolean> => {
  const { count } = await db`
    update data_exports set status = 'completed', archive = ${archive}, completed_at = now(), expires_at = now() + interval '1 day'
    where id = ${id} and status = 'running'`
  return count === 1
}

export const archiveOfExport = async (db: Db, id: string): Promise<Buffer | undefined> => {
  const [row] = await db<{ archive: Buffer }[]>`select archive from data_exports where id = ${id} and status = 'completed' and expires_at > now()`
  return row?.archive
}

export const deleteExpired = async (db: Db, limit: number): Promise<number> => {
  const { count } = await db`
    delete from data_exports where id in (
      select id from data_exports where expires_at < now() order by expires_at limit ${limit} for update skip locked)`
  return count
}
