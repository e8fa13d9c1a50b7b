// All SQL of orders: placing, moving under a row lock, reading one or a list.
import type { Static } from '@sinclair/typebox'
import type { Db } from '../../platform/db.ts'
import type { AddressSchema } from '../../shared/schemas.ts'
import type { FulfillmentStatus, PaymentStatus } from './lifecycle.ts'
import type { OrderStatus } from './summary.ts'

type Address = Static<typeof AddressSchema>
interface Picture { hash: string, width: number, height: number, tint: string | null, alt: string | null }

export type CancelReason = 'customer' | 'staff' | 'expired'
export type ActorType = 'customer' | 'staff' | 'system' | 'gateway'
export interface Actor { type: ActorType, id?: string | null | undefined }

export interface NewOrder {
  id: string, number: string, cartId: string, idempotencyId: string, userId: string | null, channelId: string
  locale: string, currency: string, country: string, email: string
  subtotal: string, discountTotal: string, shippingTotal: string, taxTotal: string, total: string, taxIncluded: boolean
  baseCurrency: string, exchangeRate: string, baseTotal: string
  shippingAddress: object, billingAddress: object, shippingMethodId: string, shippingMethodName: string, note: string | null
  expiryMinutes: number
}
export interface NewItem {
  id: string, position: number, productId: string, variantId: string, sku: string, name: string, options: object[], image: object | null
  quantity: number, unit: string, lineTotal: string, discountShare: string, taxShare: string
}
export interface NewTaxLine { itemId: string | null, country: string, taxClass: string, percent: string, reason: string, taxable: string, amount: string }

/** The order, its lines, its taxes and the first line of its timeline in one statement. */
export const insertOrder = async (db: Db, o: NewOrder, items: NewItem[], taxes: NewTaxLine[]): Promise<void> => {
  await db`
    with placed as (
      insert into orders (id, number, cart_id, idempotency_id, user_id, channel_id, locale, currency, country, email,
        subtotal, discount_total, shipping_total, tax_total, total, tax_included, base_currency, exchange_rate, base_total,
        shipping_address, billing_address, shipping_method_id, shipping_method_name, note, expires_at)
      values (${o.id}, ${o.number}, ${o.cartId}, ${o.idempotencyId}, ${o.userId}, ${o.channelId}, ${o.locale}, ${o.currency}, ${o.country}, ${o.email},
        ${o.subtotal}, ${o.discountTotal}, ${o.shippingTotal}, ${o.taxTotal}, ${o.total}, ${o.taxIncluded}, ${o.baseCurrency}, ${o.exchangeRate}, ${o.baseTotal},
        ${JSON.stringify(o.shippingAddress)}::text::jsonb, ${JSON.stringify(o.billingAddress)}::text::jsonb, ${o.shippingMethodId},
        ${o.shippingMethodName}, ${o.note}, now() + ${o.expiryMinutes}::int * interval '1 minute')
      returning id
    ), item as (
      insert into order_items (id, order_id, position, product_id, variant_id, sku, name, options, image, quantity, price_per_unit, line_total, discount_share, tax_share)
      select x.id, placed.id, x.position, x."productId", x."variantId", x.sku, x.name, x.options, x.image, x.quantity, x.unit, x."lineTotal", x."discountShare", x."taxShare"
      from placed, jsonb_to_recordset(${JSON.stringify(items)}::text::jsonb) as x(id uuid, position int, "productId" uuid, "variantId" uuid, sku text,
        name text, options jsonb, image jsonb, quantity int, unit numeric, "lineTotal" numeric, "discountShare" numeric, "taxShare" numeric)
    ), tax as (
      insert into order_tax_lines (order_id, order_item_id, country, tax_class, percent, reason, taxable, amount)
      select placed.id, x."itemId", x.country, x."taxClass", x.percent, x.reason, x.taxable, x.amount
      from placed, jsonb_to_recordset(${JSON.stringify(taxes)}::text::jsonb) as x("itemId" uuid, country text, "taxClass" text, percent numeric, reason text, taxable numeric, amount numeric)
    )
    insert into order_events (order_id, name, actor_type, actor_id) select id, 'placed', 'customer', ${o.userId}::uuid from placed`
}

