// A cart as the shop thinks of it: its lines at today's prices and what they add up to; assembled from the rows of one read.
import { taxFor, type TaxRate } from '../pricing/index.ts'
import { inLanguage, shippingPrice } from '../shipping/index.ts'
import { fallbackChain } from '../../shared/locale.ts'
import { fromDecimal, sum, times, zero, type Currency, type Money } from '../../shared/money.ts'
import type { Channel, Directory } from '../localization/index.ts'
import type { Picture } from '../media/index.ts'
import type { TaxClass } from '../pricing/index.ts'
import type { CartFacts } from './queries.ts'
import type { CartRow, ItemRow, MergedLine, OptionWord } from './reading.ts'
import { totalsOf, type Totals } from './totals.ts'

export interface CartLine {
  id: string, variantId: string, productId: string, slug: string, sku: string, name: string, options: OptionWord[]
  quantity: number, unit: Money, compareAt: Money | null, source: 'fixed' | 'converted', taxClass: TaxClass
  onSale: boolean, available: number, backorder: boolean, picture: Picture | null
}

export interface ShippingChoice { id: string, name: string, minDays: number, maxDays: number }

export interface Cart extends Omit<CartFacts, 'currency' | 'shippingMethodId'> {
  id: string, version: number, userId: string | null, channel: Channel, currency: Currency
  shipping: ShippingChoice | null
  totals: Totals<CartLine>
  /** What a guest's cart brought along, until it was seen or taken back. */
  merged: { at: Date, lines: MergedLine[] } | null
  createdAt: Date, updatedAt: Date
}

/** What a cart is priced by: the tables kept in memory and the day. */
export interface PriceTables { directory: Directory, rates: readonly TaxRate[], on: string }

export function toCart (rows: Array<CartRow & ItemRow>, tables: PriceTables): Cart | undefined {
  const [row] = rows
  if (!row) return undefined
  const channel = tables.directory.channels.find(({ id }) => id === row.channelId)
  const currency = tables.directory.currency(row.currency)
  if (!channel || !currency) throw new Error(`Cart ${row.id} is of an unknown channel or currency`)

  const lines = rows.filter((item) => item.itemId !== null).map((item) => toLine(item, currency))
  const shipping = toShipping(row, fallbackChain(row.locale, channel.defaultLanguage))
  const totals = totalsOf({
    currency,
    lines,
    shipping: shippingCost(row, lines, currency),
    taxIncluded: channel.pricesIncludeTax,
    taxOf: (taxClass, amount) => taxFor(tables.rates, {
      country: row.country, taxClass, amount, includesTax: channel.pricesIncludeTax, on: tables.on
    })
  })
  const { id, version, userId, locale, country, email, note, shippingAddress, billingAddress, createdAt, updatedAt } = row
  const merged = row.mergedAt === null ? null : { at: row.mergedAt, lines: row.mergedLines ?? [] }
  return { id, version, userId, channel, currency, locale, country, email, note, shippingAddress, billingAddress, shipping, totals, merged, createdAt, updatedAt }
}

// A line whose price has gone keeps the price it was added at; an order refuses it, since it is no longer on sale.
function toLine (row: ItemRow, currency: Currency): CartLine {
  const unit = row.amount ?? (row.priceCurrency === currency.code ? row.priceAtAdd : '0')
  return {
    id: row.itemId ?? '',
    variantId: row.variantId,
    productId: row.productId,
    slug: row.slug ?? '',
    sku: row.sku,
    name: row.name ?? row.sku,
    options: row.options,
    quantity: row.quantity,
    unit: fromDecimal(unit, currency),
    compareAt: row.compareAt === null ? null : fromDecimal(row.compareAt, currency),
    source: row.source ?? 'fixed',
    taxClass: row.taxClass,
    onSale: row.onSale && row.amount !== null,
    available: row.onSale && row.amount !== null ? Math.max(row.available, 0) : 0,
    backorder: row.backorder,
    picture: row.picture
  }
}

const toShipping = (row: CartRow, languages: string[]): ShippingChoice | null =>
  row.shippingMethodId === null || row.methodName === null || row.minDays === null || row.maxDays === null
    ? null
    : { id: row.shippingMethodId, name: inLanguage(row.methodName, languages), minDays: row.minDays, maxDays: row.maxDays }

function shippingCost (row: CartRow, lines: CartLine[], currency: Currency): Money {
  if (row.shippingAmount === null || lines.length === 0) return zero(currency)
  const subtotal = sum(lines.map((line) => times(line.unit, line.quantity)), currency)
  return shippingPrice({ amount: row.shippingAmount, freeOver: row.shippingFreeOver }, subtotal).price
}
