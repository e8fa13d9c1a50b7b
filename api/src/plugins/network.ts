// Who is really asking: forwarded headers count only from a front that proves itself or from a named proxy.
import type { IncomingMessage } from 'node:http'
import { timingSafeEqual } from 'node:crypto'
import { BlockList, isIP, isIPv6 } from 'node:net'
import type { FastifyRequest, onRequestHookHandler } from 'fastify'
import type { Config } from '../config.ts'

const forwarded = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port'] as const
const frontHeader = 'x-tradewind-front'

export interface Network {
  /** Fastify's trustProxy: what is left of the forwarded headers when `scrub` has run may be believed one hop. */
  trustProxy: (address: string, hop: number) => boolean
  scrub: onRequestHookHandler
  /** A front's own server, which is not one network. */
  isFrontItself: (request: Pick<FastifyRequest, 'raw'>) => boolean
  /** What request.ip says, of a request that is still raw. */
  addressOf: (raw: IncomingMessage) => string | undefined
}

export function network (config: Pick<Config, 'FRONT_SECRET' | 'TRUST_PROXY'>): Network {
  const proxies = proxyList(config.TRUST_PROXY)
  const secret = config.FRONT_SECRET === undefined ? undefined : Buffer.from(config.FRONT_SECRET)

  const isFront = (raw: IncomingMessage): boolean => {
    const given = raw.headers[frontHeader]
    if (secret === undefined || typeof given !== 'string') return false
    const bytes = Buffer.from(given)
    return bytes.length === secret.length && timingSafeEqual(bytes, secret)
  }
  const isProxy = (address: string | undefined): boolean =>
    address !== undefined && isIP(address) !== 0 && proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

  return {
    trustProxy: (address, hop) => hop === 0 || isProxy(address),
    scrub (request, _reply, done) {
      const { headers, socket: { remoteAddress } } = request.raw
      if (forwarded.some((name) => headers[name] !== undefined) && !isProxy(remoteAddress) && !isFront(request.raw)) {
        for (const name of forwarded) delete headers[name]
      }
      const given = headers['x-forwarded-for']
      if (given !== undefined) headers['x-forwarded-for'] = hopsIn(given, remoteAddress).join(', ')
      done()
    },
    addressOf (raw) {
      const { headers: { 'x-forwarded-for': given }, socket: { remoteAddress } } = raw
      if (given === undefined || (!isProxy(remoteAddress) && !isFront(raw))) return remoteAddress
      const hops = hopsIn(given, remoteAddress).toReversed()
      return hops.find((hop) => !isProxy(hop)) ?? hops.at(-1)
    },
    isFrontItself: ({ raw }) => isFront(raw) && raw.headers['x-forwarded-for'] === undefined
  }
}

// Some proxies name the port beside the address. Whatever is left of a word that is no address nobody vouches for; where none is left, whoever sent it speaks for itself.
function hopsIn (given: string | string[], sender = ''): string[] {
  const hops = String(given).split(',').map(bareAddress)
  const vouched = hops.slice(hops.findLastIndex((hop) => isIP(hop) === 0) + 1)
  return vouched.length > 0 ? vouched : [sender]
}

const bareAddress = (hop: string): string =>
  hop.trim().replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1').replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/%.*$/, '')

function proxyList (text: string | undefined): BlockList {
  const list = new BlockList()
  for (const entry of (text ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '')) {
    const [address = '', bits] = entry.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}
