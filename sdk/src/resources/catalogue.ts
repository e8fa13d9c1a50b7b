// The public catalogue: products, categories, prices. Every call is a cacheable read with its context in the URL.
import { list, type List } from '../pages.ts'
import type { Api, CallOptions, Item, Query, Result } from '../types.ts'

const read = (path: string, query?: object, params?: Record<string, string>) =>
  ({ method: 'GET', path, query, params, catalogue: true }) as const

export const products = (api: Api) => ({
  /** Products of the catalogue, filtered and sorted in the context's currency. */
  list: (query: Query<'listProducts'> = {}, options?: CallOptions): List<Item<'listProducts'>, Result<'listProducts'>> =>
    list<'listProducts'>(api, read('/v1/products', query), options),
  /** One product by id or slug; `NotFoundError` for an unknown one. */
  get: (idOrSlug: string, query: Query<'getProduct'> = {}, options?: CallOptions) =>
    api.call<'getProduct'>(read('/v1/products/{idOrSlug}', query, { idOrSlug }), options)
})

export const categories = (api: Api) => ({
  /** The tree of categories in the context's language. */
  list: (query: Query<'listCategories'> = {}, options?: CallOptions) =>
    api.call<'listCategories'>(read('/v1/categories', query), options),
  get: (idOrSlug: string, query: Query<'getCategory'> = {}, options?: CallOptions) =>
    api.call<'getCategory'>(read('/v1/categories/{idOrSlug}', query, { idOrSlug }), options)
})

export const prices = (api: Api) => ({
  /** Today's prices of up to 100 variants in the context's currency. */
  list: (variantIds: string[], query: Omit<Query<'listPrices'>, 'variantIds'> = {}, options?: CallOptions) =>
    api.call<'listPrices'>(read('/v1/prices', { ...query, variantIds: variantIds.join(',') }), options)
})
