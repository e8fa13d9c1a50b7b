// A crowd of guests that buys over HTTP through every outage: each request goes out again under its own key until it is answered.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { LENA, type Money, type ReplyBody } from '../support/commerce.ts'

// A process that died with a key in its hand keeps it for the thirty seconds of its lease.
const PATIENCE_MS = 75_000
const PAUSE_MS = 100

/** What a client was told, and so must be true whatever happened. */
export interface Receipt { id: string, number: string, total: Money, quantity: number, paid: boolean }

export interface Crowd {
  receipts: Receipt[]
  /** Answers that no outage excuses. */
  odd: string[]
  refused: number
  retries: number
  /** Nobody begins another purchase; ends when everybody has the last answer. */
  goHome: () => Promise<void>
}

interface Answer { status: number, body: ReplyBody }
interface Ask { path: string, body: object, headers?: Record<string, string> }

export function gather (api: string, size: number, variantIds: string[], shippingMethodId: string): Crowd {
  const state = { open: true }
  const crowd: Crowd = {
    receipts: [],
    odd: [],
    refused: 0,
    retries: 0,
    goHome: async () => {
      state.open = false
      await everybody
    }
  }
  const everybody = Promise.all(Array.from({ length: size }, async (_, index) => {
    for (let round = index; state.open; round += 1) {
      await buy(crowd, api, variantIds[round % variantIds.length] as string, shippingMethodId, round)
    }
  }))
  return crowd
}

/** One purchase from the empty cart to the order; every third is paid at once. */
export async function buy (crowd: Crowd, api: string, variantId: string, shippingMethodId: string, round = 1): Promise<void> {
  const quantity = 1 + round % 2
  const cart = await insist(crowd, api, { path: '/v1/cart/items', body: { variantId, quantity } }, 201)
  if (!cart) return
  const order = await insist(crowd, api, { path: '/v1/orders', body: { ...LENA, shippingMethodId }, headers: { 'x-cart-token': cart.token } }, 201)
  if (!order) return
  const receipt: Receipt = { id: order.id, number: order.number, total: order.total, quantity, paid: false }
  crowd.receipts.push(receipt)
  if (round % 3 > 0) return
  const payment = { orderId: order.id, gateway: 'test', paymentMethod: 'approve' }
  const paid = await insist(crowd, api, { path: '/v1/payments/process', body: payment, headers: { 'x-order-token': order.accessToken } }, 200)
  receipt.paid = paid?.status === 'captured'
}

async function insist (crowd: Crowd, api: string, { path, body, headers = {} }: Ask, wanted: number): Promise<ReplyBody | undefined> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers }, body: JSON.stringify(body) }
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; crowd.retries += 1) {
    const answer = await send(`${api}${path}`, request)
    if (answer?.status === wanted) return answer.body
    if (answer && !isAskAgain(answer)) {
      if (answer.body.code === 'out_of_stock') crowd.refused += 1
      else crowd.odd.push(`${path} ${answer.status} ${JSON.stringify(answer.body)}`)
      return undefined
    }
    await sleep(PAUSE_MS * (0.5 + Math.random()))
  }
  crowd.odd.push(`${path} was not answered in ${PATIENCE_MS / 1000} s`)
  return undefined
}

const isAskAgain = ({ status, body }: Answer): boolean => status === 503 || body.code === 'idempotency_in_progress'

// Nothing at all when the connection is refused or breaks off.
async function send (url: string, request: RequestInit): Promise<Answer | undefined> {
  try {
    const reply = await fetch(url, { ...request, signal: AbortSignal.timeout(20_000) })
    return { status: reply.status, body: await reply.json() as ReplyBody }
  } catch {
    return undefined
  }
}

/** The variants that the first pages of the shop offer, and the first way to send them. */
export async function lookAround (api: string): Promise<{ variantIds: string[], shippingMethodId: string }> {
  const list = await (await fetch(`${api}/v1/products?limit=40`)).json() as { items: Array<{ variantId: string, inStock: boolean }> }
  const variantIds = list.items.filter(({ inStock }) => inStock).map(({ variantId }) => variantId)
  const cart = await send(`${api}/v1/cart/items`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ variantId: variantIds[0], quantity: 1 })
  })
  const methods = await (await fetch(`${api}/v1/cart/shipping_methods`, { headers: { 'x-cart-token': cart?.body.token ?? '' } })).json() as ReplyBody
  const shippingMethodId = methods.items[0]?.id
  if (shippingMethodId === undefined) throw new Error(`The demo offers no shipping: ${JSON.stringify(methods)}`)
  return { variantIds, shippingMethodId }
}
