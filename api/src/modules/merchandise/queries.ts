// What staff see of products, on sale or not: the list and the page, one statement each over the owners' views.
import type { Db } from '../../platform/db.ts'

export interface ListFilter { languages: string[], q?: string, status?: string, after?: string, limit: number, withTotal: boolean }

export interface ListRow {
  productId: string, code: string, status: 'draft' | 'active' | 'archived', version: number, publishedAt: Date | null, updatedAt: Date
  name: string | null, slug: string | null
  hash: string | null, width: number, height: number, tint: string | null, alt: Record<string, string> | null
  variantCount: number, lowest: string | null, highest: string | null, available: number, missingLanguages: string[], total?: string
}

type Fragment = ReturnType<Db>

const matching = (db: Db, { q, status }: ListFilter): Fragment => db`
  ${status === undefined ? db`true` : db`p.status = ${status}`}
  ${q === undefined
    ? db``
    : db`and (
        exists (select from product_texts x where x.product_id = p.product_id and search_normal(x.name) like search_pattern(${q}))
        or exists (select from all_variants v where v.product_id = p.product_id and lower(v.sku) like search_pattern(${q}))
        or p.code like search_pattern(${q}))`}`

/** Up to limit + 1 rows, newest first; with a total, a first row without a product when nothing is on the page. */
export async function productList (db: Db, filter: ListFilter): Promise<ListRow[]> {
  const page = db`
    select p.product_id, p.code, p.status, p.version, p.published_at, p.updated_at, t.name, t.slug,
      i.content_hash as hash, i.width, i.height, i.tint, i.localized_alt as alt,
      v.variant_count, v.lowest, v.highest, v.available,
      array(select l.code from shop_languages l where l.enabled and not exists (
        select from product_texts x where x.product_id = p.product_id and x.language = l.code) order by l.position) as missing_languages
    from all_products p
    left join lateral (select x.name, x.slug from product_texts x where x.product_id = p.product_id
      order by array_position(${filter.languages}::text[], x.language), x.language limit 1) t on true
    left join lateral (select * from product_images x where x.product_id = p.product_id order by x.position limit 1) i on true
    cross join lateral (
      select count(*)::int as variant_count, min(a.base_price) as lowest, max(a.base_price) as highest,
        coalesce(sum((select sum(s.available) from stock_by_place s where s.variant_id = a.variant_id)), 0)::int as available
      from all_variants a where a.product_id = p.product_id
    ) v
    where ${matching(db, filter)} ${filter.after === undefined ? db`` : db`and p.product_id < ${filter.after}::uuid`}
    order by p.product_id desc limit ${filter.limit + 1}`
  if (!filter.withTotal) return await db<ListRow[]>`${page}`
  return await db<ListRow[]>`
    select t.total, page.* from (select count(*) as total from all_products p where ${matching(db, filter)}) t
    left join lateral (${page}) page on true`
}

/** The lists arrive as JSON text, read by views. */
export interface PageRow {
  productId: string, code: string, status: 'draft' | 'active' | 'archived', version: number, taxClass: string, originCountry: string | null
  publishedAt: Date | null, createdAt: Date, updatedAt: Date
  texts: string, options: string, variants: string, pictures: string, categories: string
}

export const productPage = async (db: Db, productId: string, priceListId: string): Promise<PageRow | undefined> => (await db<PageRow[]>`
  select p.product_id, p.code, p.status, p.version, p.tax_class, p.origin_country, p.published_at, p.created_at, p.updated_at,
    (select json_agg(json_build_object('language', l.code, 'exists', t.product_id is not null, 'name', t.name, 'slug', t.slug,
        'origin', t.origin, 'shortDescription', t.short_description, 'description', t.description, 'details', t.details,
        'seoTitle', t.seo_title, 'seoDescription', t.seo_description) order by l.position)::text
      from shop_languages l left join product_texts t on t.product_id = p.product_id and t.language = l.code) as texts,
    (select coalesce(json_agg(json_build_object('code', o.code, 'name', o.localized_name, 'values', o.choices) order by o.position), '[]')::text
      from product_choices o where o.product_id = p.product_id) as options,
    (select coalesce(json_agg(json_build_object('id', v.variant_id, 'sku', v.sku, 'barcode', v.barcode, 'options', v.option_values,
        'weightGrams', v.weight_grams, 'basePrice', v.base_price::text, 'baseCompareAt', v.base_compare_at::text,
        'stock', (select json_build_array(coalesce(sum(s.on_hand), 0), coalesce(sum(s.reserved), 0)) from stock_by_variant s where s.variant_id = v.variant_id),
        'prices', ${pricesOf(db, priceListId)}) order by v.position, v.sku), '[]')::text
      from all_variants v where v.product_id = p.product_id) as variants,
    (select coalesce(json_agg(json_build_object('id', i.media_id, 'hash', i.content_hash, 'width', i.width, 'height', i.height,
        'tint', i.tint, 'alts', i.localized_alt, 'options', i.option_values) order by i.position), '[]')::text
      from product_images i where i.product_id = p.product_id) as pictures,
    (select coalesce(json_agg(json_build_object('id', c.id, 'name', c.localized_name, 'slug',
        (select json_object_agg(a.language, a.slug) from category_addresses a where a.category_id = c.id)) order by m.position), '[]')::text
      from category_members m join category_tree c on c.id = m.category_id where m.product_id = p.product_id) as categories
  from all_products p where p.product_id = ${productId}`)[0]

// What is paid in each currency, and beside it what the rule makes of the base price today.
const pricesOf = (db: Db, priceListId: string): Fragment => db`(
  select json_agg(json_build_object('currency', c.code, 'enabled', c.enabled, 'amount', b.amount::text, 'compareAt', b.compare_at::text,
    'source', b.source, 'converted', case when not c.is_base then
      converted_price(v.base_price, c.rate, c.margin_percent, c.rounding_increment, c.rounding_ending, c.decimals)::numeric(19,4)::text end,
    'rate', trim_scale(r.rate)::text, 'asOf', r.as_of, 'rateSource', r.source, 'marginPercent', trim_scale(c.margin_percent)::text,
    'roundingIncrement', trim_scale(c.rounding_increment)::text, 'roundingEnding', trim_scale(c.rounding_ending)::text) order by c.position)
  from currency_rules c
  left join published_rates r on r.id = c.rate_id
  left join current_prices b on b.variant_id = v.variant_id and b.currency = c.code and b.price_list_id = ${priceListId} and b.zone = '*')`
