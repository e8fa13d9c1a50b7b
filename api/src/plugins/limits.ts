// Rate limits by class and network; a front's own server is not one network, and load tests may turn them off.
import rateLimit, { normalizeIP, type RateLimitPluginOptions } from '@fastify/rate-limit'
import type { IncomingMessage } from 'node:http'
import type { onRequestAsyncHookHandler, RouteOptions } from 'fastify'
import type { Config } from '../config.ts'
import { remember } from '../platform/cache.ts'
import { readSetting } from '../platform/settings.ts'
import { tooMany } from '../shared/errors.ts'
import type { Network } from './network.ts'
import type { App, LimitClass } from './types.ts'
import { Windows } from './windows.ts'

const minuteMs = 60_000
const classes: Record<LimitClass, { max: number, timeWindow: number }> = {
  read: { max: 1_200, timeWindow: minuteMs },
  write: { max: 600, timeWindow: minuteMs },
  login: { max: 300, timeWindow: 10 * minuteMs },
  register: { max: 30, timeWindow: 10 * minuteMs }
}

export type LimitOf = (route: RouteOptions) => onRequestAsyncHookHandler | undefined
export interface Limits {
  of: LimitOf
  /** Counts a read that is still raw; false when it is one too many or the limit is not at hand: then it is counted inside. */
  allowsAtOnce: (raw: IncomingMessage) => boolean
}

export async function limits (app: App, { RATE_LIMITS }: Config, from: Network): Promise<Limits> {
  if (RATE_LIMITS === 'off') return { of: () => undefined, allowsAtOnce: () => true }
  const windows = new Windows()
  await app.register(rateLimit, { global: false, store: windows.Store as NonNullable<RateLimitPluginOptions['store']> })
  const most = Object.fromEntries(Object.entries(classes).map(([name, { max }]) => [name, mostOf(app, name, max)]))
  const hooks = Object.fromEntries(Object.entries(classes).map(([name, { timeWindow }]) =>
    [name, hookOf(app, name, (most[name] as Most).settled, timeWindow, from)]))
  return {
    of: (route) => hooks[route.config?.limit ?? (['GET', 'HEAD'].includes(String(route.method)) ? 'read' : 'write')],
    allowsAtOnce (raw) {
      if (from.isFrontItself({ raw })) return true
      const max = most['read']?.atHand()
      const ip = from.addressOf(raw)
      return max !== undefined && ip !== undefined && windows.hit(keyOf('read', ip), classes.read.timeWindow).current <= max
    }
  }
}

function hookOf (app: App, name: string, max: () => Promise<number>, timeWindow: number, from: Network): onRequestAsyncHookHandler {
  const count = app.createRateLimit({ timeWindow, max, keyGenerator: (request) => keyOf(name, request.ip) })
  return async (request) => {
    if (from.isFrontItself(request)) return
    const limit = await count(request)
    if (!limit.isAllowed && limit.isExceeded) throw tooMany('Too many requests from your network. Wait a moment.', Math.max(1, limit.ttlInSeconds))
  }
}

// Normalising an address costs more than all else here, and most come again.
const keys = new Map<string, string>()
const mostKeys = 10_000

function keyOf (name: string, ip: string): string {
  const address = `${name}:${ip}`
  const known = keys.get(address)
  if (known !== undefined) return known
  if (keys.size >= mostKeys) keys.clear()
  const key = `${name}:${normalizeIP(ip, 64)}`
  keys.set(address, key)
  return key
}

interface Most {
  settled: () => Promise<number>
  /** Undefined while the setting may have changed. */
  atHand: () => number | undefined
}

/** The merchant's own limit, from the setting `limits.<class>`. */
function mostOf (app: App, name: string, usual: number): Most {
  const ask = (): Promise<unknown> => remember(app.pool, `limits.${name}`, ['settings'], async () => await readSetting<unknown>(app.pool, `limits.${name}`))
  let last: { asked: Promise<unknown>, max: number } | undefined
  return {
    async settled () {
      const asked = ask()
      const value = await asked
      const max = typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : usual
      last = { asked, max }
      return max
    },
    atHand () {
      const asked = ask()
      asked.catch(() => { /* whoever waits for it is told */ })
      return asked === last?.asked ? last.max : undefined
    }
  }
}
