// The storefront server's only reader of the environment: one line per fault, each naming its variable.
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Config {
  host: string
  port: number
  apiUrl: string
  publicUrl: string
  publicApiUrl: string
  frontSecret: string
  dataDir: string
  trustProxy: string[]
  publish: 'all' | 'visited'
  logLevel: string
  production: boolean
}

type Environment = Record<string, string | undefined>

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

export function readConfig (environment: Environment = process.env): Readonly<Config> {
  const faults: string[] = []
  const host = environment.HOST || '127.0.0.1'
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const port = readPort(environment, 'STOREFRONT_PORT', 4321, faults)
  const apiUrl = readUrl(environment, 'API_URL', `http://${reachable}:${readPort(environment, 'API_PORT', 3000, faults)}`, faults)
  const config: Config = {
    host,
    port,
    apiUrl,
    publicUrl: readUrl(environment, 'PUBLIC_STOREFRONT_URL', `http://${reachable}:${port}`, faults),
    publicApiUrl: readUrl(environment, 'PUBLIC_API_URL', apiUrl, faults),
    frontSecret: environment.FRONT_SECRET ?? '',
    dataDir: resolve(ROOT, environment.DATA_DIR || '.data'),
    trustProxy: readAddresses(environment, 'TRUST_PROXY', faults),
    publish: readChoice(environment, 'STOREFRONT_PUBLISH', ['all', 'visited'], 'all', faults),
    logLevel: readChoice(environment, 'LOG_LEVEL', LOG_LEVELS, 'warn', faults),
    production: environment.NODE_ENV === 'production'
  }
  if (config.frontSecret.length < 16) faults.push('FRONT_SECRET is required: the word of at least 16 characters that the API shares with its fronts')
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return Object.freeze(config)
}

function readPort (environment: Environment, name: string, otherwise: number, faults: string[]): number {
  const text = environment[name]
  if (!text) return otherwise
  const value = Number(text)
  if (!/^\d{1,5}$/.test(text) || value < 1 || value > 65535) faults.push(`${name} is "${text}": it must be a port number from 1 to 65535`)
  return value
}

function readUrl (environment: Environment, name: string, otherwise: string, faults: string[]): string {
  const text = environment[name]
  if (!text) return otherwise
  if (!/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/.test(text) || !URL.canParse(text)) faults.push(`${name} is "${text}": it must be an address such as https://shop.example`)
  return text.replace(/\/+$/, '')
}

function readAddresses (environment: Environment, name: string, faults: string[]): string[] {
  const text = environment[name] ?? ''
  if (!/^[0-9a-fA-F:./, ]*$/.test(text)) faults.push(`${name} is "${text}": it must be a list of addresses or networks, separated by commas`)
  return text.split(',').map((address) => address.trim()).filter(Boolean)
}

function readChoice<T extends string> (environment: Environment, name: string, choices: readonly T[], otherwise: T, faults: string[]): T {
  const text = environment[name]
  if (!text) return otherwise
  const choice = choices.find((one) => one === text)
  if (!choice) faults.push(`${name} is "${text}": it must be one of ${choices.join(', ')}`)
  return choice ?? otherwise
}
