// The street doors of orders: buyers place, look, cancel; staff find, ship, deliver, cancel.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { byStaff } from '../../plugins/actor.ts'
import { sayContext } from '../../plugins/context.ts'
import { userIdOf, type App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import {
  NoWords, OrderListQuery, OrderPageSchema, OrderParams, OrderSchema, OptionalOrder, ShipOrderSchema,
  StaffOrderPageSchema, StaffOrderQuery, StaffOrderSchema, type OrderView
} from './schemas.ts'
import {
  cancelAsBuyer, cancelAsStaff, deliver, getOrder, getOrderAsStaff, listForBuyer, listForStaff, place, ship, type Buyer, type Shopper
} from './service.ts'

const tags = ['Orders']
const problems = { '4xx': ref(ProblemSchema) }

export async function orderRoutes (app: App): Promise<void> {
  app.post('/v1/orders', {
    config: { access: 'buyer', idempotency: 'required', guestToken: { kind: 'order', field: 'accessToken' } },
    schema: {
      operationId: 'placeOrder',
      summary: 'Make an order of the caller\'s cart; its stock is held',
      tags,
      body: OptionalOrder,
      response: { 201: ref(OrderSchema), ...problems }
    }
  }, async (request, reply) => {
    reply.code(201)
    return tell(reply, await place(app.deps, shopperOf(request), request.body ?? {}, request.idempotencyId ?? ''))
  })

  app.get('/v1/orders', {
    config: { access: 'buyer' },
    schema: { operationId: 'listOrders', summary: 'The caller\'s orders, newest first', tags, querystring: OrderListQuery, response: { 200: ref(OrderPageSchema), ...problems } }
  }, async (request) => await listForBuyer(app.pool, buyerOf(request), { limit: request.query.limit ?? 24, cursor: request.query.cursor }))

  app.get('/v1/orders/:orderId', {
    config: { access: 'buyer', notFound: 'order' },
    schema: { operationId: 'getOrder', summary: 'One order with its timeline', tags, params: OrderParams, response: { 200: ref(OrderSchema), ...problems } }
  }, async (request, reply) => tell(reply, await getOrder(app.pool, request.params.orderId, buyerOf(request))))

  app.post('/v1/orders/:orderId/cancel', {
    config: { access: 'buyer', notFound: 'order' },
    schema: {
      operationId: 'cancelOrder',
      summary: 'Cancel an order that has not been shipped; what was paid goes back',
      tags,
      params: OrderParams,
      body: NoWords,
      response: { 200: ref(OrderSchema), ...problems }
    }
  }, async (request, reply) => tell(reply, await cancelAsBuyer(app.pool, request.params.orderId, buyerOf(request))))
}

function tell (reply: FastifyReply, order: OrderView): OrderView {
  sayContext(reply, order)
  return order
}

const staffTags = ['Orders (staff)']
const answers = { 200: ref(StaffOrderSchema), '4xx': ref(ProblemSchema) }
const mayWrite = { access: 'orders.write', notFound: 'order' } as const

export async function orderAdminRoutes (app: App): Promise<void> {
  app.get('/v1/admin/orders', {
    config: { access: 'orders.read' },
    schema: {
      operationId: 'listAdminOrders',
      summary: 'Orders by words, state, place and time, newest first',
      tags: staffTags,
      querystring: StaffOrderQuery,
      response: { 200: ref(StaffOrderPageSchema), '4xx': ref(ProblemSchema) }
    }
  }, async ({ query: { limit = 24, include, ...filter } }) => await listForStaff(app.pool, { ...filter, limit, total: include === 'total' }))

  app.get('/v1/admin/orders/:orderId', {
    config: { access: 'orders.read', notFound: 'order' },
    schema: { operationId: 'getAdminOrder', summary: 'One order with what may be done next', tags: staffTags, params: OrderParams, response: answers }
  }, async ({ params }) => await getOrderAsStaff(app.pool, params.orderId))

  app.post('/v1/admin/orders/:orderId/ship', {
    config: mayWrite,
    schema: { operationId: 'shipAdminOrder', summary: 'Say that the parcel left, with its tracking number', tags: staffTags, params: OrderParams, body: ref(ShipOrderSchema), response: answers }
  }, async (request) => await ship(app.pool, request.params.orderId, request.body, byStaff(request)))

  app.post('/v1/admin/orders/:orderId/deliver', {
    config: mayWrite,
    schema: { operationId: 'deliverAdminOrder', summary: 'Say that the parcel arrived', tags: staffTags, params: OrderParams, body: NoWords, response: answers }
  }, async (request) => await deliver(app.pool, request.params.orderId, byStaff(request)))

  app.post('/v1/admin/orders/:orderId/cancel', {
    config: mayWrite,
    schema: { operationId: 'cancelAdminOrder', summary: 'Cancel an order that has not been shipped; what was paid goes back', tags: staffTags, params: OrderParams, body: NoWords, response: answers }
  }, async (request) => await cancelAsStaff(app.pool, request.params.orderId, byStaff(request)))
}

const buyerOf = ({ caller, guest }: FastifyRequest): Buyer =>
  ({ userId: userIdOf(caller), orderId: guest.orderId ?? null })

const shopperOf = ({ caller, guest, context }: FastifyRequest): Shopper => ({
  userId: userIdOf(caller),
  cartId: guest.cartId ?? null,
  channelId: context.channel.id,
  priceListId: context.channel.priceListId,
  locale: context.locale,
  currency: context.currency.code,
  country: context.country
})
