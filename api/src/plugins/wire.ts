// What every request meets, in this order; each route carries only the steps that it needs.
import type { onRequestHookHandler, RouteOptions } from 'fastify'
import { cacheOf, type ServedFromMemory } from './cache-headers.ts'
import { boundHosts, contextOf, decorateContext, type PreferencesOf } from './context.ts'
import { guardOf, mustNameAccess } from './guards.ts'
import { idempotencyOf } from './idempotency.ts'
import { cleanInput } from './input.ts'
import type { LimitOf } from './limits.ts'
import { sessionOf } from './session.ts'
import type { App } from './types.ts'

export interface Wiring { preferencesOf: PreferencesOf, limitOf: LimitOf, headers: Record<string, string>, memory: ServedFromMemory }

const handlerTimeoutMs = 15_000
const wired = new WeakSet<object>()

export function wire (app: App, wiring: Wiring): void {
  const { config } = app.deps
  app.decorateRequest('caller')
  app.decorateRequest('guest')
  app.decorateRequest('cacheTags')
  decorateContext(app)
  const hosts = boundHosts()
  // What no route declares fit for a cache may be personal.
  const personal = { ...wiring.headers, 'cache-control': 'no-store' }
  const setHeaders = (headers: Record<string, string>): onRequestHookHandler => (request, reply, done) => {
    request.cacheTags = []
    reply.headers(headers)
    done()
  }

  app.addHook('onRoute', (route) => {
    // The route for HEAD is made from the one for GET and carries its steps already.
    if (route.onRequest !== undefined && [route.onRequest].flat().some((hook) => wired.has(hook))) return
    if (route.config?.beside === true || route.url === '*') return
    mustNameAccess(route)
    const cache = cacheOf(app, route, hosts, wiring.memory)
    const idempotency = idempotencyOf(app, route)
    const headers = setHeaders(cache === undefined ? personal : wiring.headers)
    const first = present([
      wiring.limitOf(route), cache?.serve, headers, sessionOf(app, config, route), guardOf(route),
      contextOf(app, route, wiring.preferencesOf, hosts)
    ])
    for (const hook of first) wired.add(hook)
    // A timer for each reply served from memory would cost more than the reply; the pool's deadlines hold there.
    if (cache?.serve === undefined) route.handlerTimeout ??= handlerTimeoutMs
    route.onRequest = [...first, ...list(route.onRequest)] as NonNullable<RouteOptions['onRequest']>
    route.preValidation = [...present([cleanInput(route), idempotency?.check]), ...list(route.preValidation)] as NonNullable<RouteOptions['preValidation']>
    route.preHandler = [...present([idempotency?.begin]), ...list(route.preHandler)] as NonNullable<RouteOptions['preHandler']>
    route.onSend = [...present([cache?.finish]), ...list(route.onSend), ...present([idempotency?.end])] as NonNullable<RouteOptions['onSend']>
  })
}

const present = <T>(hooks: T[]): Array<NonNullable<T>> => hooks.filter((hook) => hook !== undefined && hook !== null)
const list = <T>(hooks: T | T[] | undefined): T[] => hooks === undefined ? [] : [hooks].flat() as T[]
