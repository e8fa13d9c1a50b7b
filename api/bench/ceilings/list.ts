// A page of products by bare Fastify: 25 rows of one flat table by its index, sent as they came.
import { open, sql } from './bare.ts'

await sql`
  create unlogged table if not exists bench_flat as
  select c.product_id, c.language, p.currency, c.served_language, c.slug, c.name, c.origin, c.short_description, c.image_hash, c.image_width,
    c.image_height, c.image_tint, c.image_alt, c.variant_count, c.in_stock, c.published_at, p.sku, p.variant_id, p.amount, p.compare_at, p.max_amount, p.source
  from product_cards c join product_prices p on p.product_id = c.product_id
  where c.language in ('en', 'zh') and p.currency in ('EUR', 'CNY') and p.zone = '*'`
await sql`create index if not exists bench_flat_newest on bench_flat (language, currency, published_at desc, product_id desc)`
await sql`analyze bench_flat`

await open((app) => {
  app.get<{ Querystring: { locale: string, currency: string } }>('/', async ({ query }) => ({
    items: await sql`
      select product_id, served_language, slug, name, origin, short_description, image_hash, image_width, image_height, image_tint, image_alt,
        variant_count, in_stock, published_at, sku, variant_id, amount, compare_at, max_amount, source
      from bench_flat where language = ${query.locale} and currency = ${query.currency}
      order by published_at desc, product_id desc limit 25`
  }))
})
