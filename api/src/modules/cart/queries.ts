// The SQL that changes carts: one guarded statement a verb, which also says why it did nothing.
import type { Static } from '@sinclair/typebox'
import type { Db } from '../../platform/db.ts'
import type { AddressSchema } from '../../shared/schemas.ts'

type Address = Static<typeof AddressSchema>

/** A guest's cart is opened by its token, a signed-in shopper's by the account and the channel. */
export type Whose = { cartId: string } | { userId: string, channelId: string }

/** Which price list each channel sells from. */
export interface Shelves { channelIds: string[], priceListIds: string[] }

export interface Line { variantId: string, quantity: number }

/** What a try to put lines into a cart found; `done` is the same on all rows. */
export interface TriedLine {
  cartId: string, version: number, done: boolean
  variantId: string, requested: number, onSale: boolean, available: number, enough: boolean
}

export const MOST_OF_ONE = 9999

export const isMine = (db: Db, whose: Whose) => 'cartId' in whose
  ? db`c.id = ${whose.cartId} and c.user_id is null and c.status = 'open'`
  : db`c.user_id = ${whose.userId} and c.channel_id = ${whose.channelId} and c.status = 'open'`

const given = (db: Db, lines: Line[]) => db`
  given as (
    select variant_id, quantity
    from unnest(${lines.map((line) => line.variantId)}::uuid[], ${lines.map((line) => line.quantity)}::int[]) as g(variant_id, quantity)
  )`

// Needs found (id, currency, price_list_id, version) and given; the number wanted counts what the cart already holds.
const checked = (db: Db) => db`
  checked as materialized (
    select g.variant_id, g.quantity, g.quantity + coalesce(i.quantity, 0) as requested, p.amount,
           p.amount is not null as on_sale, coalesce(s.available, 0) as available, coalesce(s.backorder, false) as backorder,
           coalesce((s.backorder or s.available >= g.quantity + coalesce(i.quantity, 0)) and g.quantity + coalesce(i.quantity, 0) <= ${MOST_OF_ONE}, false) as enough
    from found f cross join given g
    left join sellable_variants v on v.variant_id = g.variant_id
    left join current_prices p on p.variant_id = v.variant_id and p.currency = f.currency
      and p.price_list_id = f.price_list_id and p.zone = '*'
    left join lateral (select sum(a.available)::int as available, bool_or(a.backorder) as backorder from stock_by_place a where a.variant_id = g.variant_id) s on true
    left join cart_items i on i.cart_id = f.id and i.variant_id = g.variant_id
  )`

const found = (db: Db, whose: Whose, shelves: Shelves) => db`
  found as materialized (
    select c.id, c.version, c.currency, ch.price_list_id
    from carts c join unnest(${shelves.channelIds}::uuid[], ${shelves.priceListIds}::uuid[]) as ch(id, price_list_id) on ch.id = c.channel_id
    where ${isMine(db, whose)}
  )`

const put = (db: Db) => db`
  put as (
    insert into cart_items (cart_id, variant_id, quantity, price_at_add, currency)
    select t.id, k.variant_id, k.quantity, k.amount, t.currency from touched t cross join checked k order by k.variant_id
    on conflict (cart_id, variant_id) do update
      set quantity = least(cart_items.quantity + excluded.quantity, ${MOST_OF_ONE}),
          price_at_add = excluded.price_at_add, currency = excluded.currency
  )`

export interface NewCart { id: string, userId: string | null, channelId: string, priceListId: string, locale: string, currency: string, country: string }

/** The cart and its first lines in one statement; nothing is made when a line cannot be had or the shopper already has a cart. */
export const createCart = async (db: Db, cart: NewCart, lines: Line[]): Promise<TriedLine[]> => await db<TriedLine[]>`
  with ${given(db, lines)},
  found as (select ${cart.id}::uuid as id, 1 as version, ${cart.currency}::text as currency, ${cart.priceListId}::uuid as price_list_id),
  ${checked(db)},
  touched as (
    insert into carts (id, user_id, channel_id, locale, currency, country)
    select ${cart.id}::uuid, ${cart.userId}::uuid, ${cart.channelId}::uuid, ${cart.locale}, ${cart.currency}, ${cart.country}
    where not exists (select 1 from checked where not on_sale or not enough)
    on conflict do nothing
    returning id, currency
  ), ${put(db)}
  select ${cart.id}::uuid as cart_id, 1 as version, exists (select 1 from touched) as done,
         variant_id, requested, on_sale, available, enough
  from checked`

