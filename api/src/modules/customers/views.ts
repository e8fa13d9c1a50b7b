// A customer on the wire: in the list, and whole with what the caller may do.
import type { Directory } from '../localization/index.ts'
import { fromDecimal, toWire, type WireMoney } from '../../shared/money.ts'
import type { CardRow, OrderRow, PersonRow } from './queries.ts'
import type { CustomerSummaryView, CustomerView } from './schemas.ts'

export function toSummaryView ({ spent, lastOrderAt, createdAt, ...row }: CardRow, { base }: Directory): CustomerSummaryView {
  const { id, email, firstName, lastName, status, verified, isStaff, ordersCount, marketingConsent } = row
  return {
    id,
    email,
    firstName,
    lastName,
    status,
    verified,
    isStaff,
    ordersCount,
    totalSpent: toWire(fromDecimal(spent, base)),
    lastOrderAt: lastOrderAt?.toISOString() ?? null,
    marketingConsent,
    createdAt: createdAt.toISOString()
  }
}

export const toCustomerView = (person: PersonRow, directory: Directory, mayWrite: boolean): CustomerView => ({
  ...toSummaryView(person, directory),
  phone: person.phone,
  locale: person.locale,
  currency: person.currency,
  addresses: person.addresses.map(({ address, ...rest }) => ({ ...rest, ...address })) as CustomerView['addresses'],
  consents: person.consents as CustomerView['consents'],
  sessionsCount: person.sessionsCount,
  lastSeenAt: person.lastSeenAt?.toISOString() ?? null,
  lastOrders: person.orders.map((order) => toOrderView(order, directory)),
  can: mayWrite ? verbsFor(person) : []
})

const toOrderView = ({ id, number, status, placedAt, ...order }: OrderRow, directory: Directory): CustomerView['lastOrders'][number] =>
  ({ id, number, status: status as CustomerView['lastOrders'][number]['status'], total: moneyOf(order, directory), placedAt })

function moneyOf ({ total, currency: code }: Pick<OrderRow, 'total' | 'currency'>, directory: Directory): WireMoney {
  const currency = directory.currency(code)
  if (!currency) throw new Error(`An order is in ${code}, which the shop does not know`)
  return toWire(fromDecimal(total, currency))
}

function verbsFor ({ status, verified, isStaff }: PersonRow): CustomerView['can'] {
  if (isStaff || status === 'erased') return []
  return ['edit', ...(status === 'active' ? ['disable' as const] : status === 'disabled' && verified ? ['enable' as const] : []), 'sign_out', 'export', 'erase']
}
