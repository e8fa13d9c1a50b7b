// The state of the customers' list as an address, and what it asks of the API; pure.
import { pick } from '../../lib/search.ts'
import type { CustomerQuery } from './queries.ts'

export const STATES = ['active', 'pending', 'disabled', 'erased'] as const

const NAMES = ['q', 'status', 'orders', 'cursor'] as const
export type CustomerSearch = { [N in typeof NAMES[number]]?: string }

export const readCustomerSearch = (search: Record<string, unknown>): CustomerSearch => pick(search, NAMES)

export function customerQuery ({ q, status, orders, cursor }: CustomerSearch): CustomerQuery {
  const state = STATES.find((word) => word === status)
  return {
    limit: 25,
    ...(q === undefined ? {} : { q }),
    ...(state === undefined ? {} : { status: state }),
    ...(orders === 'some' ? { hasOrders: true } : orders === 'none' ? { hasOrders: false } : {}),
    ...(cursor === undefined ? {} : { cursor })
  }
}

export const isFiltered = (search: CustomerSearch): boolean => [search.q, search.status, search.orders].some((value) => value !== undefined)
