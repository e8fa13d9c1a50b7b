// Rows of the audit log in the shapes of the wire.
import type { EntryRow, ExportRow } from './queries.ts'
import { isRestorable } from './restorers.ts'
import type { AuditEntryView, ExportView } from './schemas.ts'

export const toEntryView = ({ actorType, actorId, actorName, actorEmail, createdAt, ...row }: EntryRow): AuditEntryView => ({
  ...row,
  at: createdAt.toISOString(),
  actor: { type: actorType, id: actorId, name: actorName, email: actorEmail },
  restorable: isRestorable(row)
})

export const toExportView = ({ id, status, rows, createdAt, completedAt, expiresAt }: ExportRow): ExportView => ({
  id, status, rows, createdAt: createdAt.toISOString(), completedAt: completedAt?.toISOString() ?? null, expiresAt: expiresAt.toISOString()
})
