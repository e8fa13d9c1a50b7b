// May this caller come in? Asked before the body is read; the answer to who may is data on the route.
import type { onRequestHookHandler, RouteOptions } from 'fastify'
import { forbidden, unauthorized } from '../shared/errors.ts'
import type { Caller } from './types.ts'

export function guardOf (route: RouteOptions): onRequestHookHandler | undefined {
  const access = route.config?.access
  if (access === undefined || access === 'public' || access === 'buyer') return undefined
  return (request, _reply, done) => { done(refusal(access, request.caller)) }
}

function refusal (access: string, caller: Caller): Error | undefined {
  if (caller.kind === 'anonymous') return unauthorized()
  if (access === 'customer') return undefined
  if (caller.kind !== 'staff') return forbidden()
  return access === 'staff' || caller.permissions.has(access) ? undefined : forbidden('permission_missing', `This needs the permission ${access}.`)
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
