// The staff's doors of stock: levels, the ledger of a variant, adjustments with a reason.
import { byStaff } from '../../plugins/actor.ts'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { AdjustmentSchema, MovementQuery, StockLevelPageSchema, StockLevelSchema, StockMovementPageSchema, StockQuery, VariantParams } from './schemas.ts'
import { adjustAsStaff, changeOf, listLevels, listMovements, toLevelView, toMovementView } from './service.ts'

const tags = ['Inventory']
const problems = { '4xx': ref(ProblemSchema) }

export async function inventoryRoutes (app: App): Promise<void> {
  app.get('/v1/admin/inventory', {
    config: { access: 'inventory.read' },
    schema: {
      operationId: 'listAdminInventory',
      summary: 'What is on hand, reserved and free',
      tags,
      querystring: StockQuery,
      response: { 200: ref(StockLevelPageSchema), ...problems }
    }
  }, async ({ query: { limit = 24, include, ...filter }, context: { languages } }) => {
    const { items, ...page } = await listLevels(app.pool, { ...filter, limit, languages, total: include === 'total' })
    return { ...page, items: items.map(toLevelView) }
  })

  app.get('/v1/admin/inventory/:variantId/movements', {
    config: { access: 'inventory.read', notFound: 'variant' },
    schema: {
      operationId: 'listAdminInventoryMovements',
      summary: 'The ledger of one variant, newest first',
      tags,
      params: VariantParams,
      querystring: MovementQuery,
      response: { 200: ref(StockMovementPageSchema), ...problems }
    }
  }, async ({ params, query: { limit = 24, cursor } }) => {
    const { items, ...page } = await listMovements(app.pool, params.variantId, limit, cursor)
    return { ...page, items: items.map(toMovementView) }
  })

  app.post('/v1/admin/inventory/:variantId/adjustments', {
    config: { access: 'inventory.write', notFound: 'variant' },
    schema: {
      operationId: 'adjustAdminInventory',
      summary: 'Set or change what is on hand, with a reason',
      tags,
      params: VariantParams,
      body: ref(AdjustmentSchema),
      response: { 200: ref(StockLevelSchema), ...problems }
    }
  }, async (request) => toLevelView(await adjustAsStaff(
    app.pool, request.context.languages, changeOf(request.params.variantId, request.body), byStaff(request))))
}
