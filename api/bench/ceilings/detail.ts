// A product's page by bare Fastify: the same tables read by one hand-written statement, sent as it came.
import { open, sql } from './bare.ts'

const [channel] = await sql`select price_list_id from channels where is_default`
const priceList = channel?.['price_list_id'] as string

await open((app) => {
  app.get<{ Params: { slug: string }, Querystring: { locale: string, currency: string } }>('/:slug', async ({ params, query }) => {
    const [row] = await sql`
      select p.id, p.tax_class, p.origin_country, p.published_at, p.updated_at, t.language, t.slug, t.name, t.origin, t.short_description,
        t.description, t.details, t.seo_title, t.seo_description,
        (select json_object_agg(a.language, a.slug) from product_localized_details a where a.product_id = p.id) as alternates,
        (select json_agg(json_build_object('code', o.code, 'name', o.localized_name, 'values', o.choices) order by o.position)
          from product_options o where o.product_id = p.id) as options,
        (select json_agg(json_build_object('id', m.id, 'hash', m.content_hash, 'width', m.width, 'height', m.height, 'tint', m.tint,
            'alt', pm.localized_alt, 'options', pm.option_values) order by pm.position)
          from product_media pm join media m on m.id = pm.media_id where pm.product_id = p.id) as media,
        (select json_agg(json_build_object('id', v.id, 'sku', v.sku, 'options', v.option_values, 'weight', v.weight_grams, 'amount', b.amount::text,
            'compareAt', b.compare_at::text, 'source', b.source, 'available', s.on_hand - s.reserved, 'backorder', s.backorder) order by v.position)
          from product_variants v
          join price_book b on b.variant_id = v.id and b.currency = ${query.currency} and b.price_list_id = ${priceList} and b.zone = '*'
          join stock_levels s on s.variant_id = v.id where v.product_id = p.id) as variants,
        array(select c.category_id from product_categories c where c.product_id = p.id) as categories
      from product_localized_details t join products p on p.id = t.product_id
      where t.language = ${query.locale} and t.slug = ${params.slug} and p.status = 'active'`
    return row
  })
})
