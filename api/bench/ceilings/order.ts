// An order of two lines by bare Fastify: lock and close the cart, then the bare inserts and stock updates, pipelined, in one transaction.
import { randomBytes, randomUUID } from 'node:crypto'
import { open, sql } from './bare.ts'

const [shop] = await sql`select price_list_id from channels where is_default`
const priceList = shop?.['price_list_id'] as string

interface Line { id: string, product: string, variant: string, place: string, sku: string, name: string, quantity: number, cents: bigint }
interface Row {
  variant_id: string, product_id: string, location_id: string, sku: string, name: string, quantity: number, amount: string, channel_id: string
  email: string, shipping_address: Record<string, string>, shipping_method_id: string
}
const decimal = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`

await open((app) => {
  app.post<{ Body: { cartId: string } }>('/', async ({ body: { cartId } }, reply) => {
    reply.code(201)
    return await sql.begin(async (tx) => {
      const rows = await tx<Row[]>`
        select i.variant_id, v.product_id, s.location_id, v.sku, t.name, i.quantity, b.amount, c.channel_id, c.email, c.shipping_address, c.shipping_method_id
        from carts c join cart_items i on i.cart_id = c.id join product_variants v on v.id = i.variant_id
        join product_localized_details t on t.product_id = v.product_id and t.language = c.locale
        join price_book b on b.variant_id = v.id and b.currency = c.currency and b.price_list_id = ${priceList} and b.zone = '*'
        join stock_levels s on s.variant_id = v.id
        where c.id = ${cartId} and c.status = 'open' order by i.variant_id for update of c, s`
      const [cart] = rows
      if (cart === undefined) throw new Error('No such cart')
      const lines = rows.map((row): Line => ({
        id: randomUUID(), product: row.product_id, variant: row.variant_id, place: row.location_id, sku: row.sku, name: row.name, quantity: row.quantity,
        cents: BigInt(row.amount.replace('.', '').slice(0, -2))
      }))
      const order = randomUUID()
      const total = lines.reduce((sum, { cents, quantity }) => sum + cents * BigInt(quantity), 0n)
      const address = tx.json(cart.shipping_address)
      const number = randomBytes(6).toString('hex').toUpperCase()
      const stocks = lines.map(({ variant, place, quantity }) => [
        tx`update stock_levels set reserved = reserved + ${quantity} where variant_id = ${variant} and location_id = ${place} and on_hand - reserved >= ${quantity}`,
        tx`insert into reservations (order_id, variant_id, location_id, quantity) values (${order}, ${variant}, ${place}, ${quantity})`,
        tx`insert into stock_movements (variant_id, location_id, reason, reserved_change, order_id) values (${variant}, ${place}, 'reserved', ${quantity}, ${order})`
      ])
      const items = lines.map(({ id, product, variant, sku, name, quantity, cents }, position) => [
        tx`insert into order_items (id, order_id, position, product_id, variant_id, sku, name, quantity, price_per_unit, line_total)
          values (${id}, ${order}, ${position}, ${product}, ${variant}, ${sku}, ${name}, ${quantity}, ${decimal(cents)}, ${decimal(cents * BigInt(quantity))})`,
        tx`insert into order_tax_lines (order_id, order_item_id, country, tax_class, percent, reason, taxable, amount)
          values (${order}, ${id}, 'DE', 'standard', 19, 'destination', ${decimal(cents * BigInt(quantity))}, 0)`
      ])
      await Promise.all([
        tx`update carts set status = 'ordered' where id = ${cartId}`,
        tx`insert into orders (id, number, cart_id, idempotency_id, channel_id, locale, currency, country, email, subtotal, shipping_total, tax_total, total, tax_included,
            base_currency, exchange_rate, base_total, shipping_address, billing_address, shipping_method_id, shipping_method_name, expires_at)
          values (${order}, ${number}, ${cartId}, ${randomUUID()}, ${cart.channel_id}, 'en', 'EUR', 'DE', ${cart.email}, ${decimal(total)}, 0, 0, ${decimal(total)}, true,
            'EUR', 1, ${decimal(total)}, ${address}, ${address}, ${cart.shipping_method_id}, 'Standard', now() + interval '30 minutes')`,
        ...items.flat(),
        tx`insert into order_tax_lines (order_id, country, tax_class, percent, reason, taxable, amount) values (${order}, 'DE', 'standard', 19, 'destination', 0, 0)`,
        tx`insert into order_events (order_id, name, actor_type) values (${order}, 'placed', 'customer')`,
        ...stocks.flat(),
        tx`insert into events (id, name, object_type, object_id) values (uuidv7(), 'order.placed', 'order', ${order})`
      ])
      return { id: order, number, total: decimal(total) }
    })
  })
})
