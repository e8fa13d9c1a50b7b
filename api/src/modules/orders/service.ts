// What buyers and staff ask of orders: the street doors' verbs, each answering with the order as it then is.
import type { Static } from '@sinclair/typebox'
import type { Shopper } from '../cart/index.ts'
import { directory } from '../localization/index.ts'
import type { Pool } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { unauthorized } from '../../shared/errors.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import { noSuchOrder } from './errors.ts'
import { cancelOrder, deliverOrder, shipOrder, type By } from './moves.ts'
import { placeOrder, type PlaceOrder } from './place-order.ts'
import { countOrders, findOrder, listOrders, type ListedOrder, type OrderFilter, type Owner, type Parcel } from './queries.ts'
import type { OrderPageSchema, OrderView, StaffOrderPageSchema, StaffOrderView } from './schemas.ts'
import { toOrderView, toStaffOrderView, toStaffSummaryView, toSummaryView } from './views.ts'

export type { Shopper } from '../cart/index.ts'
export interface Buyer { userId: string | null, orderId: string | null }

const anyone: Owner = { kind: 'any' }
const ofBuyer = (buyer: Buyer): Owner => ({ kind: 'buyer', ...buyer })

async function forBuyer (pool: Pool, orderId: string, buyer: Buyer): Promise<OrderView> {
  const [order, known] = await Promise.all([findOrder(pool, orderId, ofBuyer(buyer)), directory(pool)])
  if (!order) throw noSuchOrder()
  return toOrderView(order, known)
}

async function forStaff (pool: Pool, orderId: string): Promise<StaffOrderView> {
  const [order, known] = await Promise.all([findOrder(pool, orderId, anyone), directory(pool)])
  if (!order) throw noSuchOrder()
  return toStaffOrderView(order, known)
}

export async function place (deps: Deps, shopper: Shopper, input: PlaceOrder, idempotencyId: string): Promise<OrderView> {
  const { order, accessToken } = await placeOrder(deps, shopper, input, idempotencyId)
  return toOrderView(order, await directory(deps.pool), accessToken)
}

export const getOrder = forBuyer

export async function cancelAsBuyer (pool: Pool, orderId: string, buyer: Buyer): Promise<OrderView> {
  await cancelOrder(pool, orderId, ofBuyer(buyer), { type: 'customer', id: buyer.userId })
  return await forBuyer(pool, orderId, buyer)
}

export const getOrderAsStaff = forStaff

export async function cancelAsStaff (pool: Pool, orderId: string, by: By): Promise<StaffOrderView> {
  await cancelOrder(pool, orderId, anyone, { type: 'staff', id: by.actorId }, by)
  return await forStaff(pool, orderId)
}

export async function ship (pool: Pool, orderId: string, parcel: Parcel, by: By): Promise<StaffOrderView> {
  await shipOrder(pool, orderId, parcel, by)
  return await forStaff(pool, orderId)
}

export async function deliver (pool: Pool, orderId: string, by: By): Promise<StaffOrderView> {
  await deliverOrder(pool, orderId, by)
  return await forStaff(pool, orderId)
}

interface Asked { limit: number, cursor?: string | undefined }

async function page (pool: Pool, filter: Omit<OrderFilter, 'after' | 'limit'>, { limit, cursor }: Asked): Promise<{ rows: ListedOrder[], nextCursor: string | null }> {
  const [after] = cursor === undefined ? [] : decodeCursor(cursor, ['uuid'])
  const found = await listOrders(pool, { ...filter, after, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null }
}

export async function listForBuyer (pool: Pool, buyer: Buyer, asked: Asked): Promise<Static<typeof OrderPageSchema>> {
  if (buyer.userId === null && buyer.orderId === null) throw unauthorized()
  const [{ rows, nextCursor }, known] = await Promise.all([page(pool, { owner: ofBuyer(buyer) }, asked), directory(pool)])
  return { items: rows.map((row) => toSummaryView(row, known)), nextCursor }
}

export interface StaffAsked extends Asked, Omit<OrderFilter, 'owner' | 'after' | 'limit'> { total: boolean }

export async function listForStaff (pool: Pool, { limit, cursor, total, ...filter }: StaffAsked): Promise<Static<typeof StaffOrderPageSchema>> {
  const wanted = { ...filter, owner: anyone }
  const [{ rows, nextCursor }, known, count] = await Promise.all([
    page(pool, wanted, { limit, cursor }), directory(pool), total ? countOrders(pool, { ...wanted, limit }) : undefined])
  const items = rows.map((row) => toStaffSummaryView(row, known))
  return count === undefined ? { items, nextCursor } : { items, nextCursor, total: count }
}
