// Customers as the staff looks after them: find, look, correct, shut out, hand out their data, erase.
import { list, type List } from '../pages.ts'
import type { Api, Body, CallOptions, Item, Query, Result } from '../types.ts'

const path = '/v1/admin/users'

const exports = (api: Api) => ({
  /** Begins an archive of everything the shop keeps of them, or joins the one at work. */
  start: (userId: string, options?: CallOptions) => api.call<'exportAdminUser'>({ method: 'POST', path: `${path}/{userId}/export`, params: { userId } }, options),
  get: (userId: string, options?: CallOptions) => api.call<'getAdminUserExport'>({ method: 'GET', path: `${path}/{userId}/export`, params: { userId } }, options),
  /** The ZIP, once the export is completed. */
  file: (userId: string, options?: CallOptions): Promise<Blob> =>
    api.call<'downloadAdminUserExport'>({ method: 'GET', path: `${path}/{userId}/export/file`, params: { userId } }, options)
})

export const customers = (api: Api) => ({
  list: (query: Query<'listAdminUsers'> = {}, options?: CallOptions): List<Item<'listAdminUsers'>, Result<'listAdminUsers'>> =>
    list<'listAdminUsers'>(api, { method: 'GET', path, query }, options),
  get: (userId: string, options?: CallOptions) => api.call<'getAdminUser'>({ method: 'GET', path: `${path}/{userId}`, params: { userId } }, options),
  /** Their orders are `orders.list({ userId })`. */
  update: (userId: string, input: Body<'updateAdminUser'>, options?: CallOptions) =>
    api.call<'updateAdminUser'>({ method: 'PATCH', path: `${path}/{userId}`, params: { userId }, body: input }, options),
  signOut: (userId: string, options?: CallOptions) =>
    api.call<'signOutAdminUser'>({ method: 'POST', path: `${path}/{userId}/sign_out`, params: { userId } }, options),
  /** Asks for a fresh proof; orders keep their amounts. */
  erase: (userId: string, options?: CallOptions) => api.call<'eraseAdminUser'>({ method: 'DELETE', path: `${path}/{userId}`, params: { userId } }, options),
  exports: exports(api)
})
