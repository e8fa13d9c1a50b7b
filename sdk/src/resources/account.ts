// Signing in and out, the own profile, its devices, its second factor, its addresses and consents.
import { list, type List } from '../pages.ts'
import type { Api, Body, CallOptions, Item, Query, Result } from '../types.ts'

export const auth = (api: Api) => ({
  login: (input: Body<'login'>, options?: CallOptions) => api.call<'login'>({ method: 'POST', path: '/v1/auth/login', body: input }, options),
  /** A new access token for the refresh token in the cookie or in `input`. */
  refresh: (input: Body<'refreshSession'> = {}, options?: CallOptions) =>
    api.call<'refreshSession'>({ method: 'POST', path: '/v1/auth/refresh', body: input }, options),
  logout: (input: Body<'logout'> = {}, options?: CallOptions) => api.call<'logout'>({ method: 'POST', path: '/v1/auth/logout', body: input }, options),
  /** The password or a code again, after a 403 `reauthentication_required`. */
  reauthenticate: (input: Body<'reauthenticate'>, options?: CallOptions) =>
    api.call<'reauthenticate'>({ method: 'POST', path: '/v1/auth/reauthenticate', body: input }, options),
  /** The answer is the same whether or not the address is known. */
  register: (input: Body<'register'>, options?: CallOptions) => api.call<'register'>({ method: 'POST', path: '/v1/auth/register', body: input }, options),
  verifyEmail: (input: Body<'verifyEmail'>, options?: CallOptions) =>
    api.call<'verifyEmail'>({ method: 'POST', path: '/v1/auth/verify_email', body: input }, options),
  forgotPassword: (input: Body<'forgotPassword'>, options?: CallOptions) =>
    api.call<'forgotPassword'>({ method: 'POST', path: '/v1/auth/forgot_password', body: input }, options),
  resetPassword: (input: Body<'resetPassword'>, options?: CallOptions) =>
    api.call<'resetPassword'>({ method: 'POST', path: '/v1/auth/reset_password', body: input }, options),
  acceptInvitation: (input: Body<'acceptInvitation'>, options?: CallOptions) =>
    api.call<'acceptInvitation'>({ method: 'POST', path: '/v1/auth/accept_invitation', body: input }, options)
})

const sessions = (api: Api) => ({
  list: (id = 'me', options?: CallOptions) => api.call<'listSessions'>({ method: 'GET', path: '/v1/users/{id}/sessions', params: { id } }, options),
  revoke: (id: string, sessionId: string, options?: CallOptions) =>
    api.call<'revokeSession'>({ method: 'DELETE', path: '/v1/users/{id}/sessions/{sessionId}', params: { id, sessionId } }, options),
  /** Everywhere, here too unless `keepCurrent`. */
  revokeAll: (id = 'me', query: Query<'revokeSessions'> = {}, options?: CallOptions) =>
    api.call<'revokeSessions'>({ method: 'DELETE', path: '/v1/users/{id}/sessions', params: { id }, query }, options)
})

const secondFactor = (api: Api) => ({
  get: (id = 'me', options?: CallOptions) => api.call<'getSecondFactor'>({ method: 'GET', path: '/v1/users/{id}/second_factor', params: { id } }, options),
  /** A secret to show; it counts once confirmed. */
  start: (id = 'me', options?: CallOptions) =>
    api.call<'startSecondFactor'>({ method: 'POST', path: '/v1/users/{id}/second_factor', params: { id } }, options),
  /** Answers with recovery codes, shown this one time. */
  confirm: (id: string, input: Body<'confirmSecondFactor'>, options?: CallOptions) =>
    api.call<'confirmSecondFactor'>({ method: 'POST', path: '/v1/users/{id}/second_factor/confirm', params: { id }, body: input }, options),
  renewRecoveryCodes: (id = 'me', options?: CallOptions) =>
    api.call<'renewRecoveryCodes'>({ method: 'POST', path: '/v1/users/{id}/second_factor/recovery_codes', params: { id } }, options),
  remove: (id = 'me', options?: CallOptions) =>
    api.call<'removeSecondFactor'>({ method: 'DELETE', path: '/v1/users/{id}/second_factor', params: { id } }, options)
})

const addresses = (api: Api) => ({
  list: (id = 'me', query: Query<'listAddresses'> = {}, options?: CallOptions): List<Item<'listAddresses'>, Result<'listAddresses'>> =>
    list<'listAddresses'>(api, { method: 'GET', path: '/v1/users/{id}/addresses', params: { id }, query }, options),
  create: (id: string, input: Body<'createAddress'>, options?: CallOptions) =>
    api.call<'createAddress'>({ method: 'POST', path: '/v1/users/{id}/addresses', params: { id }, body: input }, options),
  update: (id: string, addressId: string, input: Body<'updateAddress'>, options?: CallOptions) =>
    api.call<'updateAddress'>({ method: 'PATCH', path: '/v1/users/{id}/addresses/{addressId}', params: { id, addressId }, body: input }, options),
  remove: (id: string, addressId: string, options?: CallOptions) =>
    api.call<'deleteAddress'>({ method: 'DELETE', path: '/v1/users/{id}/addresses/{addressId}', params: { id, addressId } }, options)
})

const consents = (api: Api) => ({
  list: (id = 'me', query: Query<'listConsents'> = {}, options?: CallOptions): List<Item<'listConsents'>, Result<'listConsents'>> =>
    list<'listConsents'>(api, { method: 'GET', path: '/v1/users/{id}/consents', params: { id }, query }, options),
  /** What was agreed to or taken back, in the words that were read. */
  record: (id: string, input: Body<'recordConsent'>, options?: CallOptions) =>
    api.call<'recordConsent'>({ method: 'POST', path: '/v1/users/{id}/consents', params: { id }, body: input }, options)
})

export const users = (api: Api) => ({
  addresses: addresses(api),
  consents: consents(api),
  /** The devices one is signed in on. */
  sessions: sessions(api),
  secondFactor: secondFactor(api),
  /** `me` is the caller. */
  get: (id = 'me', options?: CallOptions) => api.call<'getUser'>({ method: 'GET', path: '/v1/users/{id}', params: { id } }, options),
  /** A ZIP of everything the shop keeps, or how far it is while it is made: then ask again. */
  export: (id = 'me', options?: CallOptions): Promise<Result<'exportUser'>> =>
    api.call<'exportUser'>({ method: 'GET', path: '/v1/users/{id}/export', params: { id } }, options),
  /** Asks for a fresh proof; every session ends, orders keep their amounts. */
  erase: (id: string, options?: CallOptions) => api.call<'eraseUser'>({ method: 'DELETE', path: '/v1/users/{id}', params: { id } }, options),
  /** Signs out every other device. */
  changePassword: (id: string, input: Body<'changePassword'>, options?: CallOptions) =>
    api.call<'changePassword'>({ method: 'PUT', path: '/v1/users/{id}/password', params: { id }, body: input }, options),
  update: (id: string, input: Body<'updateUser'>, options?: CallOptions) =>
    api.call<'updateUser'>({ method: 'PATCH', path: '/v1/users/{id}', params: { id }, body: input }, options)
})
