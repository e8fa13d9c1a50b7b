// An archive's state on the wire, and the file as a browser saves it.
import type { Export } from './export-queries.ts'
import type { DataExportView } from './schemas.ts'

export const toExportView = ({ id, status, createdAt, completedAt, expiresAt }: Export): DataExportView => ({
  id,
  status,
  createdAt: createdAt.toISOString(),
  completedAt: completedAt?.toISOString() ?? null,
  expiresAt: expiresAt.toISOString()
})

export const archiveHeaders = ({ createdAt }: Export): Record<string, string> => ({
  'content-type': 'application/zip',
  'content-disposition': `attachment; filename="personal-data-${createdAt.toISOString().slice(0, 10)}.zip"`
})
