// The dashboard's numbers and the signed-in staff member, as the admin reads them.
import { toWire } from '../../shared/money.ts'
import { toUserView } from '../users/index.ts'
import type { StaffSessionView, SummaryView } from './schemas.ts'
import type { Sales, StaffMember, Summary } from './service.ts'

const toSales = ({ orders, revenue }: Sales) => ({ orders, revenue: toWire(revenue) })

export const toSummaryView = (summary: Summary): SummaryView => ({
  currency: summary.currency,
  timeZone: summary.timeZone,
  asOf: summary.asOf.toISOString(),
  today: toSales(summary.today),
  yesterday: toSales(summary.yesterday),
  yesterdaySoFar: toSales(summary.yesterdaySoFar),
  lastSevenDays: toSales(summary.lastSevenDays),
  days: summary.days.map((day) => ({ date: day.date, ...toSales(day) })),
  awaitingShipment: summary.awaitingShipment,
  awaitingPayment: summary.awaitingPayment,
  lowStock: summary.lowStock
})

export const toStaffSessionView = ({ user, roles, secondFactor: { enabled, required } }: StaffMember, permissions: Iterable<string>, provenSecondsAgo: number): StaffSessionView => ({
  user: toUserView(user),
  roles,
  permissions: [...permissions].toSorted(),
  secondFactor: { enabled, required },
  provenSecondsAgo
})
