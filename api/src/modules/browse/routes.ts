// The street doors of the catalogue.
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import * as s from './schemas.ts'
import { getCategory, getProduct, listCategories, listPrices, listProducts } from './service.ts'

const problems = { '4xx': ref(ProblemSchema) }
const tags = ['catalogue']
const list = { access: 'public', cache: { sMaxAge: 60, store: true } } as const
// Stock on the page of a product is exact, so only caches that hear the purge may keep it, and briefly.
const live = { access: 'public', cache: { sMaxAge: 5, store: false } } as const

export async function browseRoutes (app: App): Promise<void> {
  app.get('/v1/products', {
    config: list,
    schema: {
      operationId: 'listProducts',
      summary: 'Products, filtered and sorted',
      description: 'The price is that of the lowest-priced variant; `sort`, `minPrice` and `maxPrice` use it. `include=total,prices`.',
      tags,
      querystring: s.ListQuery,
      response: { 200: ref(s.CardPage), ...problems }
    }
  }, async (request) => {
    const { body, tags } = await listProducts(app.pool, request.context, request.query)
    request.cacheTags.push(...tags)
    return body
  })

  app.get('/v1/products/:idOrSlug', {
    config: { ...live, notFound: 'product' },
    schema: {
      operationId: 'getProduct',
      summary: 'A product with all its page shows',
      description: 'Answers to its id, its slug in any language and slugs it once had; `slug` is the one to link to. `include=prices`.',
      tags,
      params: s.DetailParams,
      querystring: s.DetailQuery,
      response: { 200: ref(s.ProductSchema), ...problems }
    }
  }, async (request) => {
    const { body, tags } = await getProduct(app.pool, request.context, request.params.idOrSlug, request.query.include)
    request.cacheTags.push(...tags)
    return body
  })

  app.get('/v1/prices', {
    config: live,
    schema: {
      operationId: 'listPrices',
      summary: 'The current prices of up to 100 variants',
      description: 'Variants that are unknown or not on sale are left out. `include=prices` adds every enabled currency.',
      tags,
      querystring: s.PricesQuery,
      response: { 200: ref(s.PriceList), ...problems }
    }
  }, async (request) => {
    request.cacheTags.push('prices')
    return await listPrices(app.pool, request.context, request.query.variantIds, request.query.include)
  })

  await app.register(categoryRoutes)
}

async function categoryRoutes (app: App): Promise<void> {
  app.get('/v1/categories', {
    config: list,
    schema: {
      operationId: 'listCategories',
      summary: 'The tree of categories',
      tags,
      querystring: s.ContextOnly,
      response: { 200: ref(s.CategoryList), ...problems }
    }
  }, async (request) => {
    const { body, tags } = await listCategories(app.pool, request.context)
    request.cacheTags.push(...tags)
    return body
  })

  app.get('/v1/categories/:idOrSlug', {
    config: { ...list, notFound: 'category' },
    schema: {
      operationId: 'getCategory',
      summary: 'A category with what is above and below it',
      tags,
      params: s.DetailParams,
      querystring: s.ContextOnly,
      response: { 200: ref(s.CategoryDetail), ...problems }
    }
  }, async (request) => {
    const { body, tags } = await getCategory(app.pool, request.context, request.params.idOrSlug)
    request.cacheTags.push(...tags)
    return body
  })
}
