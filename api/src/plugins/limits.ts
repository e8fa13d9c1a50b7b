// Rate limits by class and network: reads and writes in the process, what thieves try in the database; load tests may turn them off.
import rateLimit, { normalizeIP, type RateLimitPluginOptions } from '@fastify/rate-limit'
import type { IncomingMessage } from 'node:http'
import type { onRequestAsyncHookHandler, RouteOptions } from 'fastify'
import type { Config } from '../config.ts'
import { tooMany } from '../shared/errors.ts'
import { brakeOf, brakes, type Brake } from './brakes.ts'
import { mostOf } from './limit-settings.ts'
import type { Network } from './network.ts'
import type { App, LimitClass } from './types.ts'
import { Windows } from './windows.ts'

const minuteMs = 60_000
const classes: Record<Exclude<LimitClass, Brake>, { max: number, timeWindow: number }> = {
  read: { max: 1_200, timeWindow: minuteMs },
  write: { max: 600, timeWindow: minuteMs }
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
  const mostReads = mostOf(app, 'read', classes.read.max)
  const hooks: Record<LimitClass, onRequestAsyncHookHandler> = {
    read: hookOf(app, 'read', mostReads.settled, classes.read.timeWindow, from),
    write: hookOf(app, 'write', mostOf(app, 'write', classes.write.max).settled, classes.write.timeWindow, from),
    ...brakesOf(app, from)
  }
  return {
    of: (route) => hooks[route.config?.limit ?? (['GET', 'HEAD'].includes(String(route.method)) ? 'read' : 'write')],
    allowsAtOnce (raw) {
      if (from.isFrontItself({ raw })) return true
      const max = mostReads.atHand()
      const ip = from.addressOf(raw)
      return max !== undefined && ip !== undefined && windows.hit(keyOf('read', ip), classes.read.timeWindow).current <= max
    }
  }
}

const brakesOf = (app: App, from: Network) => Object.fromEntries(
  Object.keys(brakes).map((name) => [name, brakeOf(app, name as Brake, from, keyOf)])) as Record<Brake, onRequestAsyncHookHandler>

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
