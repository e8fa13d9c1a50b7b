// The street doors of sign-in: login, refresh, logout, and the keys that check our access tokens.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { toUserView } from '../users/index.ts'
import { clientOf, cookieName, cookieOptions, tokenInCookies } from './cookies.ts'
import type { Client } from './queries.ts'
import { JwksSchema, LoginSchema, RefreshSchema, SessionTokensSchema, SignedInSchema } from './schemas.ts'
import { login, logout, refresh, type Origin } from './service.ts'
import { publicKeys } from './tokens.ts'

export async function authRoutes (app: App): Promise<void> {
  const { config } = app.deps

  app.post('/v1/auth/login', {
    config: { access: 'public', idempotency: 'ignored', limit: 'login' },
    schema: {
      operationId: 'login',
      summary: 'Sign in',
      tags: ['auth'],
      body: ref(LoginSchema),
      response: { 200: ref(SignedInSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request, reply) => {
    const { email, password, client = 'storefront', tokenDelivery = 'cookie' } = request.body
    const { user, ...session } = await login(app.deps, { email, password, client, from: originOf(request) })
    return { ...deliver(reply, session, client, tokenDelivery === 'cookie'), user: toUserView(user) }
  })

  app.post('/v1/auth/refresh', {
    config: { access: 'public', idempotency: 'ignored', limit: 'write' },
    preValidation: bodyMayBeEmpty,
    schema: {
      operationId: 'refreshSession',
      summary: 'Trade a refresh token for a new pair',
      description: 'Takes the cookie, or `refreshToken` in the body; the new refresh token goes where the old one came from.',
      tags: ['auth'],
      body: ref(RefreshSchema),
      response: { 200: ref(SessionTokensSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request, reply) => {
    const { refreshToken } = request.body
    const client = clientOf(config, request.cookies, request.body.client)
    const session = await refresh(app.deps, refreshToken ?? tokenInCookies(config, request.cookies, client), originOf(request))
    return deliver(reply, session, session.client, refreshToken === undefined)
  })

  app.post('/v1/auth/logout', {
    config: { access: 'public', idempotency: 'ignored', limit: 'write' },
    preValidation: bodyMayBeEmpty,
    schema: {
      operationId: 'logout',
      summary: 'Sign out of this device',
      tags: ['auth'],
      body: ref(RefreshSchema),
      response: { 204: { type: 'null', description: 'Signed out, or was never signed in.' }, '4xx': ref(ProblemSchema) }
    }
  }, async (request, reply) => {
    const { refreshToken } = request.body
    const client = clientOf(config, request.cookies, request.body.client)
    await logout(app.deps, refreshToken ?? tokenInCookies(config, request.cookies, client), bearerOf(request))
    reply.clearCookie(cookieName(config, client), cookieOptions(config, client)).code(204)
  })

  app.get('/.well-known/jwks.json', {
    config: { access: 'public' },
    schema: {
      operationId: 'getJwks',
      summary: 'Public keys of access tokens',
      tags: ['auth'],
      response: { 200: ref(JwksSchema) }
    }
  }, async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=300')
    return { keys: await publicKeys(config) }
  })

  function deliver (reply: FastifyReply, session: { accessToken: string, refreshToken: string, expiresIn: number }, client: Client, inCookie: boolean) {
    const { accessToken, refreshToken, expiresIn } = session
    if (inCookie) reply.setCookie(cookieName(config, client), refreshToken, cookieOptions(config, client))
    return { accessToken, tokenType: 'Bearer' as const, expiresIn, ...(inCookie ? {} : { refreshToken }) }
  }
}

async function bodyMayBeEmpty (request: FastifyRequest): Promise<void> {
  request.body ??= {}
}

const originOf = (request: FastifyRequest): Origin =>
  ({ ip: request.ip, userAgent: request.headers['user-agent']?.slice(0, 500) ?? null })

const bearerOf = (request: FastifyRequest): string | undefined =>
  /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
