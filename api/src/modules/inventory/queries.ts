// All SQL of stock: each change is one guarded statement, rows locked in variant order, with its movements in the ledger.
import type { Db } from '../../platform/db.ts'

export interface StockLine { variantId: string, quantity: number }

/** One variant after a try to hold it; `held` is the same for all lines, since they are held together or not at all. */
export interface HeldLine { variantId: string, productId: string | null, requested: number, available: number, backorder: boolean, held: boolean }

/** A variant whose free stock changed from `before` to `after`. */
export interface StockChange { variantId: string, productId: string, before: number, after: number, backorder: boolean }

// The location that has enough is taken; where none has, the best filled one tells how much there is.
// The arrays hide in subqueries: a planner that saw how short they are would plan this anew each time.
export const holdStock = async (db: Db, orderId: string, lines: StockLine[]): Promise<HeldLine[]> => await db<HeldLine[]>`
  with wanted as (
    select variant_id, quantity
    from unnest((select ${lines.map((line) => line.variantId)}::uuid[]), (select ${lines.map((line) => line.quantity)}::int[])) as w(variant_id, quantity)
  ), chosen as materialized (
    select w.variant_id, w.quantity, l.location_id
    from wanted w left join lateral (
      select location_id from stock_levels s where s.variant_id = w.variant_id
      order by (s.backorder or s.on_hand - s.reserved >= w.quantity) desc, s.on_hand - s.reserved desc, location_id limit 1
    ) l on true
  ), locked as materialized (
    select s.variant_id, s.location_id, s.on_hand - s.reserved as available, s.backorder, c.quantity
    from stock_levels s join chosen c on c.variant_id = s.variant_id and c.location_id = s.location_id
    order by s.variant_id for update of s
  ), enough as materialized (
    select count(*) = (select count(*) from wanted) and bool_and(backorder or available >= quantity)
      and not exists (select 1 from reservations where order_id = ${orderId} and state = 'open') as yes from locked
  ), held as (
    update stock_levels s set reserved = s.reserved + l.quantity
    from locked l
    where s.variant_id = l.variant_id and s.location_id = l.location_id and (select yes from enough)
      and (s.backorder or s.on_hand - s.reserved >= l.quantity)
    returning s.variant_id, s.location_id, l.quantity
  ), reservation as (
    insert into reservations (order_id, variant_id, location_id, quantity)
    select ${orderId}::uuid, variant_id, location_id, quantity from held
    on conflict (order_id, variant_id, location_id) do update set state = 'open', quantity = excluded.quantity
    where reservations.state = 'released'
    returning variant_id
  ), movement as (
    insert into stock_movements (variant_id, location_id, reason, reserved_change, order_id)
    select variant_id, location_id, 'reserved', quantity, ${orderId}::uuid from held
  )
  select w.variant_id, f.product_id, w.quantity as requested, coalesce(l.available, 0) as available,
         coalesce(l.backorder, false) as backorder, (select count(*) from reservation) = (select count(*) from wanted) as held
  from wanted w
  left join locked l on l.variant_id = w.variant_id
  left join variant_facts f on f.variant_id = w.variant_id
  order by w.variant_id`

export const releaseStock = async (db: Db, orderId: string): Promise<StockChange[]> => await db<StockChange[]>`
  with locked as materialized (
    select s.variant_id, s.location_id, r.quantity
    from reservations r join stock_levels s on s.variant_id = r.variant_id and s.location_id = r.location_id
    where r.order_id = ${orderId} and r.state = 'open'
    order by s.variant_id for update of r, s
  ), let_go as (
    update reservations r set state = 'released' from locked l
    where r.order_id = ${orderId} and r.variant_id = l.variant_id and r.location_id = l.location_id and r.state = 'open'
    returning r.variant_id, r.location_id, r.quantity
  ), freed as (
    update stock_levels s set reserved = s.reserved - g.quantity from let_go g
    where s.variant_id = g.variant_id and s.location_id = g.location_id
    returning s.variant_id, s.location_id, g.quantity, s.backorder, s.on_hand - s.reserved as after
  ), movement as (
    insert into stock_movements (variant_id, location_id, reason, reserved_change, order_id)
    select variant_id, location_id, 'released', -quantity, ${orderId}::uuid from freed
  )
  select f.variant_id, v.product_id, f.after - f.quantity as before, f.after, f.backorder
  from freed f join variant_facts v on v.variant_id = f.variant_id order by f.variant_id`

