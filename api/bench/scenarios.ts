// What the load asks, as autocannon's requests: one place for the shop and its ceiling, so that both are asked for the same.
import { randomUUID } from 'node:crypto'
import type { Request } from 'autocannon'

export interface Material { slugs: Record<string, string[]>, variants: string[], carts: Array<{ id: string, token: string }>, names: string[], shippingMethodId: string, token?: string, emails?: string[] }
export type Side = 'shop' | 'ceiling'
type Scenario = (side: Side, next: () => number, material: Material, done: () => void) => Request[]

const json = { 'content-type': 'application/json' }
const contexts = ['locale=en&currency=EUR', 'locale=zh&currency=CNY', 'locale=en&currency=CNY', 'locale=zh&currency=EUR']
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T

// A country that no other request names is another key of the cache and the same question to the database.
const unlikeAnyOther = (n: number): Record<string, string> => ({ 'x-country': `b${n.toString(36)}` })
const read = (path: (n: number) => string, next: () => number, headers: Record<string, string> = {}): Request[] => [{
  method: 'GET',
  setupRequest: (request: Request) => {
    const n = next()
    return { ...request, path: path(n), headers: { ...unlikeAnyOther(n), ...headers } }
  }
}]
const write = (path: string, body: (n: number) => object, headers: (n: number) => Record<string, string>, next: () => number): Request[] => [{
  method: 'POST',
  path,
  setupRequest: (request: Request) => {
    const n = next()
    return { ...request, body: JSON.stringify(body(n)), headers: { ...json, ...headers(n) } }
  }
}]

const someDetail = (side: Side, { slugs }: Material) => (n: number) => {
  const context = pick(contexts, n)
  return `${side === 'shop' ? '/v1/products/' : '/'}${encodeURIComponent(pick(slugs[context.slice(7, 9)] ?? [], n * 13))}?${context}`
}
const newLine = (material: Material) => (n: number) => ({ variantId: pick(material.variants, n * 7), quantity: 1 })

export const scenarios: Record<string, Scenario> = {
  one: () => [{ method: 'GET', path: '/' }],
  list: (side, next) => read((n) => `${side === 'shop' ? '/v1/products' : '/'}?${pick(contexts, n)}`, next),
  cached: (side) => [{ method: 'GET', path: side === 'shop' ? '/v1/products?locale=en&currency=EUR' : '/' }],
  detail: (side, next, material) => read(someDetail(side, material), next),
  signedInDetail: (side, next, material) => read(someDetail(side, material), next, { authorization: `Bearer ${material.token ?? ''}` }),
  signIn: (_side, next, { emails = [] }) => write('/v1/auth/login', (n) => ({ email: pick(emails, n), password: 'a walk along the Spree', tokenDelivery: 'body' }), () => ({}), next),
  search: (_side, next, { names }) => read((n) => `/v1/products?locale=en&currency=EUR&q=${encodeURIComponent(pick(names, n))}`, next),
  cart: (side, next, material) => write(side === 'shop' ? '/v1/cart/items?locale=en&currency=EUR&country=DE' : '/', newLine(material), () => ({}), next),
  keyedCart: (side, next, material) => write(side === 'shop' ? '/v1/cart/items?locale=en&currency=EUR&country=DE' : '/',
    newLine(material), () => ({ 'idempotency-key': randomUUID() }), next),
  order (side, next, { carts }) {
    const cart = (n: number) => {
      if (n >= carts.length) throw new Error('No prepared cart is left: fewer rounds or more carts')
      return carts[n] as Material['carts'][number]
    }
    return side === 'ceiling'
      ? write('/', (n) => ({ cartId: cart(n).id }), () => ({}), next)
      : write('/v1/orders', () => ({}), (n) => ({ 'idempotency-key': randomUUID(), 'x-cart-token': cart(n).token }), next)
  },
  checkout: (_side, next, material, done) => checkout(next, material, done)
}

interface Walk { cart?: string, order?: string, orderId?: string }

/** Two lines into a new cart, how it can be shipped, address and method, the order, the payment: what a guest's browser sends. */
function checkout (next: () => number, { variants, shippingMethodId }: Material, done: () => void): Request[] {
  const address = { firstName: 'Lena', lastName: 'Vogt', addressLine1: 'Torstraße 12', city: 'Berlin', postalCode: '10119', countryCode: 'DE' }
  const kept = (body: string): Record<string, string> => JSON.parse(body) as Record<string, string>
  const step = (method: 'GET' | 'POST' | 'PATCH', path: string, body: (walk: Walk) => object | undefined, keep: (walk: Walk, reply: Record<string, string>) => void): Request => ({
    method,
    path,
    setupRequest: (request: Request, context: object) => {
      const walk = context as Walk
      const content = body(walk)
      return {
        ...request,
        headers: {
          ...(content === undefined ? {} : json),
          ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
          ...(walk.cart === undefined ? {} : { 'x-cart-token': walk.cart }),
          ...(walk.order === undefined ? {} : { 'x-order-token': walk.order })
        },
        ...(content === undefined ? {} : { body: JSON.stringify(content) })
      }
    },
    onResponse: (status: number, reply: string, context: object) => { if (status < 300) keep(context, kept(reply)) }
  })
  return [
    step('POST', '/v1/cart/items?locale=en&currency=EUR&country=DE',
      () => { const n = next(); return { items: [0, 1].map((k) => ({ variantId: pick(variants, n * 7 + k * 3), quantity: 1 })) } },
      (walk, reply) => { walk.cart = reply['token'] }),
    step('GET', '/v1/cart/shipping_methods', () => undefined, () => {}),
    step('PATCH', '/v1/cart', () => ({ email: 'lena@example.com', shippingAddress: address, shippingMethodId }), () => {}),
    step('POST', '/v1/orders', () => ({}), (walk, reply) => { walk.order = reply['accessToken']; walk.orderId = reply['id'] }),
    step('POST', '/v1/payments/process', ({ orderId }) => ({ orderId, gateway: 'test', paymentMethod: 'approve' }), () => { done() })
  ]
}
