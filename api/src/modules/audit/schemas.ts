// Wire shapes of the audit log.
import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { PageQuery, pageOf, ref, TimeString, UuidString } from '../../shared/schemas.ts'

const closed = { additionalProperties: false }
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const ActorType = Type.Unsafe<'staff' | 'api_key' | 'system'>(Type.Union([Type.Literal('staff'), Type.Literal('api_key'), Type.Literal('system')]))
const values = (description: string, example: object) => Type.Unknown({ description, examples: [example] })

export const AuditEntrySchema = Type.Object({
  id: UuidString,
  at: TimeString,
  actor: Type.Object({ type: ActorType, id: nullable(UuidString), name: nullable(Type.String()), email: nullable(Type.String()) }, closed),
  action: Type.String({ examples: ['currency.changed'] }),
  objectType: Type.String({ examples: ['currency'] }),
  objectId: Type.String({ examples: ['JPY'] }),
  before: values('What was, as far as it was touched; null where nothing was.', { marginPercent: '2.5' }),
  after: values('What became of it.', { marginPercent: '4' }),
  ip: nullable(Type.String({ examples: ['203.0.113.7'] })),
  requestId: nullable(Type.String({ examples: ['mgt3k1p01-4c'] })),
  restorable: Type.Boolean({ description: 'Whether `before` can be written back by `restore`.' })
}, { $id: 'AuditEntry', ...closed })

export const AuditPageSchema = pageOf(ref(AuditEntrySchema), 'AuditPage')

const filter = {
  actorId: Type.Optional(UuidString),
  actorType: Type.Optional(ActorType),
  objectType: Type.Optional(Type.String({ minLength: 1, maxLength: 60, examples: ['currency'] })),
  objectId: Type.Optional(Type.String({ minLength: 1, maxLength: 200, examples: ['JPY'] })),
  action: Type.Optional(Type.String({ minLength: 1, maxLength: 100, examples: ['currency.changed'] })),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Not earlier than this.', examples: ['2026-03-01T00:00:00.000Z'] })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'Earlier than this.', examples: ['2026-04-01T00:00:00.000Z'] })),
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Anywhere in the act, the object\'s id, what was and what became, or the name or e-mail of who acted; fewer than three letters in the act and the id only.', examples: ['JPY'] }))
}

export const AuditQuery = Type.Object({ ...PageQuery, ...filter })
export const EntryParams = Type.Object({ entryId: UuidString })
export const RestoreQuery = Type.Object({ force: Type.Optional(Type.Boolean({ description: 'Also over what was changed since.' })) })

export const RestoredSchema = Type.Object({
  entry: ref(AuditEntrySchema)
}, { $id: 'AuditRestored', ...closed, description: 'The entry that the restoring itself left.' })

export const ExportFilterSchema = Type.Object(filter, { $id: 'AuditExportFilter', ...closed, examples: [{ objectType: 'currency' }] })
export const ExportParams = Type.Object({ exportId: UuidString })
export const ExportSchema = Type.Object({
  id: UuidString,
  status: Type.Unsafe<'queued' | 'completed'>(Type.Union([Type.Literal('queued'), Type.Literal('completed')])),
  rows: Type.Integer({ minimum: 0, description: 'Entries written so far.' }),
  createdAt: TimeString,
  completedAt: nullable(TimeString),
  expiresAt: TimeString
}, { $id: 'AuditExport', ...closed })

export type AuditEntryView = Static<typeof AuditEntrySchema>
export type AuditFilter = Static<typeof ExportFilterSchema>
export type ExportView = Static<typeof ExportSchema>
