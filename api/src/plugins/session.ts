// Who is asking: a bearer token names a person, an HMAC opens a guest's cart or order.
import type { FastifyRequest, onRequestAsyncHookHandler, RouteOptions } from 'fastify'
import { keyAccess } from '../modules/api-keys/index.ts'
import { freshStanding, sessionStanding, staffAccess, verifyAccessToken } from '../modules/auth/index.ts'
import type { Config } from '../config.ts'
import { readGuestToken, type GuestTokenKind } from '../platform/guest-tokens.ts'
import { AppError, unauthorized } from '../shared/errors.ts'
import type { App, Caller, Guest } from './types.ts'

const anonymous: Caller = { kind: 'anonymous' }
const nobody: ReadonlySet<string> = new Set()
const noGuest: Guest = {}

/** On a public route a token that has run out is no hindrance; wherever the caller matters it is a 401. */
export function sessionOf (app: App, config: Config, route: RouteOptions): onRequestAsyncHookHandler {
  const access = route.config?.access ?? 'public'
  const asks: Asks = {
    forStaff: access === 'staff' || access.includes('.'),
    standing: route.config?.fresh === true ? freshStanding : sessionStanding
  }
  return async (request) => {
    request.guest = guestOf(config, request)
    request.caller = anonymous
    const header = request.headers.authorization
    if (header === undefined) return
    try {
      request.caller = await callerOf(app, config, request, header, asks)
    } catch (error) {
      if (access !== 'public' || !(error instanceof AppError) || error.status !== 401) throw error
    }
  }
}

interface Asks { forStaff: boolean, standing: typeof sessionStanding }

async function callerOf (app: App, config: Config, request: FastifyRequest, header: string, { forStaff, standing }: Asks): Promise<Caller> {
  const token = /^Bearer +([^\s]{1,4000})$/i.exec(header)?.[1]
  if (token === undefined) throw unauthorized('invalid_token', 'The Authorization header must be a bearer token.')
  if (token.startsWith('tw_')) return await programOf(app, request, token)
  const { userId, sessionId, isStaff } = await verifyAccessToken(config, token)
  if (!forStaff) {
    const provenSecondsAgo = await standing(app.pool, userId, sessionId)
    if (provenSecondsAgo === undefined) throw sessionEnded()
    return isStaff
      ? { kind: 'staff', userId, sessionId, permissions: nobody, provenSecondsAgo, lacksSecondFactor: false }
      : { kind: 'customer', userId, sessionId, provenSecondsAgo }
  }
  const access = await staffAccess(app.pool, userId, sessionId)
  if (access === undefined) throw sessionEnded()
  const { isStaff: isStillStaff, provenSecondsAgo, ...rights } = access
  return isStillStaff ? { kind: 'staff', userId, sessionId, provenSecondsAgo, ...rights } : { kind: 'customer', userId, sessionId, provenSecondsAgo }
}

const sessionEnded = (): Error => unauthorized('session_ended', 'The session has ended. Sign in again.')

async function programOf (app: App, { ip }: FastifyRequest, key: string): Promise<Caller> {
  const access = await keyAccess(app.pool, key, ip)
  if (access === undefined) throw unauthorized('invalid_api_key', 'The API key is unknown, expired, revoked, or not meant for this network.')
  return { kind: 'api_key', ...access }
}

function guestOf (config: Config, request: FastifyRequest): Guest {
  const cartId = read(config, request, 'cart')
  const orderId = read(config, request, 'order')
  if (cartId === undefined && orderId === undefined) return noGuest
  return { ...(cartId === undefined ? {} : { cartId }), ...(orderId === undefined ? {} : { orderId }) }
}

function read (config: Config, request: FastifyRequest, kind: GuestTokenKind): string | undefined {
  const header = request.headers[`x-${kind}-token`]
  return typeof header === 'string' ? readGuestToken(config, kind, header) : undefined
}
