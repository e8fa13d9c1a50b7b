// A cart as its shopper sees it.
import type { Static } from '@sinclair/typebox'
import { LOW_STOCK_AT } from '../inventory/index.ts'
import { toImage } from '../media/index.ts'
import type { Quote } from '../shipping/index.ts'
import { toWire } from '../../shared/money.ts'
import type { Cart, CartLine } from './cart.ts'
import type { CartItemSchema, CartView, ShippingQuoteSchema, TaxLineSchema } from './schemas.ts'
import { taxLines, type PricedLine, type TaxLine } from './totals.ts'

export function toCartView (cart: Cart, token?: string): CartView {
  const { totals } = cart
  return {
    id: cart.id,
    ...(token === undefined ? {} : { token }),
    version: cart.version,
    channel: cart.channel.code,
    locale: cart.locale,
    currency: cart.currency.code,
    country: cart.country,
    email: cart.email,
    shippingAddress: cart.shippingAddress,
    billingAddress: cart.billingAddress,
    shippingMethodId: cart.shipping?.id ?? null,
    shippingMethod: cart.shipping && { ...cart.shipping, price: toWire(totals.shippingTotal) },
    note: cart.note,
    items: totals.lines.map(toItemView),
    itemCount: totals.lines.reduce((count, { line }) => count + line.quantity, 0),
    subtotal: toWire(totals.subtotal),
    discountTotal: toWire(totals.discountTotal),
    shippingTotal: toWire(totals.shippingTotal),
    taxTotal: toWire(totals.taxTotal),
    total: toWire(totals.total),
    taxIncluded: totals.taxIncluded,
    taxLines: taxLines(totals).map((line) => toTaxLineView(cart.country, line)),
    merged: cart.merged && { at: cart.merged.at.toISOString(), lines: cart.merged.lines },
    createdAt: cart.createdAt.toISOString(),
    updatedAt: cart.updatedAt.toISOString()
  }
}

const toItemView = ({ line, lineTotal }: PricedLine<CartLine>): Static<typeof CartItemSchema> => ({
  id: line.id,
  variantId: line.variantId,
  productId: line.productId,
  slug: line.slug,
  sku: line.sku,
  name: line.name,
  options: line.options,
  quantity: line.quantity,
  unitPrice: toWire(line.unit),
  compareAtPrice: line.compareAt && toWire(line.compareAt),
  priceSource: line.source,
  lineTotal: toWire(lineTotal),
  availability: availability(line),
  inventoryQuantity: line.available,
  image: line.picture && toImage(line.picture)
})

function availability ({ available, backorder, onSale }: CartLine): Static<typeof CartItemSchema>['availability'] {
  if (available > LOW_STOCK_AT) return 'in_stock'
  if (available > 0) return 'low_stock'
  return backorder && onSale ? 'backorder' : 'out_of_stock'
}

export const toTaxLineView = (country: string, line: TaxLine): Static<typeof TaxLineSchema> =>
  ({ country, taxClass: line.taxClass, percent: line.percent, taxable: toWire(line.taxable), amount: toWire(line.amount) })

export const toQuoteView = (quote: Quote): Static<typeof ShippingQuoteSchema> => ({
  ...quote,
  price: toWire(quote.price),
  freeOver: quote.freeOver && toWire(quote.freeOver)
})