/** The goods leave the shelf: from on hand and from reserved alike, so what is free stays the same. */
export const shipStock = async (db: Db, orderId: string): Promise<number> => {
  const rows = await db`
    with locked as materialized (
      select s.variant_id, s.location_id
      from reservations r join stock_levels s on s.variant_id = r.variant_id and s.location_id = r.location_id
      where r.order_id = ${orderId} and r.state = 'open'
      order by s.variant_id for update of r, s
    ), taken as (
      update reservations r set state = 'shipped' from locked l
      where r.order_id = ${orderId} and r.variant_id = l.variant_id and r.location_id = l.location_id and r.state = 'open'
      returning r.variant_id, r.location_id, r.quantity
    ), gone as (
      update stock_levels s set on_hand = s.on_hand - t.quantity, reserved = s.reserved - t.quantity from taken t
      where s.variant_id = t.variant_id and s.location_id = t.location_id
      returning s.variant_id, s.location_id, t.quantity
    ), movement as (
      insert into stock_movements (variant_id, location_id, reason, on_hand_change, reserved_change, order_id)
      select variant_id, location_id, 'shipped', -quantity, -quantity, ${orderId}::uuid from gone
    )
    select variant_id from gone`
  return rows.length
}

export const locationOf = async (db: Db, orderId: string): Promise<string | undefined> => {
  const [row] = await db<{ locationId: string }[]>`
    select location_id from reservations where order_id = ${orderId} order by variant_id limit 1`
  return row?.locationId
}

export type AdjustReason = 'received' | 'counted' | 'damaged' | 'returned'
export interface Adjustment {
  variantId: string, locationId?: string | undefined, onHand?: number | undefined, change?: number | undefined
  reason: AdjustReason, note?: string | undefined, actorId?: string | undefined
}
export interface Adjusted extends StockChange { onHandBefore: number, onHandAfter: number }

// Everything is computed from the locked row: `returning old` may show an earlier version when another got there first.
/** No row: the variant has no place in stock, or the new number would not cover what is reserved. */
export const adjustStock = async (db: Db, to: Adjustment): Promise<Adjusted | undefined> => {
  const [row] = await db<Adjusted[]>`
    with place as materialized (
      select variant_id, location_id, on_hand, reserved, backorder,
             coalesce(${to.onHand ?? null}::bigint, on_hand::bigint + ${to.change ?? 0}::int) as wanted
      from stock_levels
      where variant_id = ${to.variantId} and (${to.locationId ?? null}::uuid is null or location_id = ${to.locationId ?? null})
      order by location_id limit 1 for update
    ), changed as (
      update stock_levels s set on_hand = p.wanted::int
      from place p
      where s.variant_id = p.variant_id and s.location_id = p.location_id
        and p.wanted between case when p.backorder then 0 else p.reserved end and 2000000000
      returning s.variant_id, s.location_id, s.backorder, p.on_hand as on_hand_before, s.on_hand as on_hand_after,
                p.on_hand - p.reserved as before, s.on_hand - p.reserved as after
    ), movement as (
      insert into stock_movements (variant_id, location_id, reason, on_hand_change, actor_id, note)
      select variant_id, location_id, ${to.reason}, on_hand_after - on_hand_before, ${to.actorId ?? null}::uuid, ${to.note ?? null}
      from changed where on_hand_after <> on_hand_before
    )
    select c.*, v.product_id from changed c join variant_facts v on v.variant_id = c.variant_id`
  return row
}

/** New shelves and what stands on them, as the seed, the makers of tests and imports bring it. */
export const fillStock = async (db: Db, lines: StockLine[], locationId: string): Promise<void> => {
  await db`
    with given as (
      select variant_id, quantity from unnest(${lines.map((line) => line.variantId)}::uuid[], ${lines.map((line) => line.quantity)}::int[]) as g(variant_id, quantity)
    ), filled as (
      insert into stock_levels (variant_id, location_id, on_hand)
      select variant_id, ${locationId}::uuid, quantity from given
      on conflict (variant_id, location_id) do nothing
      returning variant_id, on_hand
    )
    insert into stock_movements (variant_id, location_id, reason, on_hand_change)
    select variant_id, ${locationId}::uuid, 'seeded', on_hand from filled where on_hand > 0`
}
