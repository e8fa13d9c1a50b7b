// The verb that makes an order of a cart: take, decide, write, tell; all in one transaction.
import { randomBytes } from 'node:crypto'
import { closeCart, holdCart, noSuchCart, takeCart, toCartView, whoseCart, type Cart, type Fill, type Shopper, type TakenCart } from '../cart/index.ts'
import { outOfStock, reserve } from '../inventory/index.ts'
import { directory, type Directory } from '../localization/index.ts'
import { findUser } from '../users/index.ts'
import { remember } from '../../platform/cache.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { announce } from '../../platform/events.ts'
import { mintGuestToken } from '../../platform/guest-tokens.ts'
import { readSetting } from '../../platform/settings.ts'
import { divideToScale, formatDecimal, parseDecimal } from '../../shared/decimal.ts'
import { invalid } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { equal, fromDecimal, toDecimal, type Money, type WireMoney } from '../../shared/money.ts'
import { noRate, totalChanged } from './errors.ts'
import { payNothing } from './moves.ts'
import * as q from './queries.ts'

export interface PlaceOrder extends Fill { expectedTotal?: WireMoney | undefined }
export interface Placed { order: q.OrderRow, accessToken?: string }

export async function placeOrder ({ pool, config }: Deps, shopper: Shopper, input: PlaceOrder, idempotencyId: string): Promise<Placed> {
  const { expectedTotal, ...fill } = input
  const [known, expiryMinutes, whose] = await Promise.all([directory(pool), expiryOf(pool), whoseCart(pool, shopper, { merging: false })])

  const order = await transaction(pool, async (tx) => {
    // The key is looked up behind the lock, so that a first run still at work is waited for.
    const [held, earlier] = await Promise.all([whose && holdCart(tx, whose), q.orderOfKey(tx, idempotencyId)])
    if (earlier !== undefined) return await q.findOrder(tx, earlier, { kind: 'any' })
    if (!held) return undefined
    const cart = await takeCart(tx, held, await withOwnEmail(tx, held, fill))

    refuseUnsold(cart)
    if (expectedTotal && !isExpected(expectedTotal, cart.totals.total)) throw totalChanged(toCartView(cart))

    return await write(tx, cart, { ...orderRow(cart, known, newId()), idempotencyId, expiryMinutes })
  })
  if (!order) throw noSuchCart()
  return shopper.userId === null ? { order, accessToken: mintGuestToken(config, 'order', order.id) } : { order }
}

/** Who is signed in and named no other address is written to at the account's. */
async function withOwnEmail (tx: Db, { userId, email }: Cart, fill: Fill): Promise<Fill> {
  if (userId === null || email !== null || fill.email !== undefined) return fill
  const account = await findUser(tx, userId)
  return account ? { ...fill, email: account.email } : fill
}

// One journey for all of it, in this order; a shortage that comes to light in the middle rolls back what stands around it.
async function write (tx: Db, cart: TakenCart, row: q.NewOrder): Promise<q.OrderRow | undefined> {
  const [, , held, , order] = await Promise.all([
    closeCart(tx, cart.id),
    q.insertOrder(tx, row, ...linesOf(cart)),
    reserve(tx, row.id, cart.totals.lines.map(({ line }) => ({ variantId: line.variantId, quantity: line.quantity }))),
    announce(tx, { name: 'order.placed', objectType: 'order', objectId: row.id }),
    q.findOrder(tx, row.id, { kind: 'any' })
  ])
  if (!held.held) throw outOfStock(held.shortages, { cart: toCartView(cart) })
  if (cart.totals.total.minor > 0n) return order
  await payNothing(tx, row.id)
  return await q.findOrder(tx, row.id, { kind: 'any' })
}

function refuseUnsold (cart: Cart): void {
  const gone = cart.totals.lines.filter(({ line }) => !line.onSale).map(({ line }) =>
    ({ variantId: line.variantId, requested: line.quantity, inventoryQuantity: 0 }))
  if (gone.length > 0) throw outOfStock(gone, { cart: toCartView(cart) })
}

