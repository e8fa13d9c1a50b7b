// The street doors of sign-in: login, refresh, logout, and the keys that check our access tokens.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { clientOf, cookieName, cookieOptions, tokenInCookies } from './cookies.ts'
import { JwksSchema, LoginSchema, RefreshSchema, SessionTokensSchema, SignedInSchema, type Client } from './schemas.ts'
import { login, logout, refresh, type Origin } from './service.ts'
import { publicKeys } from './tokens.ts'

const tags = ['Sign-in']
const answers = <T>(schema: T) => ({ 200: schema, '4xx': ref(ProblemSchema) })

export async function authRoutes (app: App): Promise<void> {
  await app.register(entering)
  await app.register(leaving)
  await app.register(keys)
}

async function entering (app: App): Promise<void> {
  const { config } = app.deps

  app.post('/v1/auth/login', {
    config: { access: 'public', idempotency: 'ignored', limit: 'login' },
    schema: { operationId: 'login', summary: 'Sign in', tags, body: ref(LoginSchema), response: answers(ref(SignedInSchema)) }
  }, async (request, reply) => {
    const { email, password, client = 'storefront', tokenDelivery = 'cookie' } = request.body
    const { user, ...session } = await login(app.deps, { email, password, client, from: originOf(request) })
    return { ...deliver(config, reply, { ...session, client }, tokenDelivery === 'cookie'), user }
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
      response: { 204: { type: 'null', description: 'Signed out, or never signed in.' }, '4xx': ref(ProblemSchema) }
    }
  }, async (request, reply) => {
    const client = clientOf(config, request.cookies, request.body.client)
    await logout(app.deps, request.body.refreshToken ?? tokenInCookies(config, request.cookies, client), bearerOf(request))
    reply.clearCookie(cookieName(config, client), cookieOptions(config, client)).code(204)
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
