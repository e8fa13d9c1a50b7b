// The only reader of the environment: reports every fault at once, names the variable, freezes the result.
import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto'
import { isIP } from 'node:net'
import { Type, type Static } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'

const port = (value: number) => Type.Integer({ minimum: 1, maximum: 65535, default: value })
const postgresUrl = Type.String({ pattern: '^postgres(ql)?://.+' })
const httpUrl = Type.String({ pattern: '^https?://[^\\s/?#]+(/[^\\s?#]*)?$' })
const flag = Type.Boolean({ default: false })

const Schema = Type.Object({
  NODE_ENV: Type.Union([Type.Literal('development'), Type.Literal('test'), Type.Literal('production')], { default: 'development' }),
  ROLE: Type.Union([Type.Literal('all'), Type.Literal('api'), Type.Literal('worker')], { default: 'all' }),
  MODULES: Type.Optional(Type.String({ pattern: '^[a-z_]+(,[a-z_]+)*$' })),
  HOST: Type.String({ minLength: 1, default: '127.0.0.1' }),
  API_PORT: port(3000),
  STOREFRONT_PORT: port(4321),
  ADMIN_PORT: port(4322),
  METRICS_PORT: port(9464),
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: Type.Optional(postgresUrl),
  DATABASE_REPLICA_URL: Type.Optional(postgresUrl),
  DATA_DIR: Type.String({ minLength: 1, default: '.data' }),
  REDIS_URL: Type.Optional(Type.String({ pattern: '^rediss?://.+' })),
  LOG_LEVEL: Type.Union(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((level) => Type.Literal(level)), { default: 'info' }),
  RATE_LIMITS: Type.Union([Type.Literal('on'), Type.Literal('off')], { default: 'on' }),
  SECRET: Type.String({ minLength: 32 }),
  SECRET_PREVIOUS: Type.Optional(Type.String({ minLength: 32 })),
  ACCESS_TOKEN_KEYS: Type.String({ minLength: 2 }),
  FRONT_SECRET: Type.Optional(Type.String({ minLength: 16 })),
  STOREFRONT_PURGE_URL: Type.Optional(httpUrl),
  API_URL: Type.Optional(httpUrl),
  PUBLIC_API_URL: Type.Optional(httpUrl),
  PUBLIC_STOREFRONT_URL: Type.Optional(httpUrl),
  PUBLIC_ADMIN_URL: Type.Optional(httpUrl),
  TRUST_PROXY: Type.Optional(Type.String({ pattern: '^[0-9a-fA-F:./, ]+$' })),
  PAYMENTS_TEST_GATEWAY: flag,
  CACHE_BYTES: Type.Integer({ minimum: 0, maximum: 1_073_741_824, default: 25_165_824 })
})

type Settings = Static<typeof Schema>
type Url = 'API_URL' | 'PUBLIC_API_URL' | 'PUBLIC_STOREFRONT_URL' | 'PUBLIC_ADMIN_URL'
export interface SigningKey { kid: string, [member: string]: unknown }

/** The settings under the names of their variables; the addresses filled in, the signing keys read. */
export type Config = Readonly<Omit<Settings, 'ACCESS_TOKEN_KEYS' | Url> & Record<Url, string> & { ACCESS_TOKEN_KEYS: { keys: readonly SigningKey[] } }>

type Environment = Record<string, string | undefined>

export function readConfig (env: Environment = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const settings = Value.Clean(Schema, Value.Default(Schema, typed(given))) as Settings
  const faults = new Map<string, string>()
  for (const { path, message } of Value.Errors(Schema, settings)) {
    const name = path.slice(1)
    if (!faults.has(name)) faults.set(name, given[name] === undefined ? 'is required' : `is not acceptable: ${message.toLowerCase()}`)
  }
  if (settings.NODE_ENV === 'production') refuseInProduction(settings, faults)
  if (settings.STOREFRONT_PURGE_URL !== undefined && settings.FRONT_SECRET === undefined) {
    faults.set('FRONT_SECRET', 'is required with STOREFRONT_PURGE_URL')
  }
  refuseUseless(settings, faults)
  const keys = readKeys(settings.ACCESS_TOKEN_KEYS, faults)
  if (faults.size > 0) throw new Error(`Bad settings: ${[...faults].map(([name, fault]) => `${name} ${fault}`).join('; ')}`)
  return Object.freeze({ ...settings, ...addresses(settings), ACCESS_TOKEN_KEYS: Object.freeze({ keys }) })
}

