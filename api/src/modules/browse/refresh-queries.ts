// Writes the flat rows that lists read, from what the owners publish; only for the products named, or all of them.
import type { Db } from '../../platform/db.ts'

export type Which = string[] | 'all'

export async function rewriteCards (db: Db, products: Which): Promise<void> {
  const named = products === 'all' ? db`true` : db`p.product_id = any(${products}::uuid[])`
  const carded = products === 'all' ? db`true` : db`c.product_id = any(${products}::uuid[])`
  await db`
    with live as materialized (
      select p.product_id, date_trunc('milliseconds', p.published_at) as published_at,
        (select count(*)::int from all_variants v where v.product_id = p.product_id) as variant_count,
        ${availability(db)} as in_stock
      from all_products p
      where p.status = 'active' and ${named} and exists (select from product_texts t where t.product_id = p.product_id)
    ), gone as (
      delete from product_cards c where ${carded} and not exists (select from live where live.product_id = c.product_id)
    )
    insert into product_cards as c (product_id, language, served_language, slug, name, origin, short_description, image_hash,
      image_width, image_height, image_tint, image_alt, variant_count, in_stock, published_at, search_text)
    select live.product_id, l.code, t.language, t.slug, t.name, t.origin, t.short_description, i.content_hash, i.width, i.height,
      i.tint, coalesce(i.localized_alt ->> l.code, i.localized_alt ->> split_part(l.code, '-', 1), i.localized_alt ->> l.default_language),
      live.variant_count, live.in_stock, live.published_at, search_normal(t.name)
    from live cross join shop_languages l
    cross join lateral (
      select * from product_texts t where t.product_id = live.product_id
      order by array_position(array[l.code, split_part(l.code, '-', 1), l.default_language], t.language), t.language limit 1
    ) t
    left join lateral (select * from product_images i where i.product_id = live.product_id order by i.position limit 1) i on true
    order by live.product_id, l.code
    on conflict (product_id, language) do update set served_language = excluded.served_language, slug = excluded.slug,
      name = excluded.name, origin = excluded.origin, short_description = excluded.short_description,
      image_hash = excluded.image_hash, image_width = excluded.image_width, image_height = excluded.image_height,
      image_tint = excluded.image_tint, image_alt = excluded.image_alt, variant_count = excluded.variant_count,
      in_stock = excluded.in_stock, published_at = excluded.published_at, search_text = excluded.search_text, updated_at = now()`
}

/** A card hangs on its own categories and on all above them; called after rewriteCards, which says what is on sale. */
export async function rewriteShelves (db: Db, products: Which): Promise<void> {
  const named = products === 'all' ? db`true` : db`m.product_id = any(${products}::uuid[])`
  const kept = products === 'all' ? db`true` : db`s.product_id = any(${products}::uuid[])`
  await db`
    with tree as materialized (select id, path from category_tree),
    wanted as materialized (
      select distinct above.id as category_id, m.product_id, c.published_at
      from category_members m join tree on tree.id = m.category_id cross join unnest(tree.path) above(id)
      join product_cards c on c.product_id = m.product_id and c.language = (select default_language from shop_languages limit 1)
      where ${named}
    ), gone as (
      delete from product_shelves s where ${kept} and not exists (
        select from wanted w where (w.product_id, w.category_id) = (s.product_id, s.category_id))
    )
    insert into product_shelves as s (category_id, product_id, published_at)
    select category_id, product_id, published_at from wanted order by product_id, category_id
    on conflict (product_id, category_id) do update set published_at = excluded.published_at
      where s.published_at <> excluded.published_at`
}

/** The lowest-priced variant of each product, per list and currency. */
export async function rewriteLowestPrices (db: Db, products: Which): Promise<void> {
  const named = products === 'all' ? db`true` : db`v.product_id = any(${products}::uuid[])`
  const kept = products === 'all' ? db`true` : db`p.product_id = any(${products}::uuid[])`
  await db`
    with lowest as materialized (
      select distinct on (v.product_id, b.currency, b.price_list_id, b.zone)
        b.price_list_id, b.zone, b.currency, v.product_id, v.variant_id, v.sku, b.amount, b.compare_at, b.source,
        max(b.amount) over (partition by v.product_id, b.currency, b.price_list_id, b.zone) as max_amount
      from sellable_variants v join current_prices b on b.variant_id = v.variant_id
      where ${named}
      order by v.product_id, b.currency, b.price_list_id, b.zone, b.amount, v.position, v.sku
    ), gone as (
      delete from product_prices p where ${kept} and not exists (
        select from lowest l where (l.product_id, l.currency, l.price_list_id, l.zone) = (p.product_id, p.currency, p.price_list_id, p.zone))
    )
    insert into product_prices as p (price_list_id, zone, currency, product_id, variant_id, sku, amount, compare_at, max_amount, source)
    select price_list_id, zone, currency, product_id, variant_id, sku, amount, compare_at, max_amount, source from lowest
    on conflict (product_id, currency, price_list_id, zone) do update set variant_id = excluded.variant_id, sku = excluded.sku,
      amount = excluded.amount, compare_at = excluded.compare_at, max_amount = excluded.max_amount, source = excluded.source, updated_at = now()
      where (p.variant_id, p.sku, p.amount, p.compare_at, p.max_amount, p.source)
        is distinct from (excluded.variant_id, excluded.sku, excluded.amount, excluded.compare_at, excluded.max_amount, excluded.source)`
}

/** What an order may change on a card; says which products really flipped. */
export async function rewriteAvailability (db: Db, productIds: string[]): Promise<string[]> {
  const rows = await db<Array<{ productId: string }>>`
    with now_is as materialized (
      select p.product_id, ${availability(db)} as in_stock from all_products p where p.product_id = any(${productIds}::uuid[])
    ), locked as (
      select c.product_id, c.language from product_cards c join now_is n on n.product_id = c.product_id and n.in_stock <> c.in_stock
      order by c.product_id, c.language for update of c
    ), flipped as (
      update product_cards c set in_stock = n.in_stock, updated_at = now()
      from now_is n, locked k
      where c.product_id = n.product_id and (k.product_id, k.language) = (c.product_id, c.language)
      returning c.product_id
    )
    select distinct product_id from flipped`
  return rows.map((row) => row.productId)
}

const availability = (db: Db): ReturnType<Db> => db`exists (
  select from all_variants v join stock_by_place s on s.variant_id = v.variant_id
  where v.product_id = p.product_id and (s.available > 0 or s.backorder))`

/** Where each product stands: on sale since when, in which categories, with those above. */
export const standing = async (db: Db, productIds: string[]): Promise<Array<{ productId: string, publishedAt: Date, categoryIds: string[] }>> =>
  await db`
    select c.product_id, min(c.published_at) as published_at,
      coalesce((select array_agg(s.category_id order by s.category_id) from product_shelves s where s.product_id = c.product_id), '{}') as category_ids
    from product_cards c where c.product_id = any(${productIds}::uuid[])
    group by c.product_id order by c.product_id`
