// The SQL that reads a whole cart in one statement: its facts, its lines with today's prices, words, pictures and stock.
import type { Db } from '../../platform/db.ts'
import type { Picture } from '../media/index.ts'
import type { TaxClass } from '../pricing/index.ts'
import { isMine, type CartFacts, type Shelves, type Whose } from './queries.ts'

export interface CartRow extends CartFacts {
  id: string, version: number, userId: string | null, channelId: string, createdAt: Date, updatedAt: Date
  methodName: Record<string, string> | null, minDays: number | null, maxDays: number | null
  shippingAmount: string | null, shippingFreeOver: string | null
  mergedAt: Date | null, mergedLines: MergedLine[] | null
}

/** A line that a guest's cart brought along: how many it had, and how many of them could be had. */
export interface MergedLine { variantId: string, name: string, quantity: number, added: number }

export interface OptionWord { name: string, value: string }

/** Null itemId: the cart is empty. */
export interface ItemRow {
  itemId: string | null, variantId: string, productId: string, sku: string, taxClass: TaxClass, onSale: boolean
  quantity: number, priceAtAdd: string, priceCurrency: string
  amount: string | null, compareAt: string | null, source: 'fixed' | 'converted' | null
  available: number, backorder: boolean, name: string | null, slug: string | null, options: OptionWord[], picture: Picture | null
}

// Needs c and ch; the notice goes by itself after a week.
const lastMerge = (db: Db) => db`
    left join lateral (
      select g.created_at as merged_at, (
          select jsonb_agg(jsonb_build_object('variantId', l."variantId", 'quantity', l.quantity, 'added', l.added, 'name', coalesce(
            (select x.name from product_texts x where x.product_id = w.product_id order by coalesce(array_position(ch.chain, x.language), 9), x.language limit 1), w.sku)))
          from jsonb_to_recordset(g.lines) as l("variantId" uuid, quantity int, added int) join variant_facts w on w.variant_id = l."variantId"
        ) as merged_lines
      from cart_merges g
      where g.cart_id = c.id and c.user_id is not null and g.undone_at is null and g.seen_at is null and g.created_at > now() - interval '7 days'
      order by g.id desc limit 1
    ) mg on true`

export async function readCart (db: Db, whose: Whose | { anyId: string }, shelves: Shelves & { languages: string[] }): Promise<Array<CartRow & ItemRow>> {
  const which = 'anyId' in whose ? db`c.id = ${whose.anyId}` : isMine(db, whose)
  return await db<Array<CartRow & ItemRow>>`
    select c.id, c.version, c.user_id, c.channel_id, c.locale, c.currency, c.country, c.email, c.note, c.shipping_address,
           c.billing_address, c.shipping_method_id, c.created_at, c.updated_at,
           m.localized_name as method_name, m.min_days, m.max_days, m.amount as shipping_amount, m.free_over as shipping_free_over,
           i.id as item_id, i.variant_id, v.product_id, v.sku, v.tax_class, v.on_sale, i.quantity,
           i.price_at_add, i.currency as price_currency, p.amount, p.compare_at, p.source,
           coalesce(s.available, 0) as available, coalesce(s.backorder, false) as backorder, mg.merged_at, mg.merged_lines,
           t.name, t.slug, coalesce(o.words, '[]') as options, pic.picture
    from carts c
    join lateral (
      select price_list_id, array[c.locale, split_part(c.locale, '-', 1), language] as chain
      from unnest(${shelves.channelIds}::uuid[], ${shelves.priceListIds}::uuid[], ${shelves.languages}::text[]) as shelf(id, price_list_id, language)
      where shelf.id = c.channel_id
    ) ch on true
    ${lastMerge(db)}
    left join lateral (
      select f.localized_name, f.min_days, f.max_days, f.amount, f.free_over from shipping_offers f
      where f.method_id = c.shipping_method_id and f.currency = c.currency and (f.countries = '{}' or f.countries @> array[c.country])
      order by (f.countries = '{}') limit 1
    ) m on true
    left join cart_items i on i.cart_id = c.id
    left join variant_facts v on v.variant_id = i.variant_id
    left join current_prices p on p.variant_id = i.variant_id and p.currency = c.currency and p.price_list_id = ch.price_list_id and p.zone = '*'
    left join lateral (select sum(a.available)::int as available, bool_or(a.backorder) as backorder from stock_by_place a where a.variant_id = i.variant_id) s on true
    left join lateral (
      select x.name, x.slug from product_texts x where x.product_id = v.product_id
      order by coalesce(array_position(ch.chain, x.language), 9), x.language limit 1
    ) t on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('name', word_in(pc.localized_name, ch.chain), 'value', word_in(coalesce(w.choice -> 'name', w.choice -> 'code'), ch.chain)) order by pc.position) as words
      from product_choices pc cross join lateral jsonb_array_elements(pc.choices) as w(choice)
      where pc.product_id = v.product_id and w.choice ->> 'code' = v.option_values ->> pc.code
    ) o on true
    left join lateral (
      select jsonb_build_object('hash', pi.content_hash, 'width', pi.width, 'height', pi.height, 'tint', pi.tint,
               'alt', word_in(pi.localized_alt, ch.chain)) as picture
      from product_images pi where pi.product_id = v.product_id and v.option_values @> pi.option_values
      order by (pi.option_values = '{}'), pi.position limit 1
    ) pic on true
    where ${which}
    order by i.id`
}
