// Who changed what: search, an entry, restoring what was, the log as a file.
import { list, type List } from '../pages.ts'
import type { Api, Body, CallOptions, Item, Query, Result } from '../types.ts'

const path = '/v1/admin/audit_log'

const exports = (api: Api) => ({
  start: (filter: Body<'exportAdminAuditLog'> = {}, options?: CallOptions) =>
    api.call<'exportAdminAuditLog'>({ method: 'POST', path: `${path}_exports`, body: filter }, options),
  get: (exportId: string, options?: CallOptions) =>
    api.call<'getAdminAuditExport'>({ method: 'GET', path: `${path}_exports/{exportId}`, params: { exportId } }, options),
  /** The CSV, once the export is completed. */
  file: async (exportId: string, options?: CallOptions): Promise<Blob> =>
    await api.call<'downloadAdminAuditExport'>({ method: 'GET', path: `${path}_exports/{exportId}/file`, params: { exportId } }, options)
})

export const auditLog = (api: Api) => ({
  list: (query: Query<'listAdminAuditLog'> = {}, options?: CallOptions): List<Item<'listAdminAuditLog'>, Result<'listAdminAuditLog'>> =>
    list<'listAdminAuditLog'>(api, { method: 'GET', path, query }, options),
  get: (entryId: string, options?: CallOptions) => api.call<'getAdminAuditEntry'>({ method: 'GET', path: `${path}/{entryId}`, params: { entryId } }, options),
  /** Writes `before` back through the object's own operation; `force` also over what was changed since. */
  restore: (entryId: string, { force }: { force?: boolean } = {}, options?: CallOptions) =>
    api.call<'restoreAdminAuditEntry'>({ method: 'POST', path: `${path}/{entryId}/restore`, params: { entryId }, query: { force } }, options),
  exports: exports(api)
})
