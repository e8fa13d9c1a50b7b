// The admin server's only reader of the environment: one line per fault, each naming its variable.

export interface Config {
  host: string
  port: number
  apiUrl: string
  publicUrl: string
  frontSecret: string
  trustProxy: string[]
  logLevel: string
}

type Environment = Record<string, string | undefined>

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

export function readConfig (environment: Environment = process.env): Readonly<Config> {
  const faults: string[] = []
  const host = environment.HOST || '127.0.0.1'
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const port = readPort(environment, 'ADMIN_PORT', 4322, faults)
  const proxies = environment.TRUST_PROXY ?? ''
  const logLevel = environment.LOG_LEVEL || 'warn'
  const config: Config = {
    host,
    port,
    apiUrl: readUrl(environment, 'API_URL', `http://${reachable}:${readPort(environment, 'API_PORT', 3000, faults)}`, faults),
    publicUrl: readUrl(environment, 'PUBLIC_ADMIN_URL', `http://${reachable}:${port}`, faults),
    frontSecret: environment.FRONT_SECRET ?? '',
    trustProxy: proxies.split(',').map((address) => address.trim()).filter(Boolean),
    logLevel
  }
  if (!/^[0-9a-fA-F:./, ]*$/.test(proxies)) faults.push(`TRUST_PROXY is "${proxies}": it must be a list of addresses or networks, separated by commas`)
  if (!LOG_LEVELS.includes(logLevel)) faults.push(`LOG_LEVEL is "${logLevel}": it must be one of ${LOG_LEVELS.join(', ')}`)
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
  if (!/^https?:\/\/[^\s/?#]+(\/[^\s?#]*)?$/.test(text) || !URL.canParse(text)) faults.push(`${name} is "${text}": it must be an address such as https://admin.shop.example`)
  return text.replace(/\/+$/, '')
}
