// May this caller come in? Asked before the body is read; the answer to who may is data on the route.
import type { onRequestHookHandler, RouteOptions } from 'fastify'
import { forbidden, unauthorized } from '../shared/errors.ts'
import type { Caller } from './types.ts'

export function guardOf (route: RouteOptions): onRequestHookHandler | undefined {
  const access = route.config?.access
  if (access === undefined || access === 'public' || access === 'buyer') return undefined
  const fresh = route.config?.fresh === true
  return (request, _reply, done) => { done(refusal(access, request.caller) ?? (fresh ? staleness(request.caller) : undefined)) }
}

function refusal (access: string, caller: Caller): Error | undefined {
  if (caller.kind === 'anonymous') return unauthorized()
  if (access === 'customer' || access === 'staff') {
    if (caller.kind === 'api_key') return forbidden('person_required', 'This is for a person who signed in, not for a key.')
    return access === 'customer' || caller.kind === 'staff' ? undefined : forbidden()
  }
  if (caller.kind === 'customer') return forbidden()
  if (!caller.permissions.has(access)) return forbidden('permission_missing', `This needs the permission ${access}.`)
  return caller.kind === 'staff' && caller.lacksSecondFactor
    ? forbidden('second_factor_required', 'Your role asks for a second factor. Set one up first.')
    : undefined
}

const FRESH_SECONDS = 15 * 60

function staleness (caller: Caller): Error | undefined {
  if (caller.kind === 'api_key') return forbidden('person_required', 'This is for a person who signed in, not for a key.')
  return 'provenSecondsAgo' in caller && caller.provenSecondsAgo > FRESH_SECONDS
    ? forbidden('reauthentication_required', 'Give your password or factor again to do this.')
    : undefined
}

/** A route of the contract that names nobody would be open to all by accident: the boot fails instead. */
export function mustNameAccess (route: RouteOptions): void {
  if (!route.url.startsWith('/v1/')) return
  const access = route.config?.access
  if (access === undefined) throw new Error(`${String(route.method)} ${route.url} does not say who may call it: config.access`)
  if (route.url.startsWith('/v1/admin/') && ['public', 'buyer', 'customer'].includes(access)) {
    throw new Error(`${String(route.method)} ${route.url} is the merchant's: config.access must be staff or a permission`)
  }
}