function isExpected (expected: WireMoney, total: Money): boolean {
  if (expected.currency !== total.currency.code) return false
  try {
    return equal(fromDecimal(expected.amount, total.currency), total)
  } catch {
    throw invalid('/expectedTotal/amount', 'scale', `An amount in ${total.currency.code} has ${total.currency.decimals} decimals.`)
  }
}

function orderRow (cart: TakenCart, known: Directory, id: string): Omit<q.NewOrder, 'idempotencyId' | 'expiryMinutes'> {
  const { totals, currency, shipping } = cart
  const exchangeRate = currency.code === known.base.code ? '1' : known.rate(currency.code)?.rate
  if (exchangeRate === undefined) throw noRate(currency.code)
  return {
    id,
    number: newOrderNumber(),
    cartId: cart.id,
    userId: cart.userId,
    channelId: cart.channel.id,
    locale: cart.locale,
    currency: currency.code,
    country: cart.country,
    email: cart.email,
    subtotal: toDecimal(totals.subtotal),
    discountTotal: toDecimal(totals.discountTotal),
    shippingTotal: toDecimal(totals.shippingTotal),
    taxTotal: toDecimal(totals.taxTotal),
    total: toDecimal(totals.total),
    taxIncluded: totals.taxIncluded,
    baseCurrency: known.base.code,
    exchangeRate,
    baseTotal: formatDecimal(divideToScale(parseDecimal(toDecimal(totals.total)), parseDecimal(exchangeRate), known.base.decimals)),
    shippingAddress: cart.shippingAddress,
    billingAddress: cart.billingAddress,
    shippingMethodId: shipping.id,
    shippingMethodName: shipping.name,
    note: cart.note
  }
}

function linesOf ({ totals, country }: TakenCart): [q.NewItem[], q.NewTaxLine[]] {
  const items = totals.lines.map(({ line, lineTotal, discountShare, tax }, position): q.NewItem => ({
    id: newId(),
    position,
    productId: line.productId,
    variantId: line.variantId,
    sku: line.sku,
    name: line.name,
    options: line.options,
    image: line.picture,
    quantity: line.quantity,
    unit: toDecimal(line.unit),
    lineTotal: toDecimal(lineTotal),
    discountShare: toDecimal(discountShare),
    taxShare: toDecimal(tax.amount)
  }))
  const shares = [...totals.lines.map(({ tax }, index) => ({ tax, itemId: items[index]?.id ?? null })), { tax: totals.shippingTax, itemId: null }]
  const taxes = shares.map(({ tax, itemId }): q.NewTaxLine =>
    ({ itemId, country, taxClass: tax.taxClass, percent: tax.percent, reason: tax.reason, taxable: toDecimal(tax.taxable), amount: toDecimal(tax.amount) }))
  return [items, taxes]
}

const EXPIRY_MINUTES = 30

const expiryOf = async (pool: Pool): Promise<number> => await remember(pool, 'orders.expiry_minutes', ['settings'],
  async () => await readSetting<number>(pool, 'orders.expiry_minutes') ?? EXPIRY_MINUTES)

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 9

/** 45 random bits, so that numbers do not tell the volume, and a check sign that catches a slip of the pen: 'K7M2P-9QXDC'. */
export function newOrderNumber (bytes: Buffer = randomBytes(LENGTH)): string {
  const body = [...bytes.subarray(0, LENGTH)].map((byte) => SIGNS.charAt(byte & 31)).join('')
  const signs = body + checkSign(body)
  return `${signs.slice(0, 5)}-${signs.slice(5)}`
}

// Weights are odd, hence invertible modulo 32: one wrong sign always shows.
function checkSign (body: string): string {
  const total = [...body].reduce((all, sign, index) => all + SIGNS.indexOf(sign) * (2 * index + 1), 0)
  return SIGNS.charAt(total % 32)
}
