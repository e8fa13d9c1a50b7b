// Tradewind's client: every noun of the shopper's side on one typed object. The merchant's side is `@tradewind/sdk/resources/admin`.
import { createApi } from './client.ts'
import { auth, users } from './resources/account.ts'
import { categories, prices, products } from './resources/catalogue.ts'
import { cart, orders, payments } from './resources/checkout.ts'
import { localization } from './resources/localization.ts'
import type { Api, ClientOptions, Context } from './types.ts'

export { createApi } from './client.ts'
export * from './errors.ts'
export { compareMoney, formatMoney, parseAmount, type Money } from './money.ts'
export type { List } from './pages.ts'
export type { Api, Body, CallOptions, ClientOptions, Context, Item, OperationId, Query, Result } from './types.ts'

export const createClient = (options: ClientOptions = {}) => {
  const api: Api = createApi(options)
  return {
    api,
    products: products(api),
    categories: categories(api),
    prices: prices(api),
    localization: localization(api),
    cart: cart(api),
    orders: orders(api),
    payments: payments(api),
    auth: auth(api),
    users: users(api),
    /** The same client in another language, currency, country or channel. */
    with: (context: Context): Client => createClient({ ...options, ...context })
  }
}

export type Client = ReturnType<typeof createClient>
