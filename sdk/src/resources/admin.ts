// The merchant's side. Import it from here only, so that a storefront's bundle stays without it.
import { list, type List } from '../pages.ts'
import { auditLog } from './audit.ts'
import { customers } from './customers.ts'
import { apiKeys, permissions, roles, staff } from './staff.ts'
import type { Api, Body, CallOptions, Item, Query, Result } from '../types.ts'

const adminProducts = (api: Api) => ({
  list: (query: Query<'listAdminProducts'> = {}, options?: CallOptions): List<Item<'listAdminProducts'>, Result<'listAdminProducts'>> =>
    list<'listAdminProducts'>(api, { method: 'GET', path: '/v1/admin/products', query }, options),
  get: (productId: string, options?: CallOptions) => api.call<'getAdminProduct'>({ method: 'GET', path: '/v1/admin/products/{productId}', params: { productId } }, options),
  /** Texts, status, pictures. Pass `ifMatch` with the version on screen. */
  update: (productId: string, input: Body<'updateAdminProduct'>, options?: CallOptions) =>
    api.call<'updateAdminProduct'>({ method: 'PATCH', path: '/v1/admin/products/{productId}', params: { productId }, body: input }, options),
  /** A null amount hands the price back to conversion. */
  setPrices: (productId: string, input: Body<'setAdminProductPrices'>, options?: CallOptions) =>
    api.call<'setAdminProductPrices'>({ method: 'PUT', path: '/v1/admin/products/{productId}/prices', params: { productId }, body: input }, options)
})

const adminOrders = (api: Api) => ({
  list: (query: Query<'listAdminOrders'> = {}, options?: CallOptions): List<Item<'listAdminOrders'>, Result<'listAdminOrders'>> =>
    list<'listAdminOrders'>(api, { method: 'GET', path: '/v1/admin/orders', query }, options),
  get: (orderId: string, options?: CallOptions) => api.call<'getAdminOrder'>({ method: 'GET', path: '/v1/admin/orders/{orderId}', params: { orderId } }, options),
  ship: (orderId: string, input: Body<'shipAdminOrder'>, options?: CallOptions) =>
    api.call<'shipAdminOrder'>({ method: 'POST', path: '/v1/admin/orders/{orderId}/ship', params: { orderId }, body: input }, options),
  deliver: (orderId: string, options?: CallOptions) =>
    api.call<'deliverAdminOrder'>({ method: 'POST', path: '/v1/admin/orders/{orderId}/deliver', params: { orderId }, body: {} }, options),
  cancel: (orderId: string, options?: CallOptions) =>
    api.call<'cancelAdminOrder'>({ method: 'POST', path: '/v1/admin/orders/{orderId}/cancel', params: { orderId }, body: {} }, options)
})

const adminInventory = (api: Api) => ({
  list: (query: Query<'listAdminInventory'> = {}, options?: CallOptions): List<Item<'listAdminInventory'>, Result<'listAdminInventory'>> =>
    list<'listAdminInventory'>(api, { method: 'GET', path: '/v1/admin/inventory', query }, options),
  /** Sets or changes what is on hand, with a reason; the ledger keeps it. */
  adjust: (variantId: string, input: Body<'adjustAdminInventory'>, options?: CallOptions) =>
    api.call<'adjustAdminInventory'>({ method: 'POST', path: '/v1/admin/inventory/{variantId}/adjustments', params: { variantId }, body: input }, options),
  movements: (variantId: string, query: Query<'listAdminInventoryMovements'> = {}, options?: CallOptions): List<Item<'listAdminInventoryMovements'>, Result<'listAdminInventoryMovements'>> =>
    list<'listAdminInventoryMovements'>(api, { method: 'GET', path: '/v1/admin/inventory/{variantId}/movements', params: { variantId }, query }, options)
})

const adminLocalization = (api: Api) => ({
  languages: (options?: CallOptions) => api.call<'listAdminLanguages'>({ method: 'GET', path: '/v1/admin/localization/languages' }, options),
  language: (code: string, options?: CallOptions) =>
    api.call<'getAdminLanguage'>({ method: 'GET', path: '/v1/admin/localization/languages/{code}', params: { code } }, options),
  updateLanguage: (code: string, input: Body<'updateAdminLanguage'>, options?: CallOptions) =>
    api.call<'updateAdminLanguage'>({ method: 'PATCH', path: '/v1/admin/localization/languages/{code}', params: { code }, body: input }, options),
  currencies: (options?: CallOptions) => api.call<'listAdminCurrencies'>({ method: 'GET', path: '/v1/admin/localization/currencies' }, options),
  currency: (code: string, options?: CallOptions) =>
    api.call<'getAdminCurrency'>({ method: 'GET', path: '/v1/admin/localization/currencies/{code}', params: { code } }, options),
  updateCurrency: (code: string, input: Body<'updateAdminCurrency'>, options?: CallOptions) =>
    api.call<'updateAdminCurrency'>({ method: 'PATCH', path: '/v1/admin/localization/currencies/{code}', params: { code }, body: input }, options),
  exchangeRates: (query: Query<'listAdminExchangeRates'> = {}, options?: CallOptions) =>
    api.call<'listAdminExchangeRates'>({ method: 'GET', path: '/v1/admin/localization/exchange_rates', query }, options),
  addExchangeRate: (input: Body<'createAdminExchangeRate'>, options?: CallOptions) =>
    api.call<'createAdminExchangeRate'>({ method: 'POST', path: '/v1/admin/localization/exchange_rates', body: input }, options)
})

export const admin = (api: Api) => ({
  session: (options?: CallOptions) => api.call<'getAdminSession'>({ method: 'GET', path: '/v1/admin/session' }, options),
  /** Today's orders and revenue in the base currency, with what they compare to. */
  summary: (options?: CallOptions) => api.call<'getAdminAnalyticsSummary'>({ method: 'GET', path: '/v1/admin/analytics/summary' }, options),
  products: adminProducts(api),
  orders: adminOrders(api),
  inventory: adminInventory(api),
  localization: adminLocalization(api),
  auditLog: auditLog(api),
  customers: customers(api),
  staff: staff(api),
  roles: roles(api),
  permissions: permissions(api),
  apiKeys: apiKeys(api)
})
