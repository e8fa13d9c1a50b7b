// A guest's first line in a cart by bare Fastify: its statements one after the other in one bare transaction.
import { randomUUID } from 'node:crypto'
import { open, sql } from './bare.ts'

const [shop] = await sql`select id, price_list_id from channels where is_default`
const channel = shop?.['id'] as string
const priceList = shop?.['price_list_id'] as string

await open((app) => {
  app.post<{ Body: { variantId: string, quantity: number } }>('/', async ({ body: { variantId, quantity } }, reply) => {
    reply.code(201)
    return await sql.begin(async (tx) => {
      const [variant] = await tx`
        select b.amount, s.on_hand - s.reserved as available from product_variants v
        join products p on p.id = v.product_id and p.status = 'active'
        join price_book b on b.variant_id = v.id and b.currency = 'EUR' and b.price_list_id = ${priceList} and b.zone = '*'
        join stock_levels s on s.variant_id = v.id where v.id = ${variantId}`
      if (variant === undefined || variant['available'] < quantity) throw new Error('Not to be had')
      const id = randomUUID()
      await tx`insert into carts (id, channel_id, locale, currency, country) values (${id}, ${channel}, 'en', 'EUR', 'DE')`
      await tx`insert into cart_items (cart_id, variant_id, quantity, price_at_add, currency) values (${id}, ${variantId}, ${quantity}, ${variant['amount']}, 'EUR')`
      const [cart] = await tx`
        select c.id, c.version, c.locale, c.currency, c.country, c.created_at, i.id as item_id, i.quantity, v.sku, v.option_values, b.amount, b.compare_at, b.source,
          s.on_hand - s.reserved as available, s.backorder, t.name, t.slug, o.choices, m.content_hash, m.width, m.height, m.tint, pm.localized_alt
        from carts c join cart_items i on i.cart_id = c.id join product_variants v on v.id = i.variant_id
        join price_book b on b.variant_id = v.id and b.currency = c.currency and b.price_list_id = ${priceList} and b.zone = '*'
        join stock_levels s on s.variant_id = v.id
        join product_localized_details t on t.product_id = v.product_id and t.language = c.locale
        left join product_options o on o.product_id = v.product_id
        left join product_media pm on pm.product_id = v.product_id and pm.position = 0
        left join media m on m.id = pm.media_id
        where c.id = ${id}`
      return cart
    })
  })
})
