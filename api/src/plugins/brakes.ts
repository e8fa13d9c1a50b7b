// Brakes on the doors that thieves try: counted in the database for all replicas together, per network and for everybody.
import type { onRequestAsyncHookHandler } from 'fastify'
import { countKnock } from '../platform/rate-windows.ts'
import { tooMany } from '../shared/errors.ts'
import { mostOf } from './limit-settings.ts'
import type { Network } from './network.ts'
import type { App } from './types.ts'

const windowSeconds = 600
export const brakes = {
  login: { network: 300, everyone: 20_000 },
  register: { network: 30, everyone: 3_000 },
  forgot: { network: 30, everyone: 3_000 },
  verify: { network: 60, everyone: 10_000 },
  otp: { network: 60, everyone: 10_000 }
}

export type Brake = keyof typeof brakes
type KeyOf = (name: string, ip: string) => string

const mostRefused = 10_000

/** Refuses, never holds. Who was refused is refused from memory until the window ends: a flood costs the database nothing more. */
export function brakeOf (app: App, name: Brake, from: Network, keyOf: KeyOf): onRequestAsyncHookHandler {
  const { network, everyone } = brakes[name]
  const mostOfNetwork = mostOf(app, name, network)
  const mostOfAll = mostOf(app, `${name}.global`, everyone)
  const refusedUntil = new Map<string, number>()

  return async (request) => {
    // A front's own server is no network, but what it asks is part of what all may ask together.
    const key = from.isFrontItself(request) ? `${name}:front` : keyOf(name, request.ip)
    const until = refusedUntil.get(key)
    if (until !== undefined && until > Date.now()) throw refusal((until - Date.now()) / 1000)

    const [ownMost, max] = await Promise.all([mostOfNetwork.settled(), mostOfAll.settled()])
    const own = { key, max: key === `${name}:front` ? max : ownMost }
    const { allowed, retryAfterSeconds } = await countKnock(app.pool, own, { key: `${name}:everyone`, max }, windowSeconds)
    if (allowed) return
    if (refusedUntil.size >= mostRefused) refusedUntil.clear()
    refusedUntil.set(key, Date.now() + retryAfterSeconds * 1000)
    throw refusal(retryAfterSeconds)
  }
}

const refusal = (seconds: number): Error => tooMany('Too many tries from your network or from all together. Wait a while.', Math.max(1, Math.ceil(seconds)))
