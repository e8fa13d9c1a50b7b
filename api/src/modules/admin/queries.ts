// The dashboard's numbers: one statement over views that orders, catalog and inventory publish.
import type { Db } from '../../platform/db.ts'

export interface DayRow { date: string, orders: number, revenue: string }
export interface SummaryRow {
  asOf: Date
  days: DayRow[]
  soFar: { orders: number, revenue: string }
  awaitingShipment: number
  awaitingPayment: number
  lowStock: number
}

// A day is the shop's own, from its midnight to the next, whatever the length summer time gives it. A cancelled order
// is no order; revenue is what was paid and kept.
export async function summaryOf (db: Db, timeZone: string, lowStockAt: number): Promise<SummaryRow> {
  const [row] = await db<SummaryRow[]>`
    with today as (
      select now() at time zone ${timeZone}::text as clock, date_trunc('day', now() at time zone ${timeZone}::text) as midnight
    ), days as (
      select (midnight - n * interval '1 day')::date as date,
        (midnight - n * interval '1 day') at time zone ${timeZone}::text as starts,
        (midnight - (n - 1) * interval '1 day') at time zone ${timeZone}::text as ends
      from today, generate_series(0, 7) n
    ), recent as (
      select placed_at, case when payment_status in ('paid', 'partially_refunded') then base_total else 0 end as revenue
      from order_facts
      where placed_at >= (select min(starts) from days) and status <> 'cancelled'
    ), daily as (
      select d.date, count(r.placed_at)::int as orders, coalesce(sum(r.revenue), 0)::text as revenue
      from days d left join recent r on r.placed_at >= d.starts and r.placed_at < d.ends
      group by d.date
    )
    select now() as as_of,
      (select jsonb_agg(jsonb_build_object('date', date, 'orders', orders, 'revenue', revenue) order by date) from daily) as days,
      (select jsonb_build_object('orders', count(placed_at), 'revenue', coalesce(sum(revenue), 0)::text)
        from today left join recent on placed_at >= (midnight - interval '1 day') at time zone ${timeZone}::text
          and placed_at < (clock - interval '1 day') at time zone ${timeZone}::text) as so_far,
      (select count(*)::int from order_facts where status = 'paid') as awaiting_shipment,
      (select count(*)::int from order_facts where status = 'pending') as awaiting_payment,
      (select count(*)::int from sellable_variants v join available_stock s on s.variant_id = v.variant_id
        where s.available <= ${lowStockAt} and not s.backorder) as low_stock`
  if (!row) throw new Error('The summary gave no row')
  return row
}
