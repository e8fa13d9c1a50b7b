// The SQL of archives and of erasure: whatever the list of personal data names, and the places without a foreign key.
import type { Db } from '../../platform/db.ts'
import { ELSEWHERE, PLACES, type Owner, type Place, type Scrub } from './personal-data.ts'

export type Status = 'pending' | 'active' | 'disabled' | 'erased'
export interface Person { id: string, email: string, status: Status, verified: boolean }
/** The ids of everything of a person that something else hangs on. */
export type Things = Record<Owner, string[]>
export type Row = Record<string, unknown>

export const findPerson = async (db: Db, id: string): Promise<Person | undefined> => {
  const [row] = await db<Person[]>`
    select id, email, status, email_verified_at is not null as verified from users where id = ${id}`
  return row
}

/** Carts are held too: an order being placed either comes first and is seen, or finds its cart gone. */
export const lockPerson = async (tx: Db, id: string): Promise<Person | undefined> => {
  const [row] = await tx<Person[]>`
    select id, email, status, email_verified_at is not null as verified from users where id = ${id} for update`
  if (row) await tx`select id from carts where user_id = ${id} or (user_id is null and email = ${row.email}) order by id for update`
  return row
}

/** All tables as of one moment; must be the first statement of its transaction. */
export const asOfOneMoment = async (tx: Db): Promise<void> => {
  await tx`set transaction isolation level repeatable read, read only`
}

/**
 * What was ordered without signing in is the person's too, once they have proven the address. So is a guest's cart for an
 * erasure, but not for an archive: whoever mistyped an address would have theirs handed to a stranger.
 */
export const thingsOf = async (db: Db, { id, email, verified }: Person, { guestCarts }: { guestCarts: boolean }): Promise<Things> => {
  const [row] = await db<Things[]>`
    with own_orders as (
      select id, cart_id from orders where user_id = ${id} or (${verified}::boolean and user_id is null and email = ${email})
    ), own_carts as (
      select id from carts where user_id = ${id} or (${verified && guestCarts}::boolean and user_id is null and email = ${email})
      union select cart_id from own_orders
      union select m.guest_cart_id from cart_merges m join carts c on c.id = m.cart_id where c.user_id = ${id}
    )
    select array[${id}::uuid] as "user", array(select id from own_orders) as "order", array(select id from own_carts) as cart,
      array(select id from sessions where user_id = ${id}) as "session",
      array(select t.id from transactions t join own_orders o on o.id = t.order_id) as "transaction"`
  if (!row) throw new Error('A person\'s things were not found')
  return row
}

const belonging = (db: Db, { by }: Place, things: Things) => db`${db(by.column)} = any(${things[by.is]}::uuid[])`

export const readPlace = async (db: Db, place: Place, things: Things): Promise<Row[]> => [...await db<Row[]>`
  select ${db(place.exported)} from ${db(place.table)} where ${belonging(db, place, things)} order by 1, 2`]

/** Bought and not yet sent, or money that may still come: an address is needed, and a name on a bill. */
export const countOrdersInProgress = async (db: Db, things: Things): Promise<number> => {
  const [row] = await db<{ count: number }[]>`
    select count(*)::int as count from orders
    where id = any(${things.order}::uuid[]) and (status in ('pending', 'paid') or payment_status = 'pending')`
  return row?.count ?? 0
}

/** A letter about one of them is in the box before this, or written to nobody after it. */
export const holdOrders = async (tx: Db, things: Things): Promise<void> => {
  await tx`select from orders where id = any(${things.order}::uuid[]) order by id for update`
}

const scrubbed = (db: Db, column: string, scrub: Scrub) => ({
  null: db`null`,
  empty: db`'{}'::jsonb`,
  country: db`case when ${db(column)} is not null then
    jsonb_build_object('lastName', '—', 'addressLine1', '—', 'city', '—', 'countryCode', ${db(column)} ->> 'countryCode') end`,
  erased_email: db`('erased-' || id || '@invalid')::citext`,
  erased_status: db`'erased'`,
  now: db`coalesce(${db(column)}, now())`
}[scrub])

/** How many rows of a place went or were scrubbed. */
export async function erasePlace (tx: Db, place: Place, things: Things): Promise<number> {
  const owned = belonging(tx, place, things)
  const { count: gone } = place.removed === undefined
    ? { count: 0 }
    : await tx`delete from ${tx(place.table)} where ${owned} and ${place.removed === 'all' ? tx`true` : tx`status <> 'ordered'`}`
  const changes = Object.entries(place.scrubbed ?? {}).map(([column, scrub]) => tx`${tx(column)} = ${scrubbed(tx, column, scrub)}`)
  if (changes.length === 0) return gone
  const { count } = await tx`update ${tx(place.table)} set ${changes.reduce((all, change) => tx`${all}, ${change}`)} where ${owned}`
  return gone + count
}

const like = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** Letters and queued work that name the address, and kept answers that are the person's or show something of theirs. */
type Eraser = (tx: Db, person: Person, things: Things, attempts: Buffer[]) => Promise<{ count: number }>
const ERASERS: Record<string, Eraser> = {
  registrations: async (tx, { email }) => await tx`delete from registrations where email = ${email}`,
  login_attempts: async (tx, _person, _things, attempts) => await tx`
    delete from login_attempts where email_hash in (select decode(hex, 'hex') from unnest(${attempts.map((key) => key.toString('hex'))}::text[]) hex)`,
  development_mails: async (tx, { email }, things) => await tx`
    delete from development_mails m where m.recipient = ${email} or exists (
      select 1 from orders o where o.id = any(${things.order}::uuid[]) and o.email = m.recipient and m.text_body like '%' || o.number || '%')`,
  idempotency_keys: async (tx, { id, email }, things) => {
    const scopes = [`customer:${id}`, `staff:${id}`, ...things.cart.map((cart) => `cart:${cart}`), ...things.order.map((order) => `order:${order}`)]
    const traces = [id, ...things.order, ...things.cart, email].map(like)
    return await tx`
      delete from idempotency_keys k where scope = any(${scopes}::text[])
        or id in (select idempotency_id from orders where id = any(${things.order}::uuid[]))
        or ((scope like 'staff:%' or scope like 'api_key:%') and lower(reply ->> 'body') like any(${traces}::text[]))`
  },
  'pgboss.job': async (tx, { email }) => await tx`
    delete from pgboss.job where state <> 'active' and (lower(data::text) like ${like(email)} or lower(output::text) like ${like(email)})`
}

/** The places without a foreign key that `ELSEWHERE` says are removed, by the name of their table; `attempts` are the keys that sign-ins are counted by. */
export async function eraseElsewhere (tx: Db, person: Person, things: Things, attempts: Buffer[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of Object.keys(ELSEWHERE)) {
    const erase = ERASERS[table]
    if (erase) counts[table] = (await erase(tx, person, things, attempts)).count
  }
  return counts
}

export const readPlaces = async (db: Db, things: Things): Promise<Map<string, Row[]>> => {
  const rows = new Map<string, Row[]>()
  for (const place of PLACES) rows.set(place.table, await readPlace(db, place, things))
  return rows
}
