// Rate limits by class and network; a front's own server is not one network, and load tests may turn them off.
import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { onRequestAsyncHookHandler, RouteOptions } from 'fastify'
import type { Config } from '../config.ts'
import { remember } from '../platform/cache.ts'
import { readSetting } from '../platform/settings.ts'
import { tooMany } from '../shared/errors.ts'
import type { Network } from './network.ts'
import type { App, LimitClass } from './types.ts'

const minuteMs = 60_000
const classes: Record<LimitClass, { max: number, timeWindow: number }> = {
  read: { max: 1_200, timeWindow: minuteMs },
  write: { max: 600, timeWindow: minuteMs },
  login: { max: 300, timeWindow: 10 * minuteMs },
  register: { max: 30, timeWindow: 10 * minuteMs }
}

export type LimitOf = (route: RouteOptions) => onRequestAsyncHookHandler | undefined

export async function limits (app: App, { RATE_LIMITS }: Config, from: Network): Promise<LimitOf> {
  if (RATE_LIMITS === 'off') return () => undefined
  await app.register(rateLimit, { global: false })
  const hooks = Object.fromEntries(Object.entries(classes).map(([name, { max, timeWindow }]) =>
    [name, hookOf(app, name, max, timeWindow, from)]))
  return (route) => hooks[route.config?.limit ?? (['GET', 'HEAD'].includes(String(route.method)) ? 'read' : 'write')]
}

function hookOf (app: App, name: string, usual: number, timeWindow: number, from: Network): onRequestAsyncHookHandler {
  const count = app.createRateLimit({
    timeWindow,
    max: async () => await settled(app, name) ?? usual,
    keyGenerator: (request) => `${name}:${normalizeIP(request.ip, 64)}`
  })
  return async (request) => {
    if (from.isFrontItself(request)) return
    const limit = await count(request)
    if (!limit.isAllowed && limit.isExceeded) throw tooMany('Too many requests from your network. Wait a moment.', Math.max(1, limit.ttlInSeconds))
  }
}

/** The merchant's own limit, from the setting `limits.<class>`. */
async function settled (app: App, name: string): Promise<number | undefined> {
  const value = await remember(app.pool, `limits.${name}`, ['settings'], async () => await readSetting<unknown>(app.pool, `limits.${name}`))
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined
}
