// An order as its buyer sees it, and as the staff does.
import type { Static } from '@sinclair/typebox'
import type { Directory } from '../localization/index.ts'
import { toImage } from '../media/index.ts'
import { fromDecimal, toWire, type Currency, type WireMoney } from '../../shared/money.ts'
import type { ListedOrder, OrderRow } from './queries.ts'
import type { OrderSummarySchema, OrderView, StaffOrderSummarySchema, StaffOrderView } from './schemas.ts'
import { buyerCan, staffCan } from './summary.ts'

const currencyOf = (directory: Directory, code: string): Currency => {
  const currency = directory.currency(code)
  if (!currency) throw new Error(`An order is in ${code}, which the shop does not know`)
  return currency
}

const wire = (amount: string, currency: Currency): WireMoney => toWire(fromDecimal(amount, currency))

function facts (order: OrderRow, directory: Directory): Omit<OrderView, 'can' | 'accessToken'> {
  const currency = currencyOf(directory, order.currency)
  const money = (amount: string): WireMoney => wire(amount, currency)
  const { id, number, status, paymentStatus, fulfillmentStatus, email, locale, country, taxIncluded, exchangeRate } = order
  const { shippingAddress, billingAddress, shippingMethodName, note, cancelReason, fulfillments, timeline } = order
  return {
    id,
    number,
    status,
    paymentStatus,
    fulfillmentStatus,
    email,
    channel: directory.channels.find((channel) => channel.id === order.channelId)?.code ?? '',
    locale,
    currency: currency.code,
    country,
    items: order.items.map(({ picture, unit, ...item }) => ({
      ...item,
      image: picture && toImage(picture),
      unitPrice: money(unit),
      lineTotal: money(item.lineTotal),
      discountShare: money(item.discountShare),
      taxShare: money(item.taxShare)
    })),
    itemCount: order.items.reduce((count, item) => count + item.quantity, 0),
    subtotal: money(order.subtotal),
    discountTotal: money(order.discountTotal),
    shippingTotal: money(order.shippingTotal),
    taxTotal: money(order.taxTotal),
    total: money(order.total),
    taxIncluded,
    taxLines: order.taxes.map((tax) => ({ ...tax, taxable: money(tax.taxable), amount: money(tax.amount) })),
    exchangeRate,
    shippingAddress,
    billingAddress,
    shippingMethodName,
    note,
    placedAt: order.placedAt.toISOString(),
    expiresAt: order.expiresAt?.toISOString() ?? null,
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
    cancelReason,
    fulfillments,
    timeline
  }
}

export const toOrderView = (order: OrderRow, directory: Directory, accessToken?: string): OrderView => ({
  ...facts(order, directory),
  ...(accessToken === undefined ? {} : { accessToken }),
  can: buyerCan(order)
})

export const toStaffOrderView = (order: OrderRow, directory: Directory): StaffOrderView => ({
  ...facts(order, directory),
  userId: order.userId,
  baseTotal: wire(order.baseTotal, currencyOf(directory, order.baseCurrency)),
  can: staffCan(order)
})

export const toSummaryView = (order: ListedOrder, directory: Directory): Static<typeof OrderSummarySchema> => ({
  id: order.id,
  number: order.number,
  status: order.status,
  paymentStatus: order.paymentStatus,
  fulfillmentStatus: order.fulfillmentStatus,
  currency: order.currency,
  total: wire(order.total, currencyOf(directory, order.currency)),
  itemCount: order.itemCount,
  placedAt: order.placedAt.toISOString()
})

export const toStaffSummaryView = (order: ListedOrder, directory: Directory): Static<typeof StaffOrderSummarySchema> => ({
  ...toSummaryView(order, directory),
  email: order.email,
  customerName: [order.firstName, order.lastName].filter((name) => name !== null).join(' '),
  country: order.country,
  baseTotal: wire(order.baseTotal, currencyOf(directory, order.baseCurrency))
})
