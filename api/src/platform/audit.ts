// The audit log: who of the staff changed what, from what to what, written in the same transaction.
import type { Db } from './db.ts'

export interface AuditEntry {
  actorType: 'staff' | 'api_key' | 'system'
  actorId?: string | null
  action: string
  objectType: string
  objectId: string
  before?: object | null
  after?: object | null
  ip?: string | null
  requestId?: string | null
}

export async function audit (tx: Db, entry: AuditEntry): Promise<void> {
  const json = (value: object | null | undefined) => value == null ? null : tx.json(value as never)
  await tx`
    insert into audit_log (actor_type, actor_id, action, object_type, object_id, before, after, ip, request_id)
    values (${entry.actorType}, ${entry.actorId ?? null}, ${entry.action}, ${entry.objectType}, ${entry.objectId},
      ${json(entry.before)}, ${json(entry.after)}, ${entry.ip ?? null}, ${entry.requestId ?? null})`
}
