// What a route sees: the typed application, the caller, the context, and the data a route declares about itself.
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Channel } from '../modules/localization/index.ts'
import type { Deps } from '../platform/deps.ts'
import type { Pool } from '../platform/db.ts'
import type { Cache } from '../platform/cache.ts'
import type { Currency } from '../shared/money.ts'

export type App = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxTypeProvider>

export interface Context {
  locale: string
  /** The fallback chain: the locale first, the shop's default last. */
  languages: string[]
  currency: Currency
  country: string
  channel: Channel
}

export type Caller =
  | { kind: 'anonymous' }
  | { kind: 'customer', userId: string, sessionId: string, provenSecondsAgo: number }
  | { kind: 'staff', userId: string, sessionId: string, permissions: ReadonlySet<string>, provenSecondsAgo: number, lacksSecondFactor: boolean }
  /** A program with a key: `permissions` never exceed its scopes nor what its maker may do now. */
  | { kind: 'api_key', keyId: string, permissions: ReadonlySet<string> }

/** The signed-in person, or null for guests and programs. */
export const userIdOf = (caller: Caller): string | null => 'userId' in caller ? caller.userId : null

export interface Guest { cartId?: string, orderId?: string }

export type Permission = `${string}.read` | `${string}.write`
/** buyer: a signed-in customer or a guest; customer: any signed-in person; staff: any staff member. */
export type Access = 'public' | 'buyer' | 'customer' | 'staff' | Permission
export type LimitClass = 'read' | 'write' | 'login' | 'register' | 'forgot' | 'verify' | 'otp'

declare module 'fastify' {
  interface FastifyInstance {
    deps: Deps
    pool: Pool
    cache: Cache
  }
  interface FastifyRequest {
    context: Context
    caller: Caller
    guest: Guest
    idempotencyId?: string
    cacheTags: string[]
  }
  interface FastifyContextConfig {
    access?: Access
    /** A sensitive act: asks for the password or factor again when they were last given more than fifteen minutes ago. */
    fresh?: boolean
    idempotency?: 'required' | 'accepted' | 'ignored'
    guestToken?: { kind: 'cart' | 'order', field: 'token' | 'accessToken' }
    cache?: { sMaxAge: number, store: boolean }
    limit?: LimitClass
    /** What a malformed id in the path is answered with: 'order' gives 404 order_not_found. Else told from the path. */
    notFound?: string
    /** For what lies beside the contract: not in the document, no access named. */
    beside?: boolean
  }
  interface FastifySchema {
    operationId?: string
    summary?: string
    description?: string
    tags?: readonly string[]
    deprecated?: boolean
  }
}
