// The SQL of customers: a page with its counts, and one person whole, each a single statement over what users, orders and auth publish.
import type { Db } from '../../platform/db.ts'

export type Status = 'pending' | 'active' | 'disabled' | 'erased'
export interface CardRow {
  id: string, email: string, firstName: string | null, lastName: string | null, status: Status, verified: boolean, isStaff: boolean
  ordersCount: number, spent: string, lastOrderAt: Date | null, marketingConsent: boolean, createdAt: Date
}
export interface AddressRow { id: string, type: 'shipping' | 'billing', isDefault: boolean, address: object, createdAt: string }
export interface ConsentRow { id: string, purpose: string, granted: boolean, wording: string, locale: string, source: string, createdAt: string }
export interface OrderRow { id: string, number: string, status: string, currency: string, total: string, placedAt: string }
export interface PersonRow extends CardRow {
  phone: string | null, locale: string | null, currency: string | null, sessionsCount: number, lastSeenAt: Date | null
  addresses: AddressRow[], consents: ConsentRow[], orders: OrderRow[]
}

export interface Filter { q?: string | undefined, status?: Status | undefined, hasOrders?: boolean | undefined, after?: string | undefined, limit: number }

// A moment inside JSON, as the wire has it.
const rfc3339 = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'

const like = (q: string): string => `%${q.normalize('NFC').trim().toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
// The signs a number is made of: most names have others, and need not be looked for there.
const maybeNumber = (q: string): boolean => /^[0-9a-hjkmnp-tv-z-]{3,20}$/i.test(q.trim())

// Whoever was erased is found by their state only.
const stands = (db: Db, { status, hasOrders, after }: Filter) => db`
  ${status === undefined ? db`b.status <> 'erased'` : db`b.status = ${status}`}
  and ${after === undefined ? db`true` : db`b.user_id < ${after}`}
  and ${hasOrders === undefined ? db`true` : db`${hasOrders ? db`` : db`not`} exists (select 1 from order_owners h where h.user_id = b.user_id)`}`

// Each way to be found has an index of its own, and gives as many as the page holds: common words end the walk through the newest early,
// rare ones are looked up. Together they hold the newest of all.
function found (db: Db, q: string, filter: Filter, most?: number) {
  const newest = (id: 'b' | 'n' | 'o') => most === undefined ? db`` : db`order by ${db(id)}.user_id desc limit ${most}`
  return db`
    (select b.user_id from people b where b.email::text ilike ${like(q)} and ${stands(db, filter)} ${newest('b')})
    union (select n.user_id from people_names n join people b on b.user_id = n.user_id where n.name ilike ${like(q)} and ${stands(db, filter)} ${newest('n')})
    ${maybeNumber(q)
      ? db`union (select distinct o.user_id from order_owners o join people b on b.user_id = o.user_id
          where o.search_text like ${like(q)} and o.number_words like ${like(q)} and ${stands(db, filter)} ${newest('o')})`
      : db``}`
}

const matching = (db: Db, filter: Filter, most?: number) => filter.q === undefined
  ? db`select b.user_id from people b where ${stands(db, filter)} ${most === undefined ? db`` : db`order by b.user_id desc limit ${most}`}`
  : found(db, filter.q, filter, most)

// What was paid and kept, in the base currency of today; a cancelled order is none. Counted for the rows of the page only.
const counts = (db: Db, base: string) => db`
  left join lateral (
    select count(*)::int as orders_count, max(o.placed_at) as last_order_at,
      coalesce(sum(o.base_total) filter (where o.payment_status in ('paid', 'partially_refunded') and o.status <> 'cancelled' and o.base_currency = ${base}), 0)::text as spent
    from order_owners o where o.user_id = p.user_id
  ) s on true`

const cardColumns = (db: Db) => db`
  p.user_id as id, p.email, p.first_name, p.last_name, p.status, p.verified, p.created_at, s.orders_count, s.spent, s.last_order_at,
  exists (select 1 from staff_members m where m.user_id = p.user_id) as is_staff,
  coalesce((select c.granted from consent_history c where c.user_id = p.user_id and c.purpose = 'marketing_email' order by c.consent_id desc limit 1), false) as marketing_consent`

export const listCustomers = async (db: Db, filter: Filter, base: string): Promise<CardRow[]> => await db<CardRow[]>`
  select ${cardColumns(db)}
  from (select user_id from (${matching(db, filter, filter.limit)}) m order by user_id desc limit ${filter.limit}) page
  join people p on p.user_id = page.user_id ${counts(db, base)}
  order by p.user_id desc`

export const countCustomers = async (db: Db, filter: Filter): Promise<number> => {
  const [row] = await db<{ count: number }[]>`select count(*)::int as count from (${matching(db, filter)}) m`
  return row?.count ?? 0
}

export const findCustomer = async (db: Db, id: string, base: string): Promise<PersonRow | undefined> => {
  const [row] = await db<PersonRow[]>`
    select ${cardColumns(db)}, p.phone, p.locale, p.currency,
      (select count(*)::int from live_sessions l where l.user_id = p.user_id) as sessions_count,
      (select max(l.last_seen_at) from live_sessions l where l.user_id = p.user_id) as last_seen_at,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.address_id, 'type', a.type, 'isDefault', a.is_default, 'address', a.address,
          'createdAt', to_char(a.created_at at time zone 'UTC', ${rfc3339})) order by a.address_id desc), '[]')
        from address_book a where a.user_id = p.user_id) as addresses,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.consent_id, 'purpose', c.purpose, 'granted', c.granted, 'wording', c.wording,
          'locale', c.locale, 'source', c.source, 'createdAt', to_char(c.created_at at time zone 'UTC', ${rfc3339})) order by c.consent_id desc), '[]')
        from (select * from consent_history h where h.user_id = p.user_id order by h.consent_id desc limit 50) c) as consents,
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.order_id, 'number', o.number, 'status', o.status, 'currency', o.currency,
          'total', o.total::text, 'placedAt', to_char(o.placed_at at time zone 'UTC', ${rfc3339})) order by o.order_id desc), '[]')
        from (select * from order_owners w where w.user_id = p.user_id order by w.order_id desc limit 10) o) as orders
    from people p ${counts(db, base)}
    where p.user_id = ${id}`
  return row
}

export interface Standing { status: Status, verified: boolean, isStaff: boolean }

export const standingOf = async (db: Db, id: string): Promise<Standing | undefined> => {
  const [row] = await db<Standing[]>`
    select p.status, p.verified, exists (select 1 from staff_members m where m.user_id = p.user_id) as is_staff
    from people p where p.user_id = ${id}`
  return row
}
