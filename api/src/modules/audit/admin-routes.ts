// The staff's doors of the audit log: search it, open an entry, write back what was, take it home as a file.
import { byStaff } from '../../plugins/actor.ts'
import { askFor } from '../../plugins/inside.ts'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { fileOf, findExport, startExport } from './exports.ts'
import * as s from './schemas.ts'
import { findEntry, listEntries, restore } from './service.ts'
import { Type } from '@sinclair/typebox'
import { toEntryView, toExportView } from './views.ts'

const tags = ['Audit log (staff)']
const problems = { '4xx': ref(ProblemSchema) }
const base = '/v1/admin/audit_log'
const entryConfig = { access: 'audit_log.read', notFound: 'audit_entry' } as const
const exportConfig = { access: 'audit_log.read', notFound: 'export' } as const

export async function auditRoutes (app: App): Promise<void> {
  await app.register(readingRoutes)
  await app.register(exportRoutes)
}

async function readingRoutes (app: App): Promise<void> {
  app.get(base, {
    config: { access: 'audit_log.read' },
    schema: {
      operationId: 'listAdminAuditLog',
      summary: 'Who changed what, newest first',
      tags,
      querystring: s.AuditQuery,
      response: { 200: ref(s.AuditPageSchema), ...problems }
    }
  }, async ({ query: { limit = 24, cursor, ...filter } }) => {
    const { items, nextCursor } = await listEntries(app.pool, filter, limit, cursor)
    return { items: items.map(toEntryView), nextCursor }
  })

  app.get(`${base}/:entryId`, {
    config: entryConfig,
    schema: { operationId: 'getAdminAuditEntry', summary: 'One entry', tags, params: s.EntryParams, response: { 200: ref(s.AuditEntrySchema), ...problems } }
  }, async ({ params }) => toEntryView(await findEntry(app.pool, params.entryId)))

  app.post(`${base}/:entryId/restore`, {
    config: entryConfig,
    schema: {
      operationId: 'restoreAdminAuditEntry',
      summary: 'Write back what was before',
      description: 'Goes through the object\'s own operation, with its permission and its validation, and leaves an entry of its own. ' +
        '409 not_restorable where there is no former value; 409 changed_since when the same was changed again, unless `force`.',
      tags,
      params: s.EntryParams,
      querystring: s.RestoreQuery,
      response: { 200: ref(s.RestoredSchema), ...problems }
    }
  }, async (request) => {
    const { params: { entryId }, query: { force = false }, id } = request
    return { entry: toEntryView(await restore(app.pool, askFor(app, request), { id: entryId, force, requestId: id })) }
  })
}

async function exportRoutes (app: App): Promise<void> {
  app.post(`${base}_exports`, {
    config: { access: 'audit_log.read' },
    schema: {
      operationId: 'exportAdminAuditLog',
      summary: 'Begin a CSV of the entries that fit',
      tags,
      body: ref(s.ExportFilterSchema),
      response: { 202: ref(s.ExportSchema), ...problems }
    }
  }, async (request, reply) => {
    const made = await startExport(app.pool, request.body, byStaff(request))
    return await reply.code(202).header('location', `${base}_exports/${made.id}`).send(toExportView(made))
  })

  app.get(`${base}_exports/:exportId`, {
    config: exportConfig,
    schema: { operationId: 'getAdminAuditExport', summary: 'How far an export is', tags, params: s.ExportParams, response: { 200: ref(s.ExportSchema), ...problems } }
  }, async ({ params }) => toExportView(await findExport(app.pool, params.exportId)))

  app.get(`${base}_exports/:exportId/file`, {
    config: exportConfig,
    schema: {
      operationId: 'downloadAdminAuditExport',
      summary: 'The finished file',
      tags,
      params: s.ExportParams,
      produces: ['text/csv'],
      response: { 200: Type.Any({ description: 'CSV in UTF-8, newest entry first; 409 export_not_ready before it is finished.' }), ...problems }
    }
  }, async ({ params }, reply) => {
    const file = await fileOf(app.pool, params.exportId)
    return await reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit-log.csv"').send(file)
  })
}
