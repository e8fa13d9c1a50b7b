// Public catalogue reads: a strong ETag, 304, the words a CDN understands, and the serialised reply kept in the process.
import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest, onRequestHookHandler, onSendAsyncHookHandler, RouteOptions } from 'fastify'
import type { Kept } from '../platform/cache.ts'
import type { BoundHosts } from './context.ts'
import { declaredQuery } from './input.ts'
import { matches, sendRaw, type MemoryDoor } from './memory-door.ts'
import type { App } from './types.ts'

export interface ServedFromMemory { door: MemoryDoor, served: () => void }
interface Hooks { serve?: onRequestHookHandler, finish: onSendAsyncHookHandler }
interface Asked { query: unknown, moment: number }
const askedOf = Symbol('asked')
type Asking = FastifyRequest & { [askedOf]?: Asked }
type KeyMaker = (request: FastifyRequest, query: unknown) => string

const contextHeaders = [['locale', 'accept-language'], ['currency', 'x-currency'], ['country', 'x-country'], ['channel', 'x-channel']] as const
const separator = '\0'

export function cacheOf (app: App, route: RouteOptions, hosts: BoundHosts, memory: ServedFromMemory): Hooks | undefined {
  const rule = route.config?.cache
  if (rule === undefined) return undefined
  const makeKey = keyMaker(route, hosts)
  const control = `public, max-age=0, s-maxage=${rule.sMaxAge}, stale-while-revalidate=${rule.sMaxAge * 10}`
  const finish: onSendAsyncHookHandler = async (request, reply, payload) => await finished(app, request, reply, payload, control, makeKey)
  if (!rule.store) return { finish }
  return {
    serve (request: Asking, reply, done) {
      if (request.headers.authorization !== undefined) {
        done()
        return
      }
      const key = makeKey(request, request.query)
      const kept = app.cache.get(key)
      if (kept === undefined) {
        request[askedOf] = { query: request.query, moment: app.cache.moment() }
        done()
        return
      }
      memory.served()
      // Another class of limits is counted inside only.
      if (route.config?.limit === undefined) memory.door.learn(request.raw, key)
      sendKept(request, reply, kept)
    },
    finish
  }
}

function sendKept (request: FastifyRequest, reply: FastifyReply, kept: Kept): void {
  if (request.headers.origin !== undefined) {
    const unchanged = matches(request.headers['if-none-match'], kept.etag)
    void reply.code(unchanged ? 304 : kept.status).headers(withVary(reply, kept.headers)).send(unchanged ? undefined : kept.body)
    return
  }
  reply.hijack()
  sendRaw(request.raw, reply.raw, kept)
}

async function finished (app: App, request: Asking, reply: FastifyReply, payload: unknown, control: string, makeKey: KeyMaker): Promise<unknown> {
  if (reply.statusCode !== 200 || (typeof payload !== 'string' && !Buffer.isBuffer(payload))) return payload
  reply.headers(withVary(reply, { vary: varyOf(request) }))
  if (request.headers.authorization !== undefined) {
    reply.header('cache-control', 'private, no-store')
    return payload
  }
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload
  const etag = `"${hash('sha1', body, 'base64url')}"`
  const tags = [...new Set(request.cacheTags)]
  reply.headers({ etag, 'cache-control': control, 'content-length': String(body.byteLength) })
  if (tags.length > 0) reply.header('cache-tag', tags.join(','))
  const asked = request[askedOf]
  // What was asked with broken text never gets here, so a separator inside a value cannot forge another key.
  const key = asked && makeKey(request, asked.query)
  if (asked !== undefined && key !== undefined && app.cache.welcomes(key)) {
    app.cache.set(key, { status: 200, headers: plain(reply, varyOf(request)), body, etag, tags: [...tags, 'localization'] }, asked.moment)
  }
  if (!matches(request.headers['if-none-match'], etag)) return body
  reply.code(304).removeHeader('content-length')
  return null
}

/** The headers of the reply without what belongs to this one caller. */
function plain (reply: FastifyReply, vary: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined && !name.startsWith('access-control-')) headers[name] = String(value)
  }
  return { ...headers, vary: `${vary}, Origin` }
}

function withVary (reply: FastifyReply, headers: Record<string, string>): Record<string, string> {
  const there = String(reply.getHeader('vary') ?? '').split(', ').filter((name) => name !== '')
  const wanted = (headers['vary'] ?? '').split(', ').filter((name) => name !== '')
  return { ...headers, vary: [...new Set([...wanted, ...there])].join(', ') }
}

/** A header that a parameter overrides cannot change the answer to this address. */
function varyOf (request: FastifyRequest): string {
  const query = request.query as Record<string, unknown>
  return ['Authorization', ...contextHeaders.filter(([name]) => query[name] === undefined || query[name] === '').map(([, header]) => words[header])].join(', ')
}

const words = { 'accept-language': 'Accept-Language', 'x-currency': 'X-Currency', 'x-country': 'X-Country', 'x-channel': 'X-Channel' }

function keyMaker (route: RouteOptions, hosts: BoundHosts): KeyMaker {
  const declared = declaredQuery(route)
  const names = [...new Set([...declared.names, ...contextHeaders.map(([name]) => name)])]
  return ({ raw, headers }, query) => {
    const given = query as Record<string, unknown>
    const url = raw.url ?? ''
    const mark = url.indexOf('?')
    let key = mark === -1 ? url : url.slice(0, mark)
    for (const name of names) {
      const value = given[name]
      if (value !== undefined) key += separator + name + separator + (typeof value === 'string' ? value : separator + JSON.stringify(value))
    }
    for (const pattern of declared.patterns) {
      for (const name of Object.keys(given).filter((candidate) => pattern.test(candidate)).toSorted()) {
        key += separator + name + separator + JSON.stringify(given[name])
      }
    }
    for (const [name, header] of contextHeaders) {
      const value = headers[header]
      if (value !== undefined && (given[name] === undefined || given[name] === '')) key += `${separator}${separator}${header}${separator}${String(value)}`
    }
    const { host } = headers
    return host !== undefined && (given['channel'] === undefined || given['channel'] === '') && hosts.has(host) ? `${key}${separator}host${separator}${host}` : key
  }
}
