// What must hold in the database whatever happened, a query each; every row they return is a breach.
import type { Pool } from '../../src/platform/db.ts'

const INVARIANTS: Record<string, string> = {
  'I1 on hand is the sum of its movements': `
    select l.variant_id, l.on_hand, coalesce(sum(m.on_hand_change), 0) as ledger
    from stock_levels l left join stock_movements m on m.variant_id = l.variant_id and m.location_id = l.location_id
    group by l.variant_id, l.location_id, l.on_hand having l.on_hand <> coalesce(sum(m.on_hand_change), 0)`,
  'I2 reserved is the sum of open reservations and of its movements, within what is on hand': `
    select l.variant_id, l.reserved, r.open, m.ledger
    from stock_levels l
    cross join lateral (select coalesce(sum(quantity), 0) as open from reservations r
      where r.variant_id = l.variant_id and r.location_id = l.location_id and r.state = 'open') r
    cross join lateral (select coalesce(sum(reserved_change), 0) as ledger from stock_movements m
      where m.variant_id = l.variant_id and m.location_id = l.location_id) m
    where l.reserved <> r.open or l.reserved <> m.ledger or l.reserved < 0 or (l.reserved > l.on_hand and not l.backorder)`,
  'I3 no open reservation on a cancelled or shipped order': `
    select r.order_id, o.fulfillment_status from reservations r join orders o on o.id = r.order_id
    where r.state = 'open' and o.fulfillment_status in ('cancelled', 'shipped', 'delivered')`,
  'I3 an order that waits or is paid holds all its lines': `
    select o.id from orders o
    where o.fulfillment_status = 'unfulfilled' and (select coalesce(sum(quantity), 0) from order_items i where i.order_id = o.id)
      <> (select coalesce(sum(quantity), 0) from reservations r where r.order_id = o.id and r.state = 'open')`,
  'I4 the parts of an order sum to its total, the shares to their whole': `
    select o.id from orders o
    cross join lateral (select coalesce(sum(line_total), 0) as lines, coalesce(sum(discount_share), 0) as discounts, coalesce(sum(tax_share), 0) as taxes
      from order_items i where i.order_id = o.id) i
    cross join lateral (select coalesce(sum(amount), 0) as taxes, coalesce(sum(amount) filter (where order_item_id is not null), 0) as of_items
      from order_tax_lines x where x.order_id = o.id) x
    where o.subtotal <> i.lines or o.discount_total <> i.discounts or o.tax_total <> x.taxes or i.taxes <> x.of_items
      or o.total <> o.subtotal - o.discount_total + o.shipping_total + case when o.tax_included then 0 else o.tax_total end`,
  'I4 no order without lines': 'select id from orders o where not exists (select 1 from order_items i where i.order_id = o.id)',
  'I5 a paid order has captures of its total, in its currency': `
    select o.id from orders o
    cross join lateral (select coalesce(sum(amount), 0) as captured, count(*) filter (where t.currency <> o.currency) as strangers
      from transactions t where t.order_id = o.id and t.status = 'captured'
        and not exists (select 1 from refunds r where r.transaction_id = t.id and r.reason = 'duplicate_payment')) t
    where (o.payment_status in ('paid', 'partially_refunded', 'refunded') and (t.captured <> o.total or t.strangers > 0))
      or (o.payment_status in ('unpaid', 'pending') and t.captured > 0)`,
  'I6 no more goes back than came': `
    select t.id from transactions t where t.refunded_amount > t.amount or t.refunded_amount <>
      (select coalesce(sum(amount), 0) from refunds r where r.transaction_id = t.id and r.status = 'succeeded')`,
  'I7 no gateway event acted on twice, no order paid twice': `
    select order_id::text as id from order_events where name = 'paid' group by order_id having count(*) > 1
    union all select gateway || event_id from payment_events group by gateway, event_id having count(*) > 1`,
  'I8 the status is the summary of the two lives': `
    select id from orders where status <> case
      when payment_status = 'refunded' then 'refunded'
      when fulfillment_status = 'cancelled' then 'cancelled'
      when fulfillment_status in ('shipped', 'delivered') then fulfillment_status
      when payment_status in ('paid', 'partially_refunded') then 'paid' else 'pending' end`,
  'I10 no cart has two orders, no ordered cart has none': `
    select c.id from carts c where (c.status = 'ordered') <> exists (select 1 from orders o where o.cart_id = c.id)`,
  'I10 a key answers with what was made under it': `
    select k.id from idempotency_keys k join orders o on o.idempotency_id = k.id
    where k.state = 'done' and (k.reply ->> 'status' <> '201' or (k.reply ->> 'body')::jsonb ->> 'id' <> o.id::text)`,
  'I9 each order was announced once': `
    select o.id from orders o where (select count(*) from events e where e.object_id = o.id and e.name = 'order.placed') <> 1`
}

/** The breaches, by the name of the promise; empty when all is well. */
export async function breaches (pool: Pool): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const [promise, query] of Object.entries(INVARIANTS)) {
    const rows = await pool.unsafe(query)
    if (rows.length > 0) found[promise] = [...rows]
  }
  return found
}
