// The refresh token's cookie: its name per front, out of scripts' reach, sent to /v1/auth only.
import type { CookieSerializeOptions } from '@fastify/cookie'
import type { Config } from '../../config.ts'
import type { Client } from './schemas.ts'

export type Cookies = Record<string, string | undefined>

const NAMES: Record<Client, string> = { storefront: 'refresh_token', admin: 'staff_refresh_token' }
const THIRTY_DAYS = 30 * 24 * 60 * 60

export const cookieName = (config: Config, client: Client): string =>
  isSecure(config, client) ? `__Secure-${NAMES[client]}` : NAMES[client]

export const cookieOptions = (config: Config, client: Client): CookieSerializeOptions => ({
  httpOnly: true,
  secure: isSecure(config, client),
  sameSite: 'strict',
  path: '/v1/auth',
  maxAge: THIRTY_DAYS
})

/** A front that does not say which it is gets the shopper's cookie before the staff member's. */
export const clientOf = (config: Config, cookies: Cookies, named: Client | undefined): Client =>
  named ?? (!cookies[cookieName(config, 'storefront')] && cookies[cookieName(config, 'admin')] ? 'admin' : 'storefront')

export const tokenInCookies = (config: Config, cookies: Cookies, client: Client): string | undefined =>
  cookies[cookieName(config, client)] || undefined

const isSecure = (config: Config, client: Client): boolean =>
  config.NODE_ENV === 'production' ||
  (client === 'admin' ? config.PUBLIC_ADMIN_URL : config.PUBLIC_STOREFRONT_URL).startsWith('https:')
