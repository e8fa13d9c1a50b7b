// Signing in and out, and the own profile.
import type { Api, Body, CallOptions, Result } from '../types.ts'

export const auth = (api: Api) => ({
  login: (input: Body<'login'>, options?: CallOptions) => api.call<'login'>({ method: 'POST', path: '/v1/auth/login', body: input }, options),
  /** A new access token for the refresh token in the cookie or in `input`. */
  refresh: (input: Body<'refreshSession'> = {}, options?: CallOptions) =>
    api.call<'refreshSession'>({ method: 'POST', path: '/v1/auth/refresh', body: input }, options),
  logout: (input: Body<'logout'> = {}, options?: CallOptions) => api.call<'logout'>({ method: 'POST', path: '/v1/auth/logout', body: input }, options),
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

export const users = (api: Api) => ({
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
