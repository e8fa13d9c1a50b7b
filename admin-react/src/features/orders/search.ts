// The whole state of the orders list as an address, and what it asks of the API; pure.
import { pick } from '../../lib/search.ts'
import { spanOf } from '../../lib/spans.ts'
import type { OrderQuery } from './queries.ts'

export const VIEWS = ['to_ship', 'unpaid', 'shipped', 'all'] as const
export type View = typeof VIEWS[number]

export const STATUSES = ['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'] as const

const NAMES = ['view', 'q', 'status', 'country', 'currency', 'placed', 'from', 'to', 'cursor'] as const
export type OrderSearch = { [N in typeof NAMES[number]]?: string }

export const readOrderSearch = (search: Record<string, unknown>): OrderSearch => pick(search, NAMES)

export const viewOf = (search: OrderSearch): View => VIEWS.find((view) => view === search.view) ?? 'to_ship'

const BY_VIEW: Record<View, OrderQuery> = {
  to_ship: { paymentStatus: 'paid', fulfillmentStatus: 'unfulfilled' },
  unpaid: { status: 'pending' },
  shipped: { fulfillmentStatus: 'shipped' },
  all: {}
}

export function orderQuery (search: OrderSearch, today: Date): OrderQuery {
  const { placed, ...days } = search
  const { from, to } = spanOf({ ...days, ...(placed === undefined ? {} : { when: placed }) }, today)
  const status = STATUSES.find((word) => word === search.status)
  return {
    limit: 25,
    include: 'total',
    ...BY_VIEW[viewOf(search)],
    ...(search.q === undefined ? {} : { q: search.q }),
    ...(status !== undefined && viewOf(search) === 'all' ? { status } : {}),
    ...(search.country === undefined ? {} : { country: search.country }),
    ...(search.currency === undefined ? {} : { currency: search.currency }),
    ...(from === undefined ? {} : { placedFrom: from.toISOString() }),
    ...(to === undefined ? {} : { placedTo: to.toISOString() }),
    ...(search.cursor === undefined ? {} : { cursor: search.cursor })
  }
}

export const isFiltered = (search: OrderSearch): boolean =>
  [search.q, search.status, search.country, search.currency, search.placed].some((value) => value !== undefined)
