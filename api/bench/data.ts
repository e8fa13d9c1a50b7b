// Fills a seeded shop with generated products by set-based statements, then lets the app's own rules write the price book and the flat rows.
import { refreshEverything } from '../src/modules/browse/index.ts'
import { rewriteBook } from '../src/modules/pricing/index.ts'
import { createPool, transaction, type Db } from '../src/platform/db.ts'
import { vocabularies } from './words.ts'

export const cartsPerShop = 60_000

export async function fillShop (ownerUrl: string, products: number, say: (line: string) => void): Promise<void> {
  const pool = createPool(ownerUrl, { max: 1, kind: 'owner' })
  try {
    await transaction(pool, async (tx) => {
      await tx`set local synchronous_commit = off`
      await writeProducts(tx, products)
      await writeTexts(tx)
      await writeVariants(tx)
      await writePlaces(tx)
      say(`  ${products} products written`)
      await rewriteBook(tx, 'all')
      say('  price book written by the shop')
      await refreshEverything(tx)
      say('  flat rows written by the shop')
      // Limits stay in the path of every request, too high to be met from one address.
      await tx`insert into settings (key, value) select 'limits.' || name, '1000000000' from unnest(array['read', 'write']) as name`
    })
    await pool`vacuum analyze`
  } finally {
    await pool.close()
  }
}

async function writeProducts (tx: Db, products: number): Promise<void> {
  await tx`
    insert into products (code, status, tax_class, origin_country, published_at)
    select 'bench-' || n, 'active', case when n % 10 = 0 then 'reduced' else 'standard' end, 'DE', now() - n * interval '1 minute'
    from generate_series(1, ${products}::int) as n`
  await tx`
    insert into product_options (product_id, code, localized_name, choices)
    select id, 'colour', ${JSON.stringify(inAll('Colour'))}::text::jsonb, ${JSON.stringify(colours.map((code) => ({ code, name: inAll(code) })))}::text::jsonb
    from products where code like 'bench-%'`
}

const colours = ['green', 'sand', 'ink']
const inAll = (word: string): Record<string, string> => Object.fromEntries(vocabularies.map(({ language }) => [language, `${word} ${language}`]))

async function writeTexts (tx: Db): Promise<void> {
  for (const { language, joint, adjectives, materials, nouns, sentence } of vocabularies) {
    await tx`
      insert into product_localized_details
        (product_id, language, name, slug, origin, short_description, description, details, seo_title, seo_description)
      select id, ${language}, name, replace(lower(name), ' ', '-'), 'Porto', ${sentence},
        '<p>' || name || '. ' || repeat(${sentence} || ' ', 5) || '</p>',
        jsonb_build_array(jsonb_build_object('label', 'A', 'value', name), jsonb_build_object('label', 'B', 'value', n::text)), name, ${sentence}
      from (
        select id, n, (${adjectives}::text[])[1 + n % ${adjectives.length}::int] || ${joint} || (${materials}::text[])[1 + n / 7 % ${materials.length}::int]
          || ${joint} || (${nouns}::text[])[1 + n / 11 % ${nouns.length}::int] || ' ' || n as name
        from (select id, split_part(code, '-', 2)::int as n from products where code like 'bench-%') numbered
      ) named`
  }
}

async function writeVariants (tx: Db): Promise<void> {
  await tx`
    insert into product_variants (product_id, sku, option_values, base_price, base_compare_at, weight_grams, position)
    select id, 'B' || n || '-' || place, jsonb_build_object('colour', colour), price, case when n % 9 = 0 then price + 10 end, 200 + n % 900, place
    from (
      select p.id, split_part(p.code, '-', 2)::int as n, c.colour, c.place::int as place,
        5 + (split_part(p.code, '-', 2)::bigint * 7919 % 20000) / 100.0 + c.place as price
      from products p cross join unnest(${colours}::text[]) with ordinality as c(colour, place) where p.code like 'bench-%'
    ) v`
  await tx`
    insert into prices (price_list_id, variant_id, currency, amount)
    select (select price_list_id from channels where is_default), v.id, 'USD', v.base_price + 1
    from product_variants v where v.sku like 'B%0-1'`
  await tx`
    with filled as (
      insert into stock_levels (variant_id, location_id, on_hand)
      select v.id, (select id from stock_locations limit 1), 1000000 from product_variants v where v.sku like 'B%'
      returning variant_id, location_id, on_hand
    )
    insert into stock_movements (variant_id, location_id, reason, on_hand_change) select variant_id, location_id, 'seeded', on_hand from filled`
}

async function writePlaces (tx: Db): Promise<void> {
  await tx`
    with leaf as (select array_agg(id order by code) as ids from categories where parent_id is not null)
    insert into product_categories (product_id, category_id, position)
    select p.id, leaf.ids[1 + split_part(p.code, '-', 2)::int % cardinality(leaf.ids)], 0 from products p cross join leaf where p.code like 'bench-%'`
  await tx`
    with shown as (select array_agg(id order by content_hash) as ids from media)
    insert into product_media (product_id, media_id, localized_alt, position)
    select p.id, shown.ids[1 + (split_part(p.code, '-', 2)::int + k * 31) % cardinality(shown.ids)], ${JSON.stringify(inAll('Picture'))}::text::jsonb, k
    from products p cross join shown cross join generate_series(0, 1) as k where p.code like 'bench-%'
    on conflict do nothing`
}
