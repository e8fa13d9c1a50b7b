// The street doors of the cart.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sayContext } from '../../plugins/context.ts'
import { userIdOf, type App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { AddItemsSchema, CartSchema, ChangeCartSchema, ChangeItemSchema, IfMatchHeader, ItemParams, ShippingQuoteListSchema, type CartView } from './schemas.ts'
import { addItems, changeCart, changeItem, linesOf, openCart, readIfMatch, shippingMethods, undoMerge, type IfMatch, type Shopper } from './service.ts'
import { toCartView, toQuoteView } from './views.ts'

const tags = ['Cart']
const cartReply = { 200: ref(CartSchema), '4xx': ref(ProblemSchema) }
const open = { access: 'buyer' } as const

export async function cartRoutes (app: App): Promise<void> {
  app.get('/v1/cart', {
    config: open,
    schema: { operationId: 'getCart', summary: 'The caller\'s cart', tags, response: cartReply }
  }, async (request, reply) => tell(reply, toCartView(await openCart(app.pool, shopperOf(request)))))

  app.post('/v1/cart/items', {
    config: { ...open, guestToken: { kind: 'cart', field: 'token' } },
    schema: {
      operationId: 'addCartItems',
      summary: 'Put one or several variants into the cart, making it if there is none',
      tags,
      headers: IfMatchHeader,
      body: ref(AddItemsSchema),
      response: { 201: ref(CartSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request, reply) => {
    const { cart, token } = await addItems(app.deps, shopperOf(request), linesOf(request.body), ifMatchOf(request))
    reply.code(201)
    return tell(reply, toCartView(cart, token))
  })

  app.patch('/v1/cart', {
    config: open,
    schema: {
      operationId: 'updateCart',
      summary: 'Choose language, currency, country, addresses and shipping',
      tags,
      headers: IfMatchHeader,
      body: ref(ChangeCartSchema),
      response: cartReply
    }
  }, async (request, reply) => tell(reply, toCartView(
    await changeCart(app.pool, shopperOf(request), request.body, ifMatchOf(request)))))

  app.get('/v1/cart/shipping_methods', {
    config: open,
    schema: {
      operationId: 'listShippingMethods',
      summary: 'How the cart can be shipped and what that costs',
      tags,
      response: { 200: ref(ShippingQuoteListSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request, reply) => {
    const { cart, offered } = await shippingMethods(app.pool, shopperOf(request))
    sayContext(reply, { locale: cart.locale, currency: cart.currency.code })
    return { items: offered.map(toQuoteView) }
  })
}

export async function cartItemRoutes (app: App): Promise<void> {
  app.patch('/v1/cart/items/:itemId', {
    config: { ...open, notFound: 'cart_item' },
    schema: {
      operationId: 'updateCartItem',
      summary: 'Change how many of a line are wanted',
      tags,
      headers: IfMatchHeader,
      params: ItemParams,
      body: ref(ChangeItemSchema),
      response: cartReply
    }
  }, async (request, reply) => tell(reply, toCartView(
    await changeItem(app.pool, shopperOf(request), request.params.itemId, request.body.quantity, ifMatchOf(request)))))

  app.delete('/v1/cart/items/:itemId', {
    config: { ...open, notFound: 'cart_item' },
    schema: { operationId: 'removeCartItem', summary: 'Take a line out', tags, headers: IfMatchHeader, params: ItemParams, response: cartReply }
  }, async (request, reply) => tell(reply, toCartView(
    await changeItem(app.pool, shopperOf(request), request.params.itemId, 0, ifMatchOf(request)))))
}

export async function cartMergeRoutes (app: App): Promise<void> {
  app.delete('/v1/cart/merge', {
    config: open,
    schema: {
      operationId: 'undoCartMerge',
      summary: 'Take back what a guest\'s cart brought along at sign-in',
      description: 'Lines lose what came and keep what was put in since. With nothing to take back the cart stays as it is.',
      tags,
      headers: IfMatchHeader,
      response: cartReply
    }
  }, async (request, reply) => tell(reply, toCartView(await undoMerge(app.pool, shopperOf(request), ifMatchOf(request)))))
}

const shopperOf = ({ caller, guest, context }: FastifyRequest): Shopper => ({
  userId: userIdOf(caller),
  cartId: guest.cartId ?? null,
  channelId: context.channel.id,
  priceListId: context.channel.priceListId,
  locale: context.locale,
  currency: context.currency.code,
  country: context.country
})

const ifMatchOf = ({ headers }: FastifyRequest): IfMatch => readIfMatch(headers['if-match'])

function tell (reply: FastifyReply, cart: CartView): CartView {
  sayContext(reply, cart)
  reply.header('etag', `"${cart.version}"`)
  return cart
}
