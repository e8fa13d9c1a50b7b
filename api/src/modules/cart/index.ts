// The door of the cart. Owns carts, cart_items and cart_merges.
// Promises: a cart takes its context when it is made and keeps it; prices are today's; a cart becomes at most one order;
// a guest's cart is merged once, and what came can be taken back.
export { noSuchCart } from './errors.ts'
export { cartItemRoutes, cartMergeRoutes, cartRoutes } from './routes.ts'
export { email, ItemOptionSchema, nullable, TaxLineSchema } from './schemas.ts'
export { whoseCart, type Shopper } from './service.ts'
export { closeCart, holdCart, takeCart, type Fill, type TakenCart } from './take-cart.ts'
export { toCartView, toTaxLineView } from './views.ts'
export { taxLines } from './totals.ts'
export type { Cart, CartLine } from './cart.ts'
export type { PricedLine, TaxLine, TaxShare, Totals } from './totals.ts'
