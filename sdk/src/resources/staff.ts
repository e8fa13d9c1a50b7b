// The merchant's own people and programs: staff members, roles, permissions and API keys. Part of the merchant's side.
import { list, type List } from '../pages.ts'
import type { Api, Body, CallOptions, Item, Query, Result } from '../types.ts'

export const staff = (api: Api) => ({
  list: (query: Query<'listAdminStaff'> = {}, options?: CallOptions): List<Item<'listAdminStaff'>, Result<'listAdminStaff'>> =>
    list<'listAdminStaff'>(api, { method: 'GET', path: '/v1/admin/staff', query }, options),
  get: (id: string, options?: CallOptions) => api.call<'getAdminStaff'>({ method: 'GET', path: '/v1/admin/staff/{id}', params: { id } }, options),
  /** Sends a mail with a link; the roles are theirs once they accept. */
  invite: (input: Body<'inviteAdminStaff'>, options?: CallOptions) => api.call<'inviteAdminStaff'>({ method: 'POST', path: '/v1/admin/staff', body: input }, options),
  resendInvitation: (id: string, options?: CallOptions) =>
    api.call<'resendAdminStaffInvitation'>({ method: 'POST', path: '/v1/admin/staff/{id}/invitation', params: { id } }, options),
  cancelInvitation: (id: string, options?: CallOptions) =>
    api.call<'cancelAdminStaffInvitation'>({ method: 'DELETE', path: '/v1/admin/staff/{id}/invitation', params: { id } }, options),
  /** Other roles, or `status: 'deactivated'` to let somebody go. */
  update: (id: string, input: Body<'updateAdminStaff'>, options?: CallOptions) =>
    api.call<'updateAdminStaff'>({ method: 'PATCH', path: '/v1/admin/staff/{id}', params: { id }, body: input }, options),
  signOut: (id: string, options?: CallOptions) => api.call<'signOutAdminStaff'>({ method: 'POST', path: '/v1/admin/staff/{id}/sign_out', params: { id } }, options),
  resetSecondFactor: (id: string, options?: CallOptions) =>
    api.call<'resetAdminSecondFactor'>({ method: 'POST', path: '/v1/admin/staff/{id}/reset_second_factor', params: { id } }, options)
})

export const roles = (api: Api) => ({
  list: (options?: CallOptions) => api.call<'listAdminRoles'>({ method: 'GET', path: '/v1/admin/roles' }, options),
  create: (input: Body<'createAdminRole'>, options?: CallOptions) => api.call<'createAdminRole'>({ method: 'POST', path: '/v1/admin/roles', body: input }, options),
  update: (code: string, input: Body<'updateAdminRole'>, options?: CallOptions) =>
    api.call<'updateAdminRole'>({ method: 'PATCH', path: '/v1/admin/roles/{code}', params: { code }, body: input }, options),
  delete: (code: string, options?: CallOptions) => api.call<'deleteAdminRole'>({ method: 'DELETE', path: '/v1/admin/roles/{code}', params: { code } }, options)
})

/** Every right there is, with what it means: the rows of the grid. */
export const permissions = (api: Api) => async (options?: CallOptions) =>
  await api.call<'listAdminPermissions'>({ method: 'GET', path: '/v1/admin/permissions' }, options)

export const apiKeys = (api: Api) => ({
  list: (query: Query<'listAdminApiKeys'> = {}, options?: CallOptions): List<Item<'listAdminApiKeys'>, Result<'listAdminApiKeys'>> =>
    list<'listAdminApiKeys'>(api, { method: 'GET', path: '/v1/admin/api_keys', query }, options),
  get: (id: string, options?: CallOptions) => api.call<'getAdminApiKey'>({ method: 'GET', path: '/v1/admin/api_keys/{id}', params: { id } }, options),
  /** The answer's `secret` is the whole key; it is shown this once. */
  create: (input: Body<'createAdminApiKey'>, options?: CallOptions) =>
    api.call<'createAdminApiKey'>({ method: 'POST', path: '/v1/admin/api_keys', body: input }, options),
  update: (id: string, input: Body<'updateAdminApiKey'>, options?: CallOptions) =>
    api.call<'updateAdminApiKey'>({ method: 'PATCH', path: '/v1/admin/api_keys/{id}', params: { id }, body: input }, options),
  /** A new secret; the old one stays good for `overlapHours`. */
  rotate: (id: string, input: Body<'rotateAdminApiKey'> = {}, options?: CallOptions) =>
    api.call<'rotateAdminApiKey'>({ method: 'POST', path: '/v1/admin/api_keys/{id}/rotate', params: { id }, body: input }, options),
  revoke: (id: string, options?: CallOptions) => api.call<'revokeAdminApiKey'>({ method: 'DELETE', path: '/v1/admin/api_keys/{id}', params: { id } }, options)
})
