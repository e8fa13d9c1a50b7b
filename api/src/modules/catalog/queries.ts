// All SQL of products, their texts, slugs, pictures and base prices.
import type { Db } from '../../platform/db.ts'

export type ProductStatus = 'draft' | 'active' | 'archived'
export interface ProductRow { id: string, code: string, status: ProductStatus, version: number, publishedAt: Date | null }
export interface Detail { label: string, value: string }
export interface TextRow {
  language: string, name: string, slug: string, origin: string, shortDescription: string, description: string
  details: Detail[], seoTitle: string, seoDescription: string
}
export interface PictureRow { mediaId: string, position: number, localizedAlt: Record<string, string> }
export interface BasePrice { variantId: string, amount: string, compareAt: string | null }

/** Locks the product, so that its parts change one writer at a time. */
export const lockProduct = async (db: Db, id: string): Promise<ProductRow | undefined> => (await db<ProductRow[]>`
  select id, code, status, version, published_at from products where id = ${id} for update`)[0]

export const writeProduct = async (db: Db, id: string, status: ProductStatus): Promise<number> => (await db<Array<{ version: number }>>`
  update products set status = ${status}, version = version + 1,
    published_at = case when ${status} = 'active' then coalesce(published_at, now()) else published_at end
  where id = ${id} returning version`)[0]?.version ?? 0

export const texts = async (db: Db, productId: string): Promise<TextRow[]> => await db<TextRow[]>`
  select language, name, slug, origin, short_description, description, details, seo_title, seo_description
  from product_localized_details where product_id = ${productId} order by language`

export async function upsertTexts (db: Db, productId: string, rows: TextRow[]): Promise<void> {
  await db`
    insert into product_localized_details as t
      (product_id, language, name, slug, origin, short_description, description, details, seo_title, seo_description)
    select ${productId}::uuid, language, name, slug, origin, "shortDescription", description, details, "seoTitle", "seoDescription"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g(language text, name text, slug text, origin text,
      "shortDescription" text, description text, details jsonb, "seoTitle" text, "seoDescription" text)
    on conflict (product_id, language) do update set name = excluded.name, slug = excluded.slug, origin = excluded.origin,
      short_description = excluded.short_description, description = excluded.description, details = excluded.details,
      seo_title = excluded.seo_title, seo_description = excluded.seo_description`
}

/** The old slug leads here for ever; a slug in use again is history no more. */
export async function moveSlug (db: Db, productId: string, language: string, from: string, to: string): Promise<void> {
  await db`
    with reclaimed as (delete from product_slug_history where language = ${language} and slug = ${to})
    insert into product_slug_history (language, slug, product_id) values (${language}, ${from}, ${productId})
    on conflict (language, slug) do update set product_id = excluded.product_id`
}

export const slugTaken = async (db: Db, productId: string, language: string, slug: string): Promise<boolean> => (await db`
  select 1 from product_localized_details where language = ${language} and slug = ${slug} and product_id <> ${productId}`).length > 0

export const pictures = async (db: Db, productId: string): Promise<PictureRow[]> => await db<PictureRow[]>`
  select media_id, position, localized_alt from product_media where product_id = ${productId} order by position, media_id`

export async function writePictures (db: Db, productId: string, rows: PictureRow[]): Promise<void> {
  await db`
    update product_media m set position = g.position, localized_alt = g."localizedAlt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g("mediaId" uuid, position int, "localizedAlt" jsonb)
    where m.product_id = ${productId} and m.media_id = g."mediaId"`
}

export const basePrices = async (db: Db, productId: string): Promise<BasePrice[]> => await db<BasePrice[]>`
  select id as variant_id, base_price as amount, base_compare_at as compare_at
  from product_variants where product_id = ${productId} order by position, sku`

export async function writeBasePrices (db: Db, productId: string, rows: BasePrice[]): Promise<void> {
  await db`
    update product_variants v set base_price = g.amount, base_compare_at = g."compareAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as g("variantId" uuid, amount numeric, "compareAt" numeric)
    where v.product_id = ${productId} and v.id = g."variantId"`
}
