// Writes the goods: products with words, options, variants, prices, stock and pictures, a few statements for all of them.
import { stockUp } from '../modules/inventory/index.ts'
import type { Db } from '../platform/db.ts'
import type { Demo } from './files.ts'
import * as rows from './rows.ts'
import { text } from './write-shop.ts'

export async function writeProducts (tx: Db, demo: Demo, now: Date): Promise<void> {
  const { products } = demo
  await tx`
    insert into products (code, status, tax_class, origin_country, published_at)
    select code, 'active', "taxClass", "originCountry", "publishedAt"
    from jsonb_to_recordset(${text(rows.productRows(products, now))}::text::jsonb)
      as g(code text, "taxClass" text, "originCountry" text, "publishedAt" timestamptz)`
  await tx`
    insert into product_localized_details
      (product_id, language, name, slug, origin, short_description, description, details, seo_title, seo_description)
    select p.id, g.language, g.name, g.slug, g.origin, g."shortDescription", g.description, g.details, g."seoTitle", g."seoDescription"
    from jsonb_to_recordset(${text(rows.textRows(products))}::text::jsonb) as g(code text, language text, name text, slug text, origin text,
      "shortDescription" text, description text, details jsonb, "seoTitle" text, "seoDescription" text)
    join products p on p.code = g.code`
  await tx`
    insert into product_options (product_id, code, localized_name, choices, position)
    select p.id, g.option, g.name, g.choices, g.position
    from jsonb_to_recordset(${text(rows.optionRows(products, demo.options))}::text::jsonb)
      as g(code text, option text, name jsonb, choices jsonb, position int)
    join products p on p.code = g.code`
  await tx`
    insert into product_variants (product_id, sku, option_values, base_price, base_compare_at, weight_grams, position)
    select p.id, g.sku, g.options, g.price, g."compareAt", g."weightGrams", g.position
    from jsonb_to_recordset(${text(rows.variantRows(products))}::text::jsonb)
      as g(code text, sku text, options jsonb, price numeric, "compareAt" numeric, "weightGrams" int, position int)
    join products p on p.code = g.code`
  await tx`
    insert into product_categories (product_id, category_id, position)
    select p.id, c.id, g.position
    from jsonb_to_recordset(${text(rows.shelfRows(products))}::text::jsonb) as g(code text, category text, position int)
    join products p on p.code = g.code join categories c on c.code = g.category`
  await writePictures(tx, demo)
  await writeFixedPrices(tx, demo)
  await writeStock(tx, demo)
}

async function writePictures (tx: Db, demo: Demo): Promise<void> {
  const pictures = text(rows.pictureRows(demo))
  await tx`
    insert into media (content_hash, width, height, tint, renditions)
    select distinct on (hash) hash, width, height, tint, renditions
    from jsonb_to_recordset(${pictures}::text::jsonb) as g(hash text, width int, height int, tint text, renditions jsonb) order by hash`
  await tx`
    insert into product_media (product_id, media_id, localized_alt, option_values, position)
    select p.id, m.id, g.alt, g.options, g.position
    from jsonb_to_recordset(${pictures}::text::jsonb) as g(product text, hash text, alt jsonb, options jsonb, position int)
    join products p on p.code = g.product join media m on m.content_hash = g.hash
    on conflict (product_id, media_id) do nothing`
}

async function writeFixedPrices (tx: Db, { products }: Demo): Promise<void> {
  await tx`
    insert into prices (price_list_id, variant_id, currency, amount, compare_at)
    select (select price_list_id from channels where is_default), v.id, g.currency, g.amount, g."compareAt"
    from jsonb_to_recordset(${text(rows.fixedPriceRows(products))}::text::jsonb)
      as g(sku text, currency text, amount numeric, "compareAt" numeric)
    join product_variants v on v.sku = g.sku`
}

async function writeStock (tx: Db, { products, shop }: Demo): Promise<void> {
  const [location] = await tx<Array<{ id: string }>>`select id from stock_locations where code = ${shop.location.code}`
  const lines = await tx<Array<{ variantId: string, quantity: number }>>`
    select v.id as variant_id, g.stock as quantity
    from jsonb_to_recordset(${text(rows.stockRows(products))}::text::jsonb) as g(sku text, stock int)
    join product_variants v on v.sku = g.sku order by v.id`
  if (location) await stockUp(tx, lines, location.id)
}
