// After a crash: what clients were told against what the database holds, and the news that must still be heard.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Test } from 'tap'
import { listeners } from '../../src/app.ts'
import type { Pool } from '../../src/platform/db.ts'
import { breaches } from '../support/invariants.ts'
import type { Receipt } from './crowd.ts'

const HEARD_MS = 60_000

interface Kept { id: string, number: string, total: string, currency: string, quantity: number, paid: boolean }

export async function nothingIsTorn (t: Test, pool: Pool, receipts: Receipt[]): Promise<void> {
  const rows = await pool<Kept[]>`
    select o.id, o.number, o.total, o.currency, o.payment_status = 'paid' as paid,
      (select coalesce(sum(quantity), 0)::int from order_items i where i.order_id = o.id) as quantity
    from orders o where o.id = any(${receipts.map(({ id }) => id)}::uuid[])`
  const kept = new Map(rows.map((row) => [row.id, row]))
  const broken = receipts.filter((receipt) => !isTrue(receipt, kept.get(receipt.id)))
  t.same(broken.map((receipt) => ({ receipt, kept: kept.get(receipt.id) })), [], `each of ${receipts.length} orders a client was told of exists, with its number, total and lines`)
  t.equal(kept.size, receipts.length, 'no two clients have one order')

  t.same(await heard(pool), [], 'all news were heard by all who listen')
  t.same(await breaches(pool), {}, 'all promises hold')
}

function isTrue (told: Receipt, kept: Kept | undefined): boolean {
  return kept !== undefined && kept.number === told.number && kept.currency === told.total.currency && kept.quantity === told.quantity &&
    bare(kept.total) === bare(told.total.amount) && (kept.paid || !told.paid)
}

// '12.5000' and '12.50' are the same amount.
const bare = (amount: string): string => amount.replace(/\.?0+$/, '')

/** What is not heard after a while, by event and listener; a worker that was cut off is noticed after some seconds. */
async function heard (pool: Pool): Promise<unknown[]> {
  const pairs = listeners.filter(({ when }) => when === 'after').flatMap(({ name, on }) => on.map((event) => ({ name, event })))
  for (const until = Date.now() + HEARD_MS; ; await sleep(250)) {
    const waiting = await pool`
      select e.name, e.id, l.name as listener
      from events e join unnest(${pairs.map(({ event }) => event)}::text[], ${pairs.map(({ name }) => name)}::text[]) as l(event, name) on l.event = e.name
      where e.object_type = 'order' and not exists (select 1 from handled h where h.event_id = e.id and h.listener = l.name)
        and not exists (select 1 from pgboss.job j where j.name = 'dead' and j.data ->> 'id' = e.id::text)`
    if (waiting.length === 0 || Date.now() > until) return [...waiting]
  }
}
