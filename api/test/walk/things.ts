// What a shopper of the walk owns: an account, an address, a session, an order, and a cart with a line in it; made as any shopper would.
import type { Headers, Reply, World } from './world.ts'

export interface Things { user: string, address: string, session: string, order: string, item: string, variant: string }

const ADDRESS = { firstName: 'Lena', lastName: 'Vogt', addressLine1: 'Torstraße 12', city: 'Berlin', postalCode: '10119', countryCode: 'DE' }

export async function ownThings (world: World, owner: Headers): Promise<Things> {
  const variant = await aVariantInStock(world)
  const user = good(await ask(world, 'GET', '/v1/users/me', owner)).json().id
  await fillCart(world, owner, variant)
  const order = good(await ask(world, 'POST', '/v1/orders', { ...owner, 'idempotency-key': crypto.randomUUID() }, {})).json().id
  const cart = await fillCart(world, owner, variant)
  const address = good(await ask(world, 'POST', '/v1/users/me/addresses', owner, { type: 'shipping', ...ADDRESS })).json().id
  const [session] = await world.shop.pool<{ id: string }[]>`select id from sessions where user_id = ${user} order by id limit 1`
  return { user, address, session: session?.id ?? '', order, item: cart.items[0].id, variant }
}

/** A cart that lacks nothing to become an order. */
export async function fillCart (world: World, owner: Headers, variantId: string) {
  good(await ask(world, 'POST', '/v1/cart/items?country=DE&currency=EUR&locale=en', owner, { variantId, quantity: 1 }))
  good(await ask(world, 'PATCH', '/v1/cart', owner, { email: 'walker@example.com', shippingAddress: ADDRESS }))
  const methods = good(await ask(world, 'GET', '/v1/cart/shipping_methods', owner)).json()
  return good(await ask(world, 'PATCH', '/v1/cart', owner, { shippingMethodId: methods.items[0].id })).json()
}

export async function aVariantInStock (world: World): Promise<string> {
  const { items } = good(await ask(world, 'GET', '/v1/products?inStock=true&limit=5', {})).json()
  for (const { id } of items) {
    const { variants } = good(await ask(world, 'GET', `/v1/products/${id}`, {})).json()
    const found = variants.find((variant: { inventoryQuantity: number }) => variant.inventoryQuantity > 20)
    if (found) return found.id
  }
  throw new Error('The demo has no variant with more than twenty in stock')
}

const ask = async (world: World, method: 'GET' | 'POST' | 'PATCH', url: string, headers: Headers, payload?: object): Promise<Reply> =>
  await world.shop.app.inject({ method, url, headers, ...(payload ? { payload } : {}) })

function good (reply: Reply): Reply {
  if (reply.statusCode >= 300) throw new Error(`${reply.raw.req.url ?? ''}: ${reply.statusCode} ${reply.body}`)
  return reply
}
