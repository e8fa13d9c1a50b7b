// One product with all its page shows, many prices, and the tree of categories: one statement each.
import type { Db } from '../../platform/db.ts'
import { nothing, piece, run, type Piece } from '../../platform/pieces.ts'
import { isUuid } from '../../shared/ids.ts'

export interface DetailQuestion {
  idOrSlug: string, locale: string, chain: string[], languages: string[]
  priceListId: string, currency: string, withPrices: boolean
}

/** The lists arrive as JSON text, read by detail-views. */
export interface DetailRow {
  productId: string, taxClass: string, originCountry: string | null, publishedAt: Date, updatedAt: Date
  language: string, slug: string, name: string, origin: string, shortDescription: string, description: string, details: string
  seoTitle: string, seoDescription: string
  alternates: string, options: string | null, variants: string | null, media: string | null, categoryIds: string[]
}

export async function productDetail (db: Db, question: DetailQuestion): Promise<DetailRow | undefined> {
  const { chain, priceListId, currency, withPrices } = question
  const [row] = await run<DetailRow>(db, piece`
    select p.product_id, p.tax_class, p.origin_country, p.published_at, p.updated_at,
      t.language, t.slug, t.name, t.origin, t.short_description, t.description, t.details::text as details,
      t.seo_title, t.seo_description,
      (select json_object_agg(a.language, a.slug)::text from product_texts a
        where a.product_id = p.product_id and a.language = any(${question.languages}::text[])) as alternates,
      (select json_agg(json_build_object('code', o.code, 'name', o.localized_name, 'values', o.choices) order by o.position)::text
        from product_choices o where o.product_id = p.product_id) as options,
      (select json_agg(json_build_array(i.media_id, i.content_hash, i.width, i.height, i.tint, i.localized_alt, i.option_values)
        order by i.position)::text from product_images i where i.product_id = p.product_id) as media,
      (select json_agg(json_build_array(v.variant_id, v.sku, v.option_values, v.weight_grams,
          b.amount::text, b.compare_at::text, b.source,
          (select json_build_array(sum(s.available), bool_or(s.backorder)) from stock_by_place s where s.variant_id = v.variant_id)
          ${withPrices ? piece`, ${variantPrices(priceListId)}` : nothing}) order by v.position, v.sku)::text
        from all_variants v
        join current_prices b on b.variant_id = v.variant_id and b.currency = ${currency}
          and b.price_list_id = ${priceListId} and b.zone = '*'
        where v.product_id = p.product_id) as variants,
      array(select m.category_id from category_members m where m.product_id = p.product_id order by m.position, m.category_id) as category_ids
    from all_products p
    cross join lateral (
      select * from product_texts t where t.product_id = p.product_id
      order by array_position(${chain}::text[], t.language), t.language limit 1
    ) t
    where p.status = 'active' and p.product_id = ${which(question)}`)
  return row
}

const variantPrices = (priceListId: string): Piece => piece`(
  select json_agg(json_build_array(o.currency, o.amount::text, o.compare_at::text, o.source))
  from current_prices o where o.variant_id = v.variant_id and o.price_list_id = ${priceListId} and o.zone = '*')`

// A present slug before a former one, the reader's own language before the others; nearly all are the first of it, and one probe.
function which ({ idOrSlug, chain, languages }: DetailQuestion): Piece {
  if (isUuid(idOrSlug)) return piece`${idOrSlug}::uuid`
  return piece`coalesce((
    select t.product_id from product_texts t join all_products a on a.product_id = t.product_id and a.status = 'active'
    where t.slug = ${idOrSlug} and t.language = ${chain[0] ?? ''}
  ), (
    select s.product_id from (
      select product_id, language, 0 as former from product_texts where slug = ${idOrSlug} and language = any(${languages}::text[])
      union all
      select product_id, language, 1 from former_slugs where slug = ${idOrSlug} and language = any(${languages}::text[])
    ) s join all_products a on a.product_id = s.product_id and a.status = 'active'
    order by s.former, array_position(${chain}::text[], s.language), s.language limit 1))`
}

export interface PriceRow { variantId: string, sku: string, amount: string, compareAt: string | null, source: 'fixed' | 'converted', prices?: string }

export const variantPriceRows = async (db: Db, at: { priceListId: string, currency: string, withPrices: boolean }, variantIds: string[]): Promise<PriceRow[]> =>
  await run<PriceRow>(db, piece`
    select v.variant_id, v.sku, b.amount, b.compare_at, b.source
      ${at.withPrices ? piece`, ${variantPrices(at.priceListId)}::text as prices` : nothing}
    from sellable_variants v
    join current_prices b on b.variant_id = v.variant_id and b.currency = ${at.currency}
      and b.price_list_id = ${at.priceListId} and b.zone = '*'
    where v.variant_id = any(${variantIds}::uuid[])
    order by array_position(${variantIds}::uuid[], v.variant_id)`)

export interface CategoryRow {
  id: string, parentId: string | null, code: string, position: number, path: string[]
  localizedName: Record<string, string>, localizedDescription: Record<string, string>, slugs: Record<string, string>
  productCount: number
}

/** The active tree, parents before children, each with the number of products in it and below it. */
export const categoryRows = async (db: Db): Promise<CategoryRow[]> => await db<CategoryRow[]>`
  with counted as (
    select category_id as id, count(*)::int as products from product_shelves group by category_id
  )
  select t.id, t.parent_id, t.code, t.position, t.path, t.localized_name, t.localized_description,
    coalesce((select json_object_agg(s.language, s.slug) from category_addresses s where s.category_id = t.id), '{}') as slugs,
    coalesce(counted.products, 0) as product_count
  from category_tree t left join counted on counted.id = t.id
  order by cardinality(t.path), t.position, t.code`
