// The calls of the account, each by the name the contract gives it.
import type { Client } from '@tradewind/sdk'

export interface Session { id: string, client: string, userAgent: string | null, ip: string | null, createdAt: string, lastSeenAt: string, current: boolean }
export interface Factor { enabled: boolean, required: boolean, confirmedAt: string | null, recoveryCodesLeft: number }
export interface FactorStart { secret: string, otpauthUrl: string, qrCode: string }
export interface Consent { purpose: string, granted: boolean, wording: string, locale: string, createdAt: string }

interface Loose { call: <T>(call: { method: string, path: string, params?: Record<string, string>, query?: object, body?: unknown }) => Promise<T> }
const via = ({ api }: Client): Loose => api as unknown as Loose
const me = { id: 'me' }

export const register = async (api: Client, body: object): Promise<void> => await via(api).call({ method: 'POST', path: '/v1/auth/register', body })
export const verifyEmail = async (api: Client, token: string): Promise<void> => await via(api).call({ method: 'POST', path: '/v1/auth/verify_email', body: { token } })
export const forgotPassword = async (api: Client, email: string): Promise<void> => await via(api).call({ method: 'POST', path: '/v1/auth/forgot_password', body: { email, client: 'storefront' } })
export const resetPassword = async (api: Client, body: { token: string, password: string }): Promise<void> => await via(api).call({ method: 'POST', path: '/v1/auth/reset_password', body })
export const reauthenticate = async (api: Client, body: { password?: string, otp?: string }): Promise<void> => await via(api).call({ method: 'POST', path: '/v1/auth/reauthenticate', body })
export const changePassword = async (api: Client, body: { currentPassword: string, newPassword: string }): Promise<void> => await via(api).call({ method: 'PUT', path: '/v1/users/{id}/password', params: me, body })

export const listSessions = async (api: Client): Promise<Session[]> => (await via(api).call<{ items: Session[] }>({ method: 'GET', path: '/v1/users/{id}/sessions', params: me })).items
export const revokeSession = async (api: Client, sessionId: string): Promise<void> => await via(api).call({ method: 'DELETE', path: '/v1/users/{id}/sessions/{sessionId}', params: { ...me, sessionId } })
export const revokeSessions = async (api: Client): Promise<void> => await via(api).call({ method: 'DELETE', path: '/v1/users/{id}/sessions', params: me })

export const getFactor = async (api: Client): Promise<Factor> => await via(api).call({ method: 'GET', path: '/v1/users/{id}/second_factor', params: me })
export const startFactor = async (api: Client): Promise<FactorStart> => await via(api).call({ method: 'POST', path: '/v1/users/{id}/second_factor', params: me, body: {} })
export const confirmFactor = async (api: Client, otp: string): Promise<string[]> => (await via(api).call<{ recoveryCodes: string[] }>({ method: 'POST', path: '/v1/users/{id}/second_factor/confirm', params: me, body: { otp } })).recoveryCodes
export const renewCodes = async (api: Client): Promise<string[]> => (await via(api).call<{ recoveryCodes: string[] }>({ method: 'POST', path: '/v1/users/{id}/second_factor/recovery_codes', params: me, body: {} })).recoveryCodes
export const removeFactor = async (api: Client): Promise<void> => await via(api).call({ method: 'DELETE', path: '/v1/users/{id}/second_factor', params: me })

export const listConsents = async (api: Client): Promise<Consent[]> => (await via(api).call<{ items: Consent[] }>({ method: 'GET', path: '/v1/users/{id}/consents', params: me })).items
export const recordConsent = async (api: Client, body: object): Promise<void> => await via(api).call({ method: 'POST', path: '/v1/users/{id}/consents', params: me, body })
export const eraseMe = async (api: Client): Promise<void> => await via(api).call({ method: 'DELETE', path: '/v1/users/{id}', params: me })
