// Wire shapes of the merchant's start page and of who is signed in there.
import { Type, type Static } from '@sinclair/typebox'
import { MoneySchema, ref, TimeString } from '../../shared/schemas.ts'
import { UserSchema } from '../users/index.ts'

const closed = { additionalProperties: false }
const Sales = { orders: Type.Integer(), revenue: ref(MoneySchema) }
const sales = (orders: number, amount: string) => ({ orders, revenue: { amount, currency: 'EUR' } })

export const StaffSessionSchema = Type.Object({
  user: ref(UserSchema),
  roles: Type.Array(Type.Object({ code: Type.String(), name: Type.String() }, closed)),
  permissions: Type.Array(Type.String()),
  secondFactor: Type.Object({ enabled: Type.Boolean(), required: Type.Boolean({ description: 'A role asks for it.' }) }, closed),
  provenSecondsAgo: Type.Integer({ description: 'Since the password or a code was last given; sensitive acts ask again after 900.' })
}, {
  $id: 'StaffSession',
  ...closed,
  examples: [{
    user: UserSchema.examples[0],
    roles: [{ code: 'orders', name: 'Orders' }],
    permissions: ['orders.read', 'orders.write'],
    secondFactor: { enabled: true, required: false },
    provenSecondsAgo: 42
  }]
})

export const SalesSchema = Type.Object(Sales, { $id: 'Sales', ...closed, examples: [sales(12, '1480.50')] })

export const SalesDaySchema = Type.Object({ date: Type.String({ format: 'date' }), ...Sales }, {
  $id: 'SalesDay', ...closed, examples: [{ date: '2026-03-01', ...sales(12, '1480.50') }]
})

export const SummarySchema = Type.Object({
  currency: Type.String({ description: 'The base currency; every amount is in it.' }),
  timeZone: Type.String({ description: 'Whose midnights divide the days.' }),
  asOf: TimeString,
  today: ref(SalesSchema),
  yesterday: ref(SalesSchema),
  yesterdaySoFar: ref(SalesSchema),
  lastSevenDays: ref(SalesSchema),
  days: Type.Array(ref(SalesDaySchema), { description: 'The last seven days and today, oldest first.' }),
  awaitingShipment: Type.Integer({ description: 'Paid orders not shipped yet.' }),
  awaitingPayment: Type.Integer(),
  lowStock: Type.Integer({ description: 'Variants on sale of which few or none are left.' })
}, {
  $id: 'AnalyticsSummary',
  ...closed,
  examples: [{
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    asOf: '2026-03-01T09:30:00.000Z',
    today: sales(4, '512.00'),
    yesterday: sales(11, '1310.40'),
    yesterdaySoFar: sales(3, '298.00'),
    lastSevenDays: sales(83, '9904.15'),
    days: [{ date: '2026-03-01', ...sales(4, '512.00') }],
    awaitingShipment: 6,
    awaitingPayment: 2,
    lowStock: 9
  }]
})

export type StaffSessionView = Static<typeof StaffSessionSchema>
export type SummaryView = Static<typeof SummarySchema>
