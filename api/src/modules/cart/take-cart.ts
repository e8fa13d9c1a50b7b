// How an order takes a cart: the cart is held with what the order's letter adds, and handed over at today's prices.
import type { Db } from '../../platform/db.ts'
import type { FieldError } from '../../shared/errors.ts'
import type { Cart } from './cart.ts'
import { nextFacts } from './choices.ts'
import { faulty } from './errors.ts'
import * as q from './queries.ts'
import type { ChangeCart } from './schemas.ts'
import { findCart, tablesFor } from './service.ts'

export type Fill = Pick<ChangeCart, 'email' | 'shippingAddress' | 'billingAddress' | 'shippingMethodId'>

/** A cart with all an order needs. */
export interface TakenCart extends Cart {
  email: string
  shippingAddress: NonNullable<Cart['shippingAddress']>
  billingAddress: NonNullable<Cart['billingAddress']>
  shipping: NonNullable<Cart['shipping']>
}

/** Undefined: the shopper has no open cart. The row stays held until the order closes it, so that of two orders the second finds none. */
export async function holdCart (tx: Db, whose: q.Whose): Promise<Cart | undefined> {
  const [id, found] = await Promise.all([q.lockCart(tx, whose), findCart(tx, whose)])
  return id === undefined ? undefined : found
}

/** A held cart with what the order's letter adds, lacking nothing. */
export async function takeCart (tx: Db, held: Cart, fill: Fill): Promise<TakenCart> {
  const cart = isNothing(fill) ? held : await fillCart(tx, held, fill)
  const taken = { ...cart, billingAddress: cart.billingAddress ?? cart.shippingAddress }
  if (!isComplete(taken)) throw faulty(missing(taken))
  return taken
}

export const closeCart = q.closeCart

async function fillCart (tx: Db, cart: Cart, fill: Fill): Promise<Cart> {
  const { directory } = await tablesFor(tx)
  const next = await nextFacts(tx, directory, cart, fill)
  await q.changeCart(tx, cart.id, cart.version, next)
  const filled = await findCart(tx, { anyId: cart.id })
  if (!filled) throw new Error(`Cart ${cart.id} vanished while it was held`)
  // A refusal that carries this cart undoes the filling, so the version is the one that stays.
  return { ...filled, version: cart.version }
}

const isNothing = (fill: Fill): boolean => Object.values(fill).every((value) => value === undefined)

const isComplete = (cart: Cart): cart is TakenCart =>
  cart.totals.lines.length > 0 && cart.email !== null && cart.shippingAddress !== null && cart.shipping !== null

function missing (cart: Cart): FieldError[] {
  const required = (path: string, isThere: boolean, message: string, code = 'required'): FieldError[] => isThere ? [] : [{ path, code, message }]
  return [
    ...required('/items', cart.totals.lines.length > 0, 'The cart is empty.', 'empty_cart'),
    ...required('/email', cart.email !== null, 'An order needs an e-mail address.'),
    ...required('/shippingAddress', cart.shippingAddress !== null, 'An order needs an address to ship to.'),
    ...required('/shippingMethodId', cart.shipping !== null, 'An order needs a way to ship.')
  ]
}
