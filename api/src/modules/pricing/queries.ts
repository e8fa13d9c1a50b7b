// All SQL of fixed prices, the price book and tax rates.
import type { Db } from '../../platform/db.ts'
import type { TaxRate } from './tax.ts'

export interface BookRow { variantId: string, amount: string, compareAt: string | null, source: 'fixed' | 'converted' }
export interface PriceChange { variantId: string, currency: string, amount: string | null, compareAt: string | null }

/** One statement for one product or the whole shop; rows that stay the same are not written. */
export async function rewriteBook (db: Db, productIds: string[] | 'all'): Promise<number> {
  const which = productIds === 'all' ? db`true` : db`v.product_id = any(${productIds}::uuid[])`
  const { count } = await db`
    with wanted as materialized (
      select l.price_list_id, c.code as currency, v.variant_id,
        case when f.id is not null then f.amount when c.is_base then v.base_price
          else converted_price(v.base_price, c.rate, c.margin_percent, c.rounding_increment, c.rounding_ending, c.decimals)
        end as amount,
        case when f.id is not null then f.compare_at when c.is_base then v.base_compare_at
          else converted_price(v.base_compare_at, c.rate, c.margin_percent, c.rounding_increment, c.rounding_ending, c.decimals)
        end as compare_at,
        case when f.id is not null or c.is_base then 'fixed' else 'converted' end as source,
        case when f.id is null and not c.is_base then c.rate_id end as rate_id
      from variant_base_prices v cross join price_list_terms l cross join currency_rules c
      left join prices f on f.variant_id = v.variant_id and f.price_list_id = l.price_list_id and f.currency = c.code
      where ${which} and (c.is_base or c.rate_id is not null or f.id is not null)
    ), gone as (
      delete from price_book b using variant_base_prices v
      where v.variant_id = b.variant_id and ${which}
        and not exists (select 1 from wanted w where (w.variant_id, w.currency, w.price_list_id) = (b.variant_id, b.currency, b.price_list_id))
    )
    insert into price_book as b (price_list_id, zone, currency, variant_id, amount, compare_at, source, rate_id)
    select price_list_id, '*', currency, variant_id, amount, case when compare_at > amount then compare_at end, source, rate_id
    from wanted order by variant_id, currency, price_list_id
    on conflict (variant_id, currency, price_list_id, zone) do update
      set amount = excluded.amount, compare_at = excluded.compare_at, source = excluded.source, rate_id = excluded.rate_id
      where (b.amount, b.compare_at, b.source, b.rate_id)
        is distinct from (excluded.amount, excluded.compare_at, excluded.source, excluded.rate_id)`
  return count
}

export const bookRows = async (db: Db, at: { priceListId: string, zone: string, currency: string }, variantIds: string[]): Promise<BookRow[]> =>
  await db<BookRow[]>`
    select distinct on (b.variant_id) b.variant_id, b.amount, b.compare_at, b.source
    from price_book b join sellable_variants s on s.variant_id = b.variant_id
    where b.variant_id = any(${variantIds}::uuid[]) and b.currency = ${at.currency}
      and b.price_list_id = ${at.priceListId} and b.zone in (${at.zone}, '*')
    order by b.variant_id, b.zone desc`

export const fixedPrices = async (db: Db, priceListId: string, variantIds: string[]): Promise<PriceChange[]> =>
  await db<PriceChange[]>`
    select variant_id, currency, amount, compare_at from prices
    where price_list_id = ${priceListId} and variant_id = any(${variantIds}::uuid[]) order by variant_id, currency`

/** Sets and removes fixed prices in one statement: a null amount removes. */
export async function putFixedPrices (db: Db, priceListId: string, changes: PriceChange[]): Promise<void> {
  await db`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(changes)}::text::jsonb)
        as g("variantId" uuid, currency text, amount numeric, "compareAt" numeric)
    ), removed as (
      delete from prices p using given g
      where g.amount is null and p.variant_id = g."variantId" and p.currency = g.currency and p.price_list_id = ${priceListId}
    )
    insert into prices (price_list_id, variant_id, currency, amount, compare_at)
    select ${priceListId}, "variantId", currency, amount, "compareAt" from given where amount is not null
    order by "variantId", currency
    on conflict (variant_id, price_list_id, currency) do update set amount = excluded.amount, compare_at = excluded.compare_at`
}

export const productIdsAfter = async (db: Db, after: string, limit: number): Promise<string[]> =>
  (await db<Array<{ productId: string }>>`
    select product_id from all_products where product_id > ${after} order by product_id limit ${limit}`).map((row) => row.productId)

export const taxRates = async (db: Db): Promise<TaxRate[]> => await db<TaxRate[]>`
  select country, tax_class, trim_scale(percent)::text as percent, valid_from::text as valid_from, valid_to::text as valid_to
  from tax_rates order by country, tax_class, valid_from`
