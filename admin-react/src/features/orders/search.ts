// The whole state of the orders list as an address, and what it asks of the API; pure.
import { pick } from '../../lib/search.ts'
import type { OrderQuery } from './queries.ts'

export const VIEWS = ['to_ship', 'unpaid', 'shipped', 'all'] as const
export type View = typeof VIEWS[number]

export const STATUSES = ['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'] as const
export const SPANS = ['today', 'yesterday', '7d', '30d', 'between'] as const

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
  const { from, to } = span(search, today)
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

const midnight = (day: Date, add: number): Date => new Date(day.getFullYear(), day.getMonth(), day.getDate() + add)

function dayOf (text: string | undefined, add: number): Date | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '') ?? []
  return year === undefined ? undefined : new Date(Number(year), Number(month) - 1, Number(date) + add)
}

function span ({ placed, from, to }: OrderSearch, today: Date): { from?: Date | undefined, to?: Date | undefined } {
  if (placed === 'today') return { from: midnight(today, 0) }
  if (placed === 'yesterday') return { from: midnight(today, -1), to: midnight(today, 0) }
  if (placed === '7d') return { from: midnight(today, -6) }
  if (placed === '30d') return { from: midnight(today, -29) }
  return placed === 'between' ? { from: dayOf(from, 0), to: dayOf(to, 1) } : {}
}

export const isFiltered = (search: OrderSearch): boolean =>
  [search.q, search.status, search.country, search.currency, search.placed].some((value) => value !== undefined)
