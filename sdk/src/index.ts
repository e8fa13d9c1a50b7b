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

const resources = (api: Api) => ({
  products: products(api),
  categories: categories(api),
  prices: prices(api),
  localization: localization(api),
  cart: cart(api),
  orders: orders(api),
  payments: payments(api),
  auth: auth(api),
  users: users(api)
})

export type Client = ReturnType<typeof resources> & {
  api: Api
  /** The same client in another language, currency, country or channel. */
  with: (context: Context) => Client
}

export function createClient (options: ClientOptions = {}): Client {
  const api = createApi(options)
  return { ...resources(api), api, with: (context) => createClient({ ...options, ...context }) }
}
