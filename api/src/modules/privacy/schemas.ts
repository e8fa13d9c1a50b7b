// Wire shapes of archives of personal data.
import { Type, type Static } from '@sinclair/typebox'
import { TimeString, UuidString } from '../../shared/schemas.ts'

const id = '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11'

export const DataExportSchema = Type.Object({
  id: UuidString,
  status: Type.Unsafe<'queued' | 'running' | 'completed' | 'failed'>({ type: 'string', enum: ['queued', 'running', 'completed', 'failed'] }),
  createdAt: TimeString,
  completedAt: Type.Union([TimeString, Type.Null()]),
  expiresAt: TimeString
}, {
  $id: 'DataExport',
  additionalProperties: false,
  description: 'An archive being made, or made and kept until it expires.',
  examples: [{ id, status: 'running', createdAt: '2026-03-01T09:30:00.000Z', completedAt: null, expiresAt: '2026-03-02T09:30:00.000Z' }]
})

/** A ZIP; the bytes go past the serializer. */
export const ArchiveReply = {
  description: 'The archive: one JSON file for each kind of thing.',
  content: { 'application/zip': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) } }
}

export const OwnUserParams = Type.Object({
  id: Type.String({ description: 'Your own id, or `me`.', examples: ['me'] })
})

export type DataExportView = Static<typeof DataExportSchema>
