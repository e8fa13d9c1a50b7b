// The street doors of sign-in: login, refresh, logout, a fresh proof, one's devices, and the keys that check our access tokens.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ownPerson } from '../../plugins/own.ts'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { clientOf, cookieName, cookieOptions, devicesIn, rememberDevice, tokenInCookies } from './cookies.ts'
import {
  DeviceParams, DevicesSchema, JwksSchema, KeepQuery, LoginSchema, OwnParams, ReauthenticateSchema, RefreshSchema, SessionTokensSchema, SignedInSchema,
  type Client, type DeviceView
} from './schemas.ts'
import { login, logout, reauthenticate, refresh, type Origin } from './service.ts'
import { endDevice, endDevices, listDevices, type Device } from './sessions.ts'
import { publicKeys } from './tokens.ts'

const tags = ['Sign-in']
const answers = <T>(schema: T) => ({ 200: schema, '4xx': ref(ProblemSchema) })

export async function authRoutes (app: App): Promise<void> {
  await app.register(entering)
  await app.register(leaving)
  await app.register(proving)
  await app.register(devices)
  await app.register(keys)
}

async function entering (app: App): Promise<void> {
  const { config } = app.deps

  app.post('/v1/auth/login', {
    config: { access: 'public', idempotency: 'ignored', limit: 'login' },
    schema: {
      operationId: 'login',
      summary: 'Sign in',
      description: 'With a second factor: 401 `otp_required` once the password was right; then send both again with `otp`.',
      tags,
      body: ref(LoginSchema),
      response: answers(ref(SignedInSchema))
    }
  }, async (request, reply) => {
    const { email, password, otp, client = 'storefront', tokenDelivery = 'cookie' } = request.body
    const deviceNotes = devicesIn(config, request.cookies)
    const { user, ...session } = await login(app.deps, { email, password, otp, client, deviceNotes, from: originOf(request) })
    const answer = deliver(config, reply, { ...session, client }, tokenDelivery === 'cookie')
    rememberDevice(reply, config, email, client)
    return { ...answer, user }
  })

  app.post('/v1/auth/refresh', {
    config: { access: 'public', idempotency: 'ignored', limit: 'write' },
    preValidation: bodyMayBeEmpty,
    schema: {
      operationId: 'refreshSession',
      summary: 'Trade a refresh token for a new pair',
      description: 'Takes the cookie, or `refreshToken` in the body; the new refresh token goes where the old one came from.',
      tags,
      body: ref(RefreshSchema),
      response: answers(ref(SessionTokensSchema))
    }
  }, async (request, reply) => {
    const { refreshToken, client } = request.body
    const token = refreshToken ?? tokenInCookies(config, request.cookies, clientOf(config, request.cookies, client))
    return deliver(config, reply, await refresh(app.deps, token, originOf(request)), refreshToken === undefined)
  })
}

async function leaving (app: App): Promise<void> {
  const { config } = app.deps

  app.post('/v1/auth/logout', {
    config: { access: 'public', idempotency: 'ignored', limit: 'write' },
    preValidation: bodyMayBeEmpty,
    schema: {
      operationId: 'logout',
      summary: 'Sign out of this device',
      tags,
      body: ref(RefreshSchema),
      response: done('Signed out, or never signed in.')
    }
  }, async (request, reply) => {
    const client = clientOf(config, request.cookies, request.body.client)
    await logout(app.deps, request.body.refreshToken ?? tokenInCookies(config, request.cookies, client), bearerOf(request))
    reply.clearCookie(cookieName(config, client), cookieOptions(config, client)).code(204)
  })
}

const done = (description: string) => ({ 204: { type: 'null', description }, '4xx': ref(ProblemSchema) })

async function proving (app: App): Promise<void> {
  app.post('/v1/auth/reauthenticate', {
    config: { access: 'customer', idempotency: 'ignored', limit: 'otp' },
    schema: {
      operationId: 'reauthenticate',
      summary: 'Give the password or a code again, for what asks for a fresh proof',
      description: 'Good for fifteen minutes in this session. What asks for it answers 403 `reauthentication_required` until then.',
      tags,
      body: ref(ReauthenticateSchema),
      response: done('Proven.')
    }
  }, async (request, reply) => {
    await reauthenticate(app.deps, ownPerson(request, 'me'), request.body, request.ip)
    reply.code(204)
  })
}

async function devices (app: App): Promise<void> {
  app.get('/v1/users/:id/sessions', {
    config: { access: 'customer' },
    schema: { operationId: 'listSessions', summary: 'The devices you are signed in on', tags, params: OwnParams, response: answers(ref(DevicesSchema)) }
  }, async (request) => {
    const { userId, sessionId } = ownPerson(request, request.params.id)
    return { items: (await listDevices(app.pool, userId)).map((device) => toDeviceView(device, sessionId)) }
  })

  app.delete('/v1/users/:id/sessions/:sessionId', {
    config: { access: 'customer' },
    schema: { operationId: 'revokeSession', summary: 'Sign out of one device', tags, params: DeviceParams, response: done('Signed out there.') }
  }, async (request, reply) => {
    await endDevice(app.pool, ownPerson(request, request.params.id).userId, request.params.sessionId)
    reply.code(204)
  })

  app.delete('/v1/users/:id/sessions', {
    config: { access: 'customer' },
    schema: { operationId: 'revokeSessions', summary: 'Sign out everywhere', tags, params: OwnParams, querystring: KeepQuery, response: done('Signed out.') }
  }, async (request, reply) => {
    const { userId, sessionId } = ownPerson(request, request.params.id)
    await endDevices(app.pool, userId, request.query.keepCurrent === true ? sessionId : undefined)
    reply.code(204)
  })
}

async function keys (app: App): Promise<void> {
  app.get('/.well-known/jwks.json', {
    config: { access: 'public' },
    schema: { operationId: 'getJwks', summary: 'Public keys of access tokens', tags, response: answers(ref(JwksSchema)) }
  }, async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=300')
    return { keys: await publicKeys(app.deps.config) }
  })
}

const toDeviceView = ({ createdAt, lastSeenAt, ...device }: Device, currentId: string): DeviceView =>
  ({ ...device, createdAt: createdAt.toISOString(), lastSeenAt: lastSeenAt.toISOString(), current: device.id === currentId })

type Config = App['deps']['config']
interface Tokens { accessToken: string, refreshToken: string, expiresIn: number, client: Client }

function deliver (config: Config, reply: FastifyReply, { accessToken, refreshToken, expiresIn, client }: Tokens, inCookie: boolean) {
  if (inCookie) reply.setCookie(cookieName(config, client), refreshToken, cookieOptions(config, client))
  return { accessToken, tokenType: 'Bearer' as const, expiresIn, ...(inCookie ? {} : { refreshToken }) }
}

// Browsers send their cookie and nothing else.
async function bodyMayBeEmpty (request: FastifyRequest): Promise<void> {
  request.body ??= {}
}

const originOf = (request: FastifyRequest): Origin =>
  ({ ip: request.ip, userAgent: request.headers['user-agent']?.slice(0, 500) ?? null })

const bearerOf = (request: FastifyRequest): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