export const orderOfKey = async (db: Db, idempotencyId: string): Promise<string | undefined> => {
  const [row] = await db<{ id: string }[]>`select id from orders where idempotency_id = ${idempotencyId}`
  return row?.id
}

export interface LockedOrder {
  id: string, number: string, userId: string | null, email: string, locale: string, channelId: string
  currency: string, total: string, status: OrderStatus, paymentStatus: PaymentStatus, fulfillmentStatus: FulfillmentStatus
  cancelReason: CancelReason | null
}

/** Every move of an order begins here, so that moves of one order happen one after the other. */
export const lockOrder = async (db: Db, id: string): Promise<LockedOrder | undefined> => {
  const [row] = await db<LockedOrder[]>`
    select id, number, user_id, email, locale, channel_id, currency, total, status, payment_status, fulfillment_status, cancel_reason
    from orders where id = ${id} for update`
  return row
}

export interface Lives { paymentStatus: PaymentStatus, fulfillmentStatus: FulfillmentStatus, status: OrderStatus, cancelReason: CancelReason | null }
export interface Told { name: string, actor: Actor, payload?: object }

/** The move and its line on the timeline in one statement, under the row's lock. */
export const saveMove = async (db: Db, id: string, lives: Lives, told: Told): Promise<void> => {
  await db`
    with moved as (
      update orders set payment_status = ${lives.paymentStatus}, fulfillment_status = ${lives.fulfillmentStatus}, status = ${lives.status},
        cancel_reason = ${lives.cancelReason}, cancelled_at = case when ${lives.cancelReason}::text is null then null else coalesce(cancelled_at, now()) end
      where id = ${id} returning id
    )
    insert into order_events (order_id, name, actor_type, actor_id, payload)
    select id, ${told.name}, ${told.actor.type}, ${told.actor.id ?? null}::uuid, ${JSON.stringify(told.payload ?? {})}::text::jsonb from moved`
}

export const tell = async (db: Db, id: string, told: Told): Promise<void> => {
  await db`
    insert into order_events (order_id, name, actor_type, actor_id, payload)
    values (${id}, ${told.name}, ${told.actor.type}, ${told.actor.id ?? null}::uuid, ${JSON.stringify(told.payload ?? {})}::text::jsonb)`
}

export const stockLines = async (db: Db, id: string): Promise<Array<{ variantId: string | null, quantity: number }>> =>
  await db<Array<{ variantId: string | null, quantity: number }>>`
    select variant_id, sum(quantity)::int as quantity from order_items where order_id = ${id} group by variant_id`

export interface Parcel { carrier?: string | undefined, trackingNumber: string, trackingUrl?: string | undefined }

export const insertFulfillment = async (db: Db, orderId: string, locationId: string, parcel: Parcel): Promise<void> => {
  await db`
    insert into fulfillments (order_id, location_id, status, carrier, tracking_number, tracking_url, shipped_at)
    values (${orderId}, ${locationId}, 'shipped', ${parcel.carrier ?? null}, ${parcel.trackingNumber}, ${parcel.trackingUrl ?? null}, now())`
}

export const deliverFulfillment = async (db: Db, orderId: string): Promise<void> => {
  await db`update fulfillments set status = 'delivered', delivered_at = now() where order_id = ${orderId} and status = 'shipped'`
}

export const trackingOf = async (db: Db, orderId: string): Promise<string | undefined> => {
  const [row] = await db<{ trackingNumber: string }[]>`
    select tracking_number from fulfillments where order_id = ${orderId} and status <> 'cancelled'`
  return row?.trackingNumber
}

