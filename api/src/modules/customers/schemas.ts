// Wire shapes of customers as the staff sees them.
import { Type, type Static } from '@sinclair/typebox'
import { ArchiveReply, DataExportSchema } from '../privacy/index.ts'
import { ConsentSchema, UserAddressSchema } from '../users/index.ts'
import { MoneySchema, PageQuery, pageOf, ref, TimeString, UuidString } from '../../shared/schemas.ts'

export { ArchiveReply, DataExportSchema }

const closed = { additionalProperties: false }
const oneOf = <const T extends string>(...words: T[]) => Type.Unsafe<T>({ type: 'string', enum: words })
const maybe = (maxLength: number, examples: string[]) => Type.Union([Type.String({ maxLength, examples }), Type.Null()])

const card = {
  id: UuidString,
  email: Type.String({ examples: ['lena@example.com'] }),
  firstName: maybe(100, ['Lena']),
  lastName: maybe(100, ['Vogt']),
  status: oneOf('pending', 'active', 'disabled', 'erased'),
  verified: Type.Boolean({ description: 'The address was proven by mail.' }),
  isStaff: Type.Boolean({ description: 'A member of the staff too, who is looked after under staff.' }),
  ordersCount: Type.Integer({ examples: [3] }),
  totalSpent: ref(MoneySchema),
  lastOrderAt: Type.Union([TimeString, Type.Null()]),
  marketingConsent: Type.Boolean(),
  createdAt: TimeString
}

export const CustomerSummarySchema = Type.Object(card, { $id: 'CustomerSummary', ...closed, description: 'What was paid and kept is told in the base currency.' })
export const CustomerPageSchema = pageOf(ref(CustomerSummarySchema), 'CustomerPage')

const CustomerOrderSchema = Type.Object({
  id: UuidString,
  number: Type.String({ examples: ['K7M2P-9QXDC'] }),
  status: oneOf('pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'),
  total: ref(MoneySchema),
  placedAt: TimeString
}, { $id: 'CustomerOrder', ...closed })

export const CustomerSchema = Type.Object({
  ...card,
  phone: maybe(40, ['+49 30 1234567']),
  locale: maybe(35, ['de']),
  currency: maybe(3, ['EUR']),
  addresses: Type.Array(ref(UserAddressSchema)),
  consents: Type.Array(ref(ConsentSchema), { description: 'Newest first, at most fifty.' }),
  sessionsCount: Type.Integer({ description: 'Devices signed in now.' }),
  lastSeenAt: Type.Union([TimeString, Type.Null()]),
  lastOrders: Type.Array(ref(CustomerOrderSchema), { description: 'The ten newest; all of them by listAdminOrders with `userId`.' }),
  can: Type.Array(oneOf('edit', 'disable', 'enable', 'sign_out', 'export', 'erase'), { description: 'What the caller may do now.' })
}, { $id: 'Customer', ...closed })

export const CustomerQuery = Type.Object({
  ...PageQuery,
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'A part of the e-mail address, the name or the number of an order.' })),
  status: Type.Optional(oneOf('pending', 'active', 'disabled', 'erased')),
  hasOrders: Type.Optional(Type.Boolean()),
  include: Type.Optional(Type.Literal('total'))
})

export const CustomerParams = Type.Object({ userId: UuidString })

export const CustomerChangeSchema = Type.Partial(Type.Object({
  firstName: maybe(100, ['Lena']),
  lastName: maybe(100, ['Vogt']),
  phone: maybe(40, ['+49 30 1234567']),
  locale: maybe(35, ['de']),
  currency: maybe(3, ['EUR']),
  status: oneOf('active', 'disabled')
}), {
  $id: 'CustomerChange',
  ...closed,
  description: 'The address is the person\'s own to change. Disabled ends every session and lets nobody sign in.',
  examples: [{ firstName: 'Lena', lastName: 'Vogt', locale: 'de' }]
})

export type CustomerSummaryView = Static<typeof CustomerSummarySchema>
export type CustomerView = Static<typeof CustomerSchema>
export type CustomerPageView = Static<typeof CustomerPageSchema>
export type CustomerChange = Static<typeof CustomerChangeSchema>