/** No rows: there is no open cart. */
export const addLines = async (db: Db, whose: Whose, shelves: Shelves, lines: Line[], version: number | null): Promise<TriedLine[]> => await db<TriedLine[]>`
  with ${given(db, lines)}, ${found(db, whose, shelves)}, ${checked(db)},
  touched as (
    update carts c set version = c.version + 1 from found f
    where c.id = f.id and c.status = 'open' and (${version}::int is null or c.version = ${version})
      and not exists (select 1 from checked where not on_sale or not enough)
    returning c.id, c.currency
  ), ${put(db)}
  select f.id as cart_id, f.version, exists (select 1 from touched) as done,
         k.variant_id, k.requested, k.on_sale, k.available, k.enough
  from found f cross join checked k`

export interface TriedItem { cartId: string, version: number, done: boolean, variantId: string | null, available: number, enough: boolean }

/** A quantity of 0 takes the item out. No row: no open cart; a null variant: no such item. */
export const changeItem = async (db: Db, whose: Whose, itemId: string, quantity: number, version: number | null): Promise<TriedItem | undefined> => {
  const [row] = await db<TriedItem[]>`
    with found as materialized (select c.id, c.version from carts c where ${isMine(db, whose)}),
    item as materialized (
      select i.id, i.variant_id, coalesce(s.available, 0) as available,
             ${quantity}::int = 0 or coalesce(s.backorder or s.available >= ${quantity}::int, false) as enough
      from found f join cart_items i on i.cart_id = f.id and i.id = ${itemId}
      left join lateral (select sum(a.available)::int as available, bool_or(a.backorder) as backorder from stock_by_place a where a.variant_id = i.variant_id) s on true
    ), touched as (
      update carts c set version = c.version + 1 from found f, item
      where c.id = f.id and c.status = 'open' and item.enough and (${version}::int is null or c.version = ${version})
      returning c.id
    ), changed as (
      update cart_items i set quantity = ${quantity}::int from item, touched
      where i.id = item.id and ${quantity}::int > 0
    ), removed as (
      delete from cart_items i using item, touched where i.id = item.id and ${quantity}::int = 0
    )
    select f.id as cart_id, f.version, exists (select 1 from touched) as done, item.variant_id,
           coalesce(item.available, 0) as available, coalesce(item.enough, false) as enough
    from found f left join item on true`
  return row
}

export interface CartFacts {
  locale: string, currency: string, country: string, email: string | null, note: string | null
  shippingAddress: Address | null, billingAddress: Address | null, shippingMethodId: string | null
}

const jsonText = (value: unknown): string | null => value === null ? null : JSON.stringify(value)

const facts = (db: Db, next: CartFacts) => db`
  locale = ${next.locale}, currency = ${next.currency}, country = ${next.country}, email = ${next.email}, note = ${next.note},
  shipping_address = ${jsonText(next.shippingAddress)}::text::jsonb, billing_address = ${jsonText(next.billingAddress)}::text::jsonb,
  shipping_method_id = ${next.shippingMethodId}::uuid`

/** False when the cart moved on since it was read. */
export const changeCart = async (db: Db, cartId: string, version: number, next: CartFacts, seesMerge = false): Promise<boolean> => {
  const rows = await db`
    with changed as (
      update carts set ${facts(db, next)}, version = version + 1
      where id = ${cartId} and status = 'open' and version = ${version} returning id
    ), seen as (
      update cart_merges m set seen_at = now() from changed where m.cart_id = changed.id and m.seen_at is null and ${seesMerge}
    )
    select id from changed`
  return rows.length === 1
}

/** From here on the cart is an order's. */
export const closeCart = async (db: Db, cartId: string): Promise<void> => {
  await db`update carts set status = 'ordered' where id = ${cartId} and status = 'open'`
}

