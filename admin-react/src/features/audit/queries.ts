// What is asked of the log, and the two things one may do with it: write back what was, and take it along.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Body, Item, Query } from '@tradewind/sdk'
import { admin, queryClient } from '../../lib/client.ts'
import { saveFile } from '../../lib/save-file.ts'
import { untilDone } from '../../lib/until-done.ts'

export type Entry = Item<'listAdminAuditLog'>
export type AuditQuery = Query<'listAdminAuditLog'>
export type AuditFilter = Body<'exportAdminAuditLog'>

export const auditListOptions = (query: AuditQuery) => queryOptions({
  queryKey: ['audit', 'list', query],
  queryFn: async ({ signal }) => await admin.auditLog.list(query, { signal }).page()
})

export const entryOptions = (id: string) => queryOptions({
  queryKey: ['audit', 'one', id],
  queryFn: async ({ signal }) => await admin.auditLog.get(id, { signal })
})

export const restoreOptions = (id: string) => mutationOptions({
  mutationFn: async (force: boolean) => await admin.auditLog.restore(id, force ? { force } : {}),
  // Whatever it was about is another now.
  onSuccess: async () => { await queryClient.invalidateQueries() }
})

export const exportOptions = () => mutationOptions({
  async mutationFn (filter: AuditFilter) {
    const { id } = await admin.auditLog.exports.start(filter)
    await untilDone(async () => (await admin.auditLog.exports.get(id)).status === 'completed')
    saveFile(await admin.auditLog.exports.file(id), `audit-log-${new Date().toISOString().slice(0, 10)}.csv`)
  }
})