/** Text in the type that its setting has; what does not fit stays text, and is refused by name. */
function typed (given: Environment): Record<string, unknown> {
  const shapes = Schema.properties as Record<string, { type?: string }>
  return Object.fromEntries(Object.entries(given).map(([name, value = '']) => {
    const type = shapes[name]?.type
    if (type === 'integer' && /^[0-9]{1,10}$/.test(value)) return [name, Number(value)]
    if (type === 'boolean' && ['true', 'false'].includes(value)) return [name, value === 'true']
    return [name, value]
  }))
}

function refuseInProduction (settings: Settings, faults: Map<string, string>): void {
  if (settings.PAYMENTS_TEST_GATEWAY) faults.set('PAYMENTS_TEST_GATEWAY', 'must not be on in production')
  if (settings.RATE_LIMITS === 'off') faults.set('RATE_LIMITS', 'must not be off in production')
  for (const name of ['PUBLIC_API_URL', 'PUBLIC_STOREFRONT_URL', 'PUBLIC_ADMIN_URL'] as const) {
    if (settings[name] === undefined) faults.set(name, 'is required in production')
  }
}

/** What no pattern tells: an address that cannot be read would fail later, without a name. */
function refuseUseless (settings: Settings, faults: Map<string, string>): void {
  for (const [name, value] of Object.entries(settings)) {
    if (/_URL$/.test(name) && !faults.has(name) && !isReadable(String(value))) faults.set(name, 'is not an address that can be read')
  }
  const proxies = settings.TRUST_PROXY?.split(',').map((proxy) => proxy.trim()).filter((proxy) => proxy !== '') ?? []
  if (!proxies.every(isNetwork)) faults.set('TRUST_PROXY', 'is not a list of addresses like 10.0.0.1 or 10.0.0.0/8')
}

function isReadable (url: string): boolean {
  try {
    const { username, password, pathname } = new URL(url)
    return decodeURIComponent(username + password + pathname) !== undefined
  } catch {
    return false
  }
}

function isNetwork (text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  return family !== 0 && more.length === 0 && (bits === undefined || (/^[0-9]{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
}

function addresses (settings: Settings): Record<Url, string> {
  const at = (port: number) => `http://${settings.HOST === '0.0.0.0' ? '127.0.0.1' : settings.HOST}:${port}`
  const bare = (url: string) => url.replace(/\/+$/, '')
  return {
    API_URL: bare(settings.API_URL ?? at(settings.API_PORT)),
    PUBLIC_API_URL: bare(settings.PUBLIC_API_URL ?? at(settings.API_PORT)),
    PUBLIC_STOREFRONT_URL: bare(settings.PUBLIC_STOREFRONT_URL ?? at(settings.STOREFRONT_PORT)),
    PUBLIC_ADMIN_URL: bare(settings.PUBLIC_ADMIN_URL ?? at(settings.ADMIN_PORT))
  }
}

function readKeys (text: string | undefined, faults: Map<string, string>): readonly SigningKey[] {
  if (text === undefined) return []
  try {
    const parsed = JSON.parse(text) as unknown[] | { keys?: unknown }
    const keys = Array.isArray(parsed) ? parsed : parsed.keys
    if (Array.isArray(keys) && keys.length > 0 && keys.every(isSigningKey)) return keys
  } catch { /* worded below, without the text: it is a secret */ }
  faults.set('ACCESS_TOKEN_KEYS', 'is not a JSON Web Key set of Ed25519 keys that have a kid, the private one that signs first')
  return []
}

/** The first signs; of the others only the public part is needed. What is none throws. */
function isSigningKey (key: unknown, index: number): key is SigningKey {
  const named = typeof key === 'object' && key !== null && 'kid' in key && typeof key.kid === 'string'
  const input = { key: key as JsonWebKey, format: 'jwk' } as const
  return named && (index === 0 ? createPrivateKey(input) : createPublicKey(input)).asymmetricKeyType === 'ed25519'
}

/** Migrations run as the owner of the tables. */
export const ownerUrl = (config: Pick<Config, 'DATABASE_URL' | 'DATABASE_OWNER_URL'>): string => config.DATABASE_OWNER_URL ?? config.DATABASE_URL

/** Who signs in as the owner works as the role that owns nothing. */
export const workingRole = (config: Pick<Config, 'DATABASE_URL' | 'DATABASE_OWNER_URL'>): string | undefined =>
  ownerUrl(config) === config.DATABASE_URL ? 'tradewind_app' : undefined
