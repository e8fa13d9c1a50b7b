// From the cart to the paid order. Guests name their cart and order by token (client or call options).
import { list, type List } from '../pages.ts'
import type { Api, Body, CallOptions, Item, Query, Result } from '../types.ts'

const cartPath = '/v1/cart'

export const cart = (api: Api) => ({
  /** The caller's cart; `NotFoundError` with code `cart_not_found` where there is none. */
  get: (options?: CallOptions) => api.call<'getCart'>({ method: 'GET', path: cartPath }, options),
  /** Adds one line or several; a guest's first call makes the cart and answers its `token`. */
  add: (input: Body<'addCartItems'>, options?: CallOptions) => api.call<'addCartItems'>({ method: 'POST', path: '/v1/cart/items', body: input }, options),
  updateItem: (itemId: string, input: Body<'updateCartItem'>, options?: CallOptions) =>
    api.call<'updateCartItem'>({ method: 'PATCH', path: '/v1/cart/items/{itemId}', params: { itemId }, body: input }, options),
  removeItem: (itemId: string, options?: CallOptions) =>
    api.call<'removeCartItem'>({ method: 'DELETE', path: '/v1/cart/items/{itemId}', params: { itemId } }, options),
  /** Takes back what a guest's cart brought along at sign-in (`merged`); `update({ merged: null })` keeps it and puts the notice away. */
  undoMerge: (options?: CallOptions) => api.call<'undoCartMerge'>({ method: 'DELETE', path: '/v1/cart/merge' }, options),
  /** Locale, currency, country, e-mail, addresses, shipping method, note. */
  update: (input: Body<'updateCart'>, options?: CallOptions) => api.call<'updateCart'>({ method: 'PATCH', path: cartPath, body: input }, options),
  shippingMethods: (options?: CallOptions) => api.call<'listShippingMethods'>({ method: 'GET', path: '/v1/cart/shipping_methods' }, options)
})

export const orders = (api: Api) => ({
  /** Places the order of the caller's cart. Keep one `idempotencyKey` for one press of the button. */
  place: (input: Body<'placeOrder'> = {}, options?: CallOptions) => api.call<'placeOrder'>({ method: 'POST', path: '/v1/orders', body: input }, options),
  list: (query: Query<'listOrders'> = {}, options?: CallOptions): List<Item<'listOrders'>, Result<'listOrders'>> =>
    list<'listOrders'>(api, { method: 'GET', path: '/v1/orders', query }, options),
  get: (orderId: string, options?: CallOptions) => api.call<'getOrder'>({ method: 'GET', path: '/v1/orders/{orderId}', params: { orderId } }, options),
  cancel: (orderId: string, options?: CallOptions) =>
    api.call<'cancelOrder'>({ method: 'POST', path: '/v1/orders/{orderId}/cancel', params: { orderId }, body: {} }, options)
})

export const payments = (api: Api) => ({
  gateways: (query: Query<'listPaymentGateways'> = {}, options?: CallOptions) =>
    api.call<'listPaymentGateways'>({ method: 'GET', path: '/v1/payments/gateways', query }, options),
  /** Starts the payment of a pending order; `action` says what the shopper does next. */
  process: (input: Body<'processPayment'>, options?: CallOptions) =>
    api.call<'processPayment'>({ method: 'POST', path: '/v1/payments/process', body: input }, options)
})
