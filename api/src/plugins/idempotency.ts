// A retry is the same request: the key is claimed before the verb runs, and what it answered is answered again.
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest, onSendAsyncHookHandler, preHandlerAsyncHookHandler, RouteOptions } from 'fastify'
import { mintGuestToken } from '../platform/guest-tokens.ts'
import { claim, settle, type Claimed, type StoredReply } from '../platform/idempotency.ts'
import { badRequest, conflict, unprocessable } from '../shared/errors.ts'
import type { App } from './types.ts'

type Marker = NonNullable<NonNullable<RouteOptions['config']>['guestToken']>
interface Hooks { check?: preHandlerAsyncHookHandler, begin: preHandlerAsyncHookHandler, end: onSendAsyncHookHandler }

const claimOf = Symbol('claim')
type Claiming = FastifyRequest & { [claimOf]?: Claimed }

const notKept = new Set([400, 401, 403, 413, 415, 429])
const keptHeaders = ['content-language', 'content-currency', 'location', 'etag', 'content-type']
const largestReply = 256 * 1024

export function idempotencyOf (app: App, route: RouteOptions): Hooks | undefined {
  if (route.method !== 'POST') return undefined
  const rule = route.config?.idempotency ?? (route.url.startsWith('/v1/auth/') ? 'ignored' : 'accepted')
  if (rule === 'ignored' || !route.url.startsWith('/v1/')) return undefined
  const guestToken = route.config?.guestToken
  return {
    ...(rule === 'required' ? { check: async (request) => { keyOf(request, true) } } : {}),
    async begin (request: Claiming, reply) {
      const key = keyOf(request, rule === 'required')
      if (key === undefined) return undefined
      const claimed = await claim(app.pool, scopeOf(request, key), key, hashOf(request))
      switch (claimed.outcome) {
        case 'reused': throw unprocessable('idempotency_key_reused', 'This Idempotency-Key belongs to another request.')
        case 'running': throw conflict('idempotency_in_progress', 'The first request with this Idempotency-Key is still running.', { retryAfterSeconds: 1 })
        case 'done': return replay(app, reply, claimed.reply, guestToken)
        case 'claimed':
          request[claimOf] = claimed
          request.idempotencyId = claimed.id
          return undefined
      }
    },
    async end (request: Claiming, reply, payload) {
      const claimed = request[claimOf]
      if (claimed === undefined) return payload
      delete request[claimOf]
      try {
        await settle(app.pool, claimed, replyToKeep(reply, payload, guestToken))
      } catch (error) {
        // The work is done and committed; when the lease has run out a retry finds it by the key's id.
        request.log.warn({ err: error, requestId: request.id }, 'a reply could not be kept for its idempotency key')
      }
      return payload
    }
  }
}

function keyOf (request: FastifyRequest, required: boolean): string | undefined {
  const header = request.headers['idempotency-key']
  if (header === undefined || header === '') {
    if (required) throw badRequest('idempotency_key_required', 'Send an Idempotency-Key header: a new random value for each new request.')
    return undefined
  }
  const key = String(header).replace(/^"(.*)"$/, '$1')
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw badRequest('idempotency_key_invalid', 'An Idempotency-Key is 1 to 255 visible ASCII characters.')
  return key
}

function scopeOf ({ caller, guest }: FastifyRequest, key: string): string {
  if (caller.kind === 'api_key') return `api_key:${caller.keyId}`
  if (caller.kind !== 'anonymous') return `${caller.kind}:${caller.userId}`
  if (guest.cartId !== undefined) return `cart:${guest.cartId}`
  if (guest.orderId !== undefined) return `order:${guest.orderId}`
  if (key.length < 22) throw badRequest('idempotency_key_invalid', 'Without a session or token an Idempotency-Key has at least 22 characters.')
  return 'anon'
}

function hashOf (request: FastifyRequest): Buffer {
  const [path = ''] = request.url.split('?', 1)
  return createHash('sha256').update([request.method, path, sorted(request.query), sorted(request.body)].join('\n')).digest()
}

const sorted = (value: unknown): string => JSON.stringify(value ?? null, (_name, part: unknown) =>
  typeof part === 'object' && part !== null && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : part)

function replyToKeep (reply: FastifyReply, payload: unknown, guestToken: Marker | undefined): StoredReply | undefined {
  const { statusCode: status } = reply
  if (status < 200 || status >= 500 || (status >= 300 && status < 400) || notKept.has(status)) return undefined
  const body = payload == null ? '' : typeof payload === 'string' ? payload : Buffer.isBuffer(payload) ? payload.toString('utf8') : undefined
  if (body === undefined || Buffer.byteLength(body) > largestReply) return undefined
  const headers = Object.fromEntries(keptHeaders.map((name) => [name, reply.getHeader(name)]).filter(([, value]) => value !== undefined))
  return { status, headers, ...withoutToken(body, status, guestToken) }
}

// A token opens a cart or an order, so it is never kept: a replay mints the same one again.
function withoutToken (body: string, status: number, guestToken: Marker | undefined): Pick<StoredReply, 'body' | 'guest'> {
  if (guestToken === undefined || status >= 300 || body === '') return { body }
  const { [guestToken.field]: token, ...rest } = JSON.parse(body) as Record<string, unknown>
  return token === undefined ? { body } : { body: JSON.stringify(rest), guest: true }
}

function replay (app: App, reply: FastifyReply, kept: StoredReply, guestToken: Marker | undefined): FastifyReply {
  let { body } = kept
  if (kept.guest === true && guestToken !== undefined) {
    const parts = JSON.parse(body) as { id: string }
    body = JSON.stringify({ ...parts, [guestToken.field]: mintGuestToken(app.deps.config, guestToken.kind, parts.id) })
  }
  return reply.code(kept.status).headers(kept.headers).header('idempotency-replayed', 'true').serializer(String).send(body)
}
