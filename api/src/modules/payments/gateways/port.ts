// What the shop asks of any payment provider, and the providers that are switched on.
// Every question carries our own key, so that asking twice is asking once.
import type { IncomingHttpHeaders } from 'node:http'
import type { Deps } from '../../../platform/deps.ts'
import type { Money } from '../../../shared/money.ts'
import { testGateway } from './test-gateway.ts'

export interface ChargeRequest {
  key: string, orderId: string, amount: Money, method: string, returnUrl: string | null, locale: string
}

/** What the far side says of a charge; `none`: it never heard of it. */
export type ChargeState =
  | { state: 'succeeded' | 'declined' | 'cancelled', chargeId: string }
  | { state: 'waiting', chargeId: string, url: string }
  | { state: 'none' }

export interface GatewayEvent { id: string, key: string, charge: ChargeState, amount: string, currency: string, payload: object }

export interface RefundRequest { key: string, chargeKey: string, amount: Money }

export interface Gateway {
  code: string
  name: string
  methods: Array<{ code: string, name: string, redirects: boolean }>
  takes (currency: string, country: string): boolean
  charge (request: ChargeRequest): Promise<ChargeState>
  find (key: string): Promise<ChargeState>
  /** Closes a charge that has not succeeded, even one that never arrived; says what it is now. */
  cancel (key: string): Promise<ChargeState>
  refund (request: RefundRequest): Promise<{ refundId: string }>
  /** The event, or undefined when the signature does not fit. */
  readEvent (rawBody: string, headers: IncomingHttpHeaders): GatewayEvent | undefined
}

// A new one is a file beside this and a name here.
const known = new WeakMap<Deps, Gateway[]>()

export function gatewaysOf (deps: Deps): Gateway[] {
  const gateways = known.get(deps) ?? (deps.config.PAYMENTS_TEST_GATEWAY ? [testGateway(deps)] : [])
  known.set(deps, gateways)
  return gateways
}

export const gatewayOf = (deps: Deps, code: string): Gateway | undefined => gatewaysOf(deps).find((gateway) => gateway.code === code)