/** The row of the open cart, held until the transaction ends. */
export const lockCart = async (db: Db, whose: Whose): Promise<string | undefined> => {
  const [row] = await db<{ id: string }[]>`select c.id from carts c where ${isMine(db, whose)} for update`
  return row?.id
}

/** A guest who signs in keeps the cart. True: the account has one of its own, so that the two are to become one. */
export const adoptCart = async (db: Db, cartId: string, userId: string): Promise<boolean> => {
  const [row] = await db<{ rival: boolean }[]>`
    with guest as materialized (select id, channel_id from carts where id = ${cartId} and user_id is null and status = 'open'),
    adopted as (
      update carts c set user_id = ${userId} from guest g where c.id = g.id and c.user_id is null and c.status = 'open'
        and not exists (select 1 from carts o where o.user_id = ${userId} and o.channel_id = g.channel_id and o.status = 'open')
      returning c.id
    )
    select exists (select 1 from guest) and not exists (select 1 from adopted) as rival`
  return row?.rival === true
}

/** The channel of a guest's open cart, held until the transaction ends: of two windows the second finds it gone. */
export const lockGuestCart = async (tx: Db, cartId: string): Promise<string | undefined> => {
  const [row] = await tx<{ channelId: string }[]>`
    select channel_id from carts where id = ${cartId} and user_id is null and status = 'open' for update`
  return row?.channelId
}

/** Both carts are held. Of each line as many as there are, beside what the cart has; what came is noted, so that it can go again. */
export const mergeCarts = async (tx: Db, cartId: string, guestId: string, shelves: Shelves): Promise<void> => {
  await tx`
    with given as (select variant_id, quantity from cart_items where cart_id = ${guestId}),
    found as materialized (
      select c.id, c.version, c.currency, ch.price_list_id
      from carts c join unnest(${shelves.channelIds}::uuid[], ${shelves.priceListIds}::uuid[]) as ch(id, price_list_id) on ch.id = c.channel_id
      where c.id = ${cartId}
    ), ${checked(tx)},
    came as materialized (
      select variant_id, quantity, amount, case when not on_sale then 0 when enough then quantity
        else greatest(0, least(case when backorder then ${MOST_OF_ONE} else available end, ${MOST_OF_ONE}) - (requested - quantity)) end as added
      from checked
    ), put as (
      insert into cart_items (cart_id, variant_id, quantity, price_at_add, currency)
      select f.id, k.variant_id, k.added, k.amount, f.currency from found f cross join came k where k.added > 0 order by k.variant_id
      on conflict (cart_id, variant_id) do update
        set quantity = cart_items.quantity + excluded.quantity, price_at_add = excluded.price_at_add, currency = excluded.currency
    ), earlier as (
      update cart_merges set seen_at = now() where cart_id = ${cartId} and seen_at is null
    ), noted as (
      insert into cart_merges (cart_id, guest_cart_id, lines)
      select ${cartId}, ${guestId}, jsonb_agg(jsonb_build_object('variantId', variant_id, 'quantity', quantity, 'added', added) order by variant_id)
      from came having count(*) > 0
    )
    update carts set version = version + 1, status = case when id = ${guestId} then 'merged' else status end where id in (${cartId}, ${guestId})`
}

/** The cart is held. A line loses what came, but not what was put in since; undone is undone once. */
export const undoMerge = async (tx: Db, cartId: string): Promise<void> => {
  await tx`
    with undone as (
      update cart_merges set undone_at = now() where cart_id = ${cartId} and undone_at is null and seen_at is null returning lines
    ), went as materialized (
      select l."variantId" as variant_id, sum(l.added)::int as added
      from undone cross join jsonb_to_recordset(undone.lines) as l("variantId" uuid, added int) where l.added > 0 group by 1
    ), lessened as (
      update cart_items i set quantity = i.quantity - w.added from went w
      where i.cart_id = ${cartId} and i.variant_id = w.variant_id and i.quantity > w.added
    ), removed as (
      delete from cart_items i using went w where i.cart_id = ${cartId} and i.variant_id = w.variant_id and i.quantity <= w.added
    )
    update carts set version = version + 1 where id = ${cartId} and exists (select 1 from undone)`
}
