// What the supervisor itself must know of the environment; the shop's processes read theirs in api/src/config.ts.
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

export interface Settings {
  host: string
  ports: { api: number, storefront: number, admin: number, metrics: number }
  dataDir: string
  databaseUrl: string | undefined
  production: boolean
  environment: Environment
}

export type Environment = Record<string, string | undefined>

export function readSettings (environment: Environment): Settings {
  return {
    host: environment.HOST || '127.0.0.1',
    ports: {
      api: openPort(environment, 'API_PORT', 3000),
      storefront: openPort(environment, 'STOREFRONT_PORT', 4321),
      admin: openPort(environment, 'ADMIN_PORT', 4322),
      metrics: port(environment, 'METRICS_PORT', 9464)
    },
    dataDir: resolve(ROOT, environment.DATA_DIR || '.data'),
    databaseUrl: environment.DATABASE_URL || undefined,
    production: environment.NODE_ENV === 'production',
    environment
  }
}

// The fetch standard's bad ports: a server may listen there, but no browser and no front ever connects.
const SHUNNED = [1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080]

function openPort (environment: Environment, name: string, otherwise: number): number {
  const value = port(environment, name, otherwise)
  if (SHUNNED.includes(value)) throw new Error(`${name} is ${value}: browsers refuse to connect to that port, choose another, for example "${name}=${value + 10} npm start"`)
  return value
}

function port (environment: Environment, name: string, otherwise: number): number {
  const text = environment[name]
  if (!text) return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 65535) throw new Error(`${name} is "${text}": it must be a port number from 1 to 65535`)
  return value
}
