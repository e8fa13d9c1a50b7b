// All SQL of shipping: what is offered to a country in a currency, and the prices of each rate in every currency.
import type { Db } from '../../platform/db.ts'

export interface OfferRow {
  methodId: string, code: string, name: Record<string, string>, description: Record<string, string>
  minDays: number, maxDays: number, amount: string, freeOver: string | null
}

// A zone that names the country wins over the one that serves all others.
export const offers = async (db: Db, country: string, currency: string): Promise<OfferRow[]> => await db<OfferRow[]>`
  select method_id, code, localized_name as name, localized_description as description, min_days, max_days, amount, free_over
  from (
    select distinct on (o.method_id) o.* from shipping_offers o
    where o.currency = ${currency} and (o.countries = '{}' or o.countries @> array[${country}::text])
    order by o.method_id, (o.countries = '{}')
  ) best
  order by position, code`

/** Fixed prices stay; all others follow the rate in force by the rule that prices of goods follow. */
export async function rewritePrices (db: Db): Promise<number> {
  const { count } = await db`
    insert into shipping_prices as p (rate_id, currency, amount, free_over, source)
    select r.id, c.code,
      case when c.is_base then r.base_amount
        else converted_price(r.base_amount, c.rate, c.margin_percent, c.rounding_increment, c.rounding_ending, c.decimals) end,
      case when c.is_base then r.base_free_over
        else converted_price(r.base_free_over, c.rate, c.margin_percent, c.rounding_increment, c.rounding_ending, c.decimals) end,
      case when c.is_base then 'fixed' else 'converted' end
    from shipping_rates r cross join currency_rules c
    where c.is_base or c.rate is not null
    order by r.id, c.code
    on conflict (rate_id, currency) do update
      set amount = excluded.amount, free_over = excluded.free_over, source = excluded.source
      where (p.source = 'converted' or excluded.source = 'fixed')
        and (p.amount, p.free_over) is distinct from (excluded.amount, excluded.free_over)`
  return count
}