export const expiredOrders = async (db: Db, limit: number): Promise<string[]> => (await db<{ id: string }[]>`
  select id from orders where status = 'pending' and expires_at < now() order by expires_at limit ${limit}`).map((row) => row.id)

/** Orders of a guest with this address become the account's, each with a line on its timeline. */
export const adoptOrders = async (tx: Db, userId: string, email: string): Promise<void> => {
  await tx`
    with adopted as (update orders set user_id = ${userId} where email = ${email}::text::citext and user_id is null returning id)
    insert into order_events (order_id, name, actor_type, actor_id) select id, 'adopted', 'customer', ${userId}::uuid from adopted`
}

/** Amounts are decimals as the database keeps them; views write them at the currency's scale. */
export interface ItemRow {
  id: string, productId: string | null, variantId: string | null, sku: string, name: string, options: Array<{ name: string, value: string }>
  picture: Picture | null, quantity: number, unit: string, lineTotal: string, discountShare: string, taxShare: string
}
export interface TaxRow { country: string, taxClass: string, percent: string, taxable: string, amount: string }
export interface FulfillmentRow {
  id: string, status: 'open' | 'shipped' | 'delivered' | 'cancelled', carrier: string | null, trackingNumber: string | null
  trackingUrl: string | null, shippedAt: string | null, deliveredAt: string | null
}
export interface EventRow { id: string, name: string, actor: ActorType, payload: Record<string, unknown>, at: string }

export interface OrderFacts {
  id: string, number: string, userId: string | null, channelId: string, locale: string, currency: string, country: string, email: string
  status: OrderStatus, paymentStatus: PaymentStatus, fulfillmentStatus: FulfillmentStatus
  subtotal: string, discountTotal: string, shippingTotal: string, taxTotal: string, total: string, taxIncluded: boolean
  baseCurrency: string, exchangeRate: string, baseTotal: string, shippingAddress: Address, billingAddress: Address
  shippingMethodName: string, note: string | null, placedAt: Date, expiresAt: Date | null, cancelledAt: Date | null, cancelReason: CancelReason | null
}
export interface OrderRow extends OrderFacts { items: ItemRow[], taxes: TaxRow[], fulfillments: FulfillmentRow[], timeline: EventRow[] }

/** Whose order it must be; staff and the shop itself see all. */
export type Owner = { kind: 'any' } | { kind: 'buyer', userId: string | null, orderId: string | null }

const belongs = (db: Db, owner: Owner) => owner.kind === 'any'
  ? db`true`
  : db`(o.user_id = ${owner.userId}::uuid or o.id = ${owner.orderId}::uuid)`

// A moment inside JSON, as the wire has it.
const rfc3339 = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'

export const findOrder = async (db: Db, id: string, owner: Owner): Promise<OrderRow | undefined> => {
  const [row] = await db<OrderRow[]>`
    select o.id, o.number, o.user_id, o.channel_id, o.locale, o.currency, o.country, o.email, o.status, o.payment_status, o.fulfillment_status,
      o.subtotal, o.discount_total, o.shipping_total, o.tax_total, o.total, o.tax_included, o.base_currency,
      trim_scale(o.exchange_rate)::text as exchange_rate, o.base_total, o.shipping_address, o.billing_address,
      o.shipping_method_name, o.note, o.placed_at, o.expires_at, o.cancelled_at, o.cancel_reason,
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'productId', i.product_id, 'variantId', i.variant_id, 'sku', i.sku, 'name', i.name,
          'options', i.options, 'picture', i.image, 'quantity', i.quantity, 'unit', i.price_per_unit::text, 'lineTotal', i.line_total::text,
          'discountShare', i.discount_share::text, 'taxShare', i.tax_share::text) order by i.position), '[]')
        from order_items i where i.order_id = o.id) as items,
      (select coalesce(jsonb_agg(jsonb_build_object('country', g.country, 'taxClass', g.tax_class, 'percent', g.percent, 'taxable', g.taxable, 'amount', g.amount) order by g.percent desc), '[]')
        from (select country, min(tax_class) as tax_class, trim_scale(percent)::text as percent, sum(taxable)::text as taxable, sum(amount)::text as amount
          from order_tax_lines x where x.order_id = o.id and x.reason = 'destination' and x.taxable > 0 group by country, percent) g) as taxes,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'status', f.status, 'carrier', f.carrier, 'trackingNumber', f.tracking_number,
          'trackingUrl', f.tracking_url, 'shippedAt', to_char(f.shipped_at at time zone 'UTC', ${rfc3339}),
          'deliveredAt', to_char(f.delivered_at at time zone 'UTC', ${rfc3339})) order by f.id), '[]')
        from fulfillments f where f.order_id = o.id) as fulfillments,
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'actor', e.actor_type, 'payload', e.payload,
          'at', to_char(e.created_at at time zone 'UTC', ${rfc3339})) order by e.id), '[]')
        from order_events e where e.order_id = o.id) as timeline
    from orders o where o.id = ${id} and ${belongs(db, owner)}`
  return row
}

