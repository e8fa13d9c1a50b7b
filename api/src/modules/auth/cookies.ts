// The cookies of sign-in, a refresh token's and a known device's: names per front, out of scripts' reach, sent to /v1/auth only.
import type { CookieSerializeOptions } from '@fastify/cookie'
import type { Config } from '../../config.ts'
import { DEVICE_DAYS, mintDevice } from '../attempts/index.ts'
import { normaliseEmail } from '../users/index.ts'
import type { Client } from './schemas.ts'

export type Cookies = Record<string, string | undefined>

const NAMES: Record<Client, string> = { storefront: 'refresh_token', admin: 'staff_refresh_token' }
const DEVICE_NAMES: Record<Client, string> = { storefront: 'device', admin: 'staff_device' }
const DAY = 24 * 60 * 60

/** What of a reply is needed to set a cookie. */
export interface CookieJar { setCookie: (name: string, value: string, options: CookieSerializeOptions) => unknown }

export const cookieName = (config: Config, client: Client): string => named(config, client, NAMES)

export const cookieOptions = (config: Config, client: Client, days = 30): CookieSerializeOptions => ({
  httpOnly: true,
  secure: isSecure(config, client),
  sameSite: 'strict',
  path: '/v1/auth',
  maxAge: days * DAY
})

/** After a proof of the person: from here on this device's wrong passwords are counted apart from those of strangers. */
export function rememberDevice (reply: CookieJar, config: Config, email: string, client: Client = 'storefront'): void {
  reply.setCookie(named(config, client, DEVICE_NAMES), mintDevice(config, normaliseEmail(email)), cookieOptions(config, client, DEVICE_DAYS))
}

/** Of either front: the password is the same one, and each note says itself for whom it is good. */
export const devicesIn = (config: Config, cookies: Cookies): string[] =>
  (['storefront', 'admin'] as const).flatMap((client) => cookies[named(config, client, DEVICE_NAMES)] ?? [])

/** A front that does not say which it is gets the shopper's cookie before the staff member's. */
export const clientOf = (config: Config, cookies: Cookies, named: Client | undefined): Client =>
  named ?? (!cookies[cookieName(config, 'storefront')] && cookies[cookieName(config, 'admin')] ? 'admin' : 'storefront')

export const tokenInCookies = (config: Config, cookies: Cookies, client: Client): string | undefined =>
  cookies[cookieName(config, client)] || undefined

const named = (config: Config, client: Client, names: Record<Client, string>): string =>
  isSecure(config, client) ? `__Secure-${names[client]}` : names[client]

const isSecure = (config: Config, client: Client): boolean =>
  config.NODE_ENV === 'production' ||
  (client === 'admin' ? config.PUBLIC_ADMIN_URL : config.PUBLIC_STOREFRONT_URL).startsWith('https:')
