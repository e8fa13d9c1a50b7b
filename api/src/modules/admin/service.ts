// What the merchant sees first: how sales go, what waits, and who is signed in with which rights.
import type { Pool } from '../../platform/db.ts'
import { readSetting } from '../../platform/settings.ts'
import { notFound } from '../../shared/errors.ts'
import { add, fromDecimal, zero, type Money } from '../../shared/money.ts'
import { staffRoles } from '../auth/index.ts'
import { LOW_STOCK_AT } from '../inventory/index.ts'
import { directory } from '../localization/index.ts'
import { secondFactorOf, type SecondFactor } from '../second-factor/index.ts'
import { findUser, type User } from '../users/index.ts'
import * as q from './queries.ts'

export interface Sales { orders: number, revenue: Money }
export interface Summary extends Omit<q.SummaryRow, 'days' | 'soFar'> {
  currency: string
  timeZone: string
  days: Array<Sales & { date: string }>
  today: Sales
  yesterday: Sales
  yesterdaySoFar: Sales
  lastSevenDays: Sales
}
export interface StaffMember { user: User, roles: Array<{ code: string, name: string }>, secondFactor: SecondFactor }

const TIME_ZONE_UNLESS_SET = 'UTC'

export async function summary (pool: Pool): Promise<Summary> {
  const [{ base }, setting] = await Promise.all([directory(pool), readSetting(pool, 'shop.time_zone')])
  const timeZone = typeof setting === 'string' ? setting : TIME_ZONE_UNLESS_SET
  const { days: rows, soFar, ...counts } = await q.summaryOf(pool, timeZone, LOW_STOCK_AT)

  const days = rows.map(({ date, orders, revenue }) => ({ date, orders, revenue: fromDecimal(revenue, base) }))
  const nothing: Sales = { orders: 0, revenue: zero(base) }
  return {
    ...counts,
    currency: base.code,
    timeZone,
    days,
    today: days.at(-1) ?? nothing,
    yesterday: days.at(-2) ?? nothing,
    yesterdaySoFar: { orders: soFar.orders, revenue: fromDecimal(soFar.revenue, base) },
    lastSevenDays: days.slice(0, -1).reduce<Sales>((all, day) =>
      ({ orders: all.orders + day.orders, revenue: add(all.revenue, day.revenue) }), nothing)
  }
}

export async function staffMember (pool: Pool, userId: string): Promise<StaffMember> {
  const [user, roles, secondFactor] = await Promise.all([findUser(pool, userId), staffRoles(pool, userId), secondFactorOf(pool, userId)])
  if (!user) throw notFound('user')
  return { user, roles, secondFactor }
}
