// The staff's doors of products: search, read everything for editing, save texts, pictures, state and prices.
import type { FastifyRequest } from 'fastify'
import { byStaff } from '../../plugins/actor.ts'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { listStaffProducts, savePrices, saveProduct, staffProduct, type Reader } from './service.ts'
import { ListQuery, MatchHeaders, PriceChanges, ProductParams, ProductPatch, StaffCardPage, StaffProductSchema } from './schemas.ts'

const tags = ['admin products']
const problems = { '4xx': ref(ProblemSchema) }
const write = { access: 'products.write', notFound: 'product' } as const

const readerOf = ({ caller, context }: FastifyRequest): Reader =>
  ({ languages: context.languages, mayWrite: (caller.kind === 'staff' || caller.kind === 'api_key') && caller.permissions.has('products.write') })

export async function merchandiseRoutes (app: App): Promise<void> {
  app.get('/v1/admin/products', {
    config: { access: 'products.read' },
    schema: {
      operationId: 'listAdminProducts',
      summary: 'All products, newest first',
      tags,
      querystring: ListQuery,
      response: { 200: ref(StaffCardPage), ...problems }
    }
  }, async (request) => await listStaffProducts(app.pool, readerOf(request), request.query))

  app.get('/v1/admin/products/:productId', {
    config: { access: 'products.read', notFound: 'product' },
    schema: {
      operationId: 'getAdminProduct',
      summary: 'A product with everything for editing',
      description: 'Texts in all languages with what is missing, prices per currency with the why, stock, pictures.',
      tags,
      params: ProductParams,
      response: { 200: ref(StaffProductSchema), ...problems }
    }
  }, async (request, reply) => {
    const product = await staffProduct(app.pool, readerOf(request), request.params.productId)
    reply.header('etag', `"${product.version}"`)
    return product
  })

  await app.register(savingRoutes)
}

async function savingRoutes (app: App): Promise<void> {
  app.patch('/v1/admin/products/:productId', {
    config: write,
    schema: {
      operationId: 'updateAdminProduct',
      summary: 'Change state, texts and pictures of a product',
      tags,
      params: ProductParams,
      headers: MatchHeaders,
      body: ref(ProductPatch),
      response: { 200: ref(StaffProductSchema), ...problems }
    }
  }, async (request, reply) => {
    const product = await saveProduct(app.pool, readerOf(request), request.params.productId, request.body, request.headers['if-match'], byStaff(request))
    reply.header('etag', `"${product.version}"`)
    return product
  })

  app.put('/v1/admin/products/:productId/prices', {
    config: write,
    schema: {
      operationId: 'setAdminProductPrices',
      summary: 'Set prices of a product, or give them back to conversion',
      tags,
      params: ProductParams,
      headers: MatchHeaders,
      body: ref(PriceChanges),
      response: { 200: ref(StaffProductSchema), ...problems }
    }
  }, async (request, reply) => {
    const product = await savePrices(app.pool, readerOf(request), request.params.productId, request.body, request.headers['if-match'], byStaff(request))
    reply.header('etag', `"${product.version}"`)
    return product
  })
}
