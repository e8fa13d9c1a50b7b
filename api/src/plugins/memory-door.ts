// Replies in memory are handed out at the door, before the framework makes a request of its own; all else goes in.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Kept } from '../platform/cache.ts'
import type { App } from './types.ts'

export interface MemoryDoor {
  /** This address with these headers was answered from memory under this key, and will be again. */
  learn: (raw: IncomingMessage, key: string) => void
}
interface Watch {
  /** Counts the request; false when that cannot be told at once, or when it is one too many. */
  allows: (raw: IncomingMessage) => boolean
  served: () => void
}

const mostAddresses = 2_000
const longestAddress = 500
const telling = ['accept-language', 'x-currency', 'x-country', 'x-channel', 'host'] as const
// No header can hold it, so an absent header is no empty one.
const absent = '\u0001'

export function memoryDoor (app: App, { allows, served }: Watch): MemoryDoor {
  const keys = new Map<string, string>()
  const inside = app.server.listeners('request') as RequestListener[]
  let closing = false
  app.addHook('preClose', (done) => {
    closing = true
    done()
  })

  app.server.removeAllListeners('request')
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const kept = closing ? undefined : keptFor(request)
    if (kept === undefined || !allows(request)) {
      for (const listener of inside) listener.call(app.server, request, response)
      return
    }
    served()
    sendRaw(request, response, kept)
  })

  const keptFor = (request: IncomingMessage): Kept | undefined => {
    if (request.method !== 'GET' || isPersonal(request)) return undefined
    const key = keys.get(addressOf(request))
    return key === undefined ? undefined : app.cache.get(key)
  }
  return {
    learn (raw, key) {
      if (raw.method !== 'GET' || isPersonal(raw)) return
      const address = addressOf(raw)
      if (address.length > longestAddress) return
      if (keys.size >= mostAddresses) keys.clear()
      keys.set(address, key)
    }
  }
}

// Their replies differ from what is kept.
const isPersonal = ({ headers }: IncomingMessage): boolean => headers.authorization !== undefined || headers.origin !== undefined

function addressOf ({ url = '', headers }: IncomingMessage): string {
  let address = url
  for (const name of telling) address += `\0${String(headers[name] ?? absent)}`
  return address
}

/** Written past the framework: nothing is left to validate, serialise or compute. */
export function sendRaw (request: IncomingMessage, response: ServerResponse, kept: Kept): void {
  if (matches(request.headers['if-none-match'], kept.etag)) {
    const { 'content-length': _length, 'content-type': _type, ...headers } = kept.headers
    response.writeHead(304, headers).end()
  } else {
    response.writeHead(kept.status, kept.headers).end(request.method === 'HEAD' ? undefined : kept.body)
  }
}

export function matches (header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header === etag || header === '*' || header.split(',').some((part) => part.trim().replace(/^W\//, '') === etag)
}
