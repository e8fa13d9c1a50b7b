// What the load needs to know of a shop: slugs, variants, and carts that lack nothing an order needs, made by one statement.
import postgres from 'postgres'
import { mintGuestToken } from '../src/platform/guest-tokens.ts'
import type { Shop } from './ground.ts'
import type { Material } from './scenarios.ts'

const shippingAddress = { firstName: 'Lena', lastName: 'Vogt', addressLine1: 'Torstraße 12', city: 'Berlin', postalCode: '10119', countryCode: 'DE' }

export async function gather (shop: Shop, carts: number): Promise<Material> {
  const sql = postgres(shop.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const slugs: Record<string, string[]> = {}
    for (const language of ['en', 'zh']) {
      const rows = await sql<{ slug: string }[]>`
        select slug from product_localized_details where language = ${language} and seo_title = name order by md5(slug) limit 20000`
      slugs[language] = rows.map((row) => row.slug)
    }
    const variants = await sql<{ id: string }[]>`select id from product_variants where sku like 'B%' order by md5(sku) limit 30000`
    const names = await sql<{ name: string }[]>`
      select distinct split_part(name, ' ', 2) || ' ' || split_part(name, ' ', 3) as name from product_localized_details where language = 'en' and name like '% % %' limit 500`
    const [method] = await sql<{ id: string }[]>`select id from shipping_methods order by position limit 1`
    const shippingMethodId = method?.id ?? ''
    return {
      slugs,
      variants: variants.map(({ id }) => id),
      names: names.map(({ name }) => name),
      shippingMethodId,
      carts: (await fillCarts(sql, carts, shippingMethodId)).map((id) => ({ id, token: mintGuestToken({ SECRET: shop.environment['SECRET'] ?? '' }, 'cart', id) }))
    }
  } finally {
    await sql.end()
  }
}

async function fillCarts (sql: postgres.Sql, count: number, shippingMethodId: string): Promise<string[]> {
  if (count === 0) return []
  const rows = await sql<{ id: string }[]>`
    with goods as (select array_agg(v.id order by md5(v.sku)) as ids from product_variants v where v.sku like 'B%'),
    cart as (
      insert into carts (channel_id, locale, currency, country, email, shipping_address, shipping_method_id)
      select ch.id, 'en', 'EUR', 'DE', 'lena@example.com', ${sql.json(shippingAddress)}, ${shippingMethodId}
      from channels ch cross join generate_series(1, ${count}::int) where ch.is_default
      returning id
    ), line as (
      insert into cart_items (cart_id, variant_id, quantity, price_at_add, currency)
      select c.id, goods.ids[1 + (c.n * 7 + k * 3) % cardinality(goods.ids)], 1, 10, 'EUR'
      from (select id, row_number() over () as n from cart) c cross join goods cross join generate_series(0, 1) as k
    )
    select id from cart`
  await sql`vacuum analyze carts, cart_items`
  return rows.map((row) => row.id)
}