export interface ListedOrder {
  id: string, number: string, status: OrderStatus, paymentStatus: PaymentStatus, fulfillmentStatus: FulfillmentStatus, email: string
  firstName: string | null, lastName: string | null, country: string, currency: string, total: string
  baseCurrency: string, baseTotal: string, itemCount: number, placedAt: Date
}

export interface OrderFilter {
  owner: Owner, limit: number, after?: string | undefined
  q?: string | undefined, status?: string | undefined, paymentStatus?: string | undefined, fulfillmentStatus?: string | undefined
  userId?: string | undefined, country?: string | undefined, currency?: string | undefined, placedFrom?: string | undefined, placedTo?: string | undefined
}

const found = (db: Db, q: string | undefined) => q === undefined
  ? db`true`
  : db`o.id in (
      select id from orders where search_text like ${like(q)}
      union select order_id from order_items where lower(sku) like ${like(q)}
      union select order_id from fulfillments where lower(tracking_number) = ${q.trim().toLowerCase()})`

const same = (db: Db, column: string, value: string | undefined) => value === undefined ? db`true` : db`${db(column)} = ${value}`

const fits = (db: Db, f: OrderFilter) => db`
  ${belongs(db, f.owner)} and ${found(db, f.q)}
  and ${same(db, 'o.status', f.status)} and ${same(db, 'o.payment_status', f.paymentStatus)} and ${same(db, 'o.fulfillment_status', f.fulfillmentStatus)}
  and ${same(db, 'o.user_id', f.userId)} and ${same(db, 'o.country', f.country)} and ${same(db, 'o.currency', f.currency)}
  and ${f.placedFrom === undefined ? db`true` : db`o.placed_at >= ${f.placedFrom}::text::timestamptz`}
  and ${f.placedTo === undefined ? db`true` : db`o.placed_at < ${f.placedTo}::text::timestamptz`}`

export const listOrders = async (db: Db, f: OrderFilter): Promise<ListedOrder[]> => await db<ListedOrder[]>`
  select o.id, o.number, o.status, o.payment_status, o.fulfillment_status, o.email, o.shipping_address ->> 'firstName' as first_name,
    o.shipping_address ->> 'lastName' as last_name, o.country, o.currency, o.total, o.base_currency, o.base_total, o.placed_at,
    (select sum(quantity)::int from order_items i where i.order_id = o.id) as item_count
  from orders o
  where ${fits(db, f)} and ${f.after === undefined ? db`true` : db`o.id < ${f.after}`}
  order by o.id desc limit ${f.limit}`

export const countOrders = async (db: Db, f: OrderFilter): Promise<number> => {
  const [row] = await db<{ count: number }[]>`select count(*)::int as count from orders o where ${fits(db, f)}`
  return row?.count ?? 0
}

const like = (q: string): string => `%${q.trim().toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
