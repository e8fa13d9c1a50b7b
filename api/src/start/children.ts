// The long-running processes of the shop: what each is called, how it is started, where it answers.
import { join } from 'node:path'
import { ROOT, type Environment, type Settings } from './settings.ts'
import type { Addresses } from './report.ts'

export interface ChildPlan {
  name: string
  args: string[]
  folder: string
  environment: Environment
  answersAt: string
  graceMs: number
}

export function addressesOf ({ host, ports }: Settings): Addresses {
  const near = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  const at = (port: number): string => `http://${near}:${port}`
  return { api: at(ports.api), storefront: at(ports.storefront), admin: at(ports.admin) }
}

export function sharedEnvironment (settings: Settings, database: Environment): Environment {
  const addresses = addressesOf(settings)
  return {
    ROLE: 'all',
    // Compiled once, kept for the next start, which is a fifth shorter for it.
    NODE_COMPILE_CACHE: join(settings.dataDir, 'compile-cache'),
    STOREFRONT_PURGE_URL: `${addresses.storefront}/_purge`,
    ...database,
    HOST: settings.host,
    API_PORT: String(settings.ports.api),
    STOREFRONT_PORT: String(settings.ports.storefront),
    ADMIN_PORT: String(settings.ports.admin),
    METRICS_PORT: String(settings.ports.metrics),
    API_URL: addresses.api
  }
}

const LEASH = ['--import', join(ROOT, 'api/src/start/leash.js')]
// Replies are large and short-lived: with V8's usual generosity a busy API grows to 400 MB of garbage and is no faster for it.
export const API_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=30']
const PACKAGES = join(ROOT, 'node_modules')

export function apiPlan (settings: Settings, environment: Environment, isDev: boolean): ChildPlan {
  return {
    name: 'API',
    args: [...API_FLAGS, ...LEASH, join(ROOT, 'api/src/main.ts')],
    folder: ROOT,
    environment,
    answersAt: `${addressesOf(settings).api}/health/ready`,
    graceMs: isDev ? 500 : 30_000
  }
}

export function frontPlans (settings: Settings, environment: Environment, isDev: boolean): ChildPlan[] {
  const { storefront, admin } = addressesOf(settings)
  const on = (port: number): string[] => ['--host', settings.host, '--port', String(port)]
  const storefrontArgs = isDev
    ? [join(PACKAGES, 'astro/bin/astro.mjs'), 'dev', ...on(settings.ports.storefront)]
    : [join(ROOT, 'storefront-astro/server/main.ts')]
  const adminArgs = isDev
    ? [join(PACKAGES, 'vite/bin/vite.js'), ...on(settings.ports.admin), '--strictPort']
    : [join(ROOT, 'admin-react/server/main.ts')]
  const front = (name: string, folder: string, args: string[], answersAt: string): ChildPlan =>
    ({ name, folder: join(ROOT, folder), args: [...LEASH, ...args], environment: frontEnvironment(environment), answersAt, graceMs: 12_000 })
  return [
    front('Storefront', 'storefront-astro', storefrontArgs, `${storefront}/en/`),
    front('Admin', 'admin-react', adminArgs, `${admin}/`)
  ]
}

// The fronts are the most exposed: they get no key to the database and none to anybody's session.
function frontEnvironment (environment: Environment): Environment {
  const { DATABASE_URL, DATABASE_OWNER_URL, DATABASE_REPLICA_URL, SECRET, SECRET_PREVIOUS, ACCESS_TOKEN_KEYS, ...rest } = environment
  return { ...rest, ASTRO_TELEMETRY_DISABLED: '1' }
}
