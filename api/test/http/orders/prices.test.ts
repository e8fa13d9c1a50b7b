// The price walk: each variant of the demo, in all eight currencies, costs the same in the list, on the page, in the cart and on the order.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { call, LENA, setStock, type Money } from '../../support/commerce.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool, app } = shop
const CURRENCIES: Array<[code: string, decimals: number]> = [['EUR', 2], ['USD', 2], ['GBP', 2], ['CHF', 2], ['JPY', 0], ['CNY', 2], ['KWD', 3], ['AED', 2]]

interface Listed { id: string, sku: string, price: Money }
interface Detail { variants: Array<{ id: string, sku: string, price: Money }> }
const read = async <T>(url: string): Promise<T> => (await app.inject(url)).json<T>()

async function listed (currency: string): Promise<Listed[]> {
  const items: Listed[] = []
  let cursor: string | null = null
  do {
    const page: { items: Listed[], nextCursor: string | null } = await read(`/v1/products?locale=en&currency=${currency}&limit=100${cursor === null ? '' : `&cursor=${cursor}`}`)
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

const variants = (await pool<{ variantId: string }[]>`select variant_id from sellable_variants`).map(({ variantId }) => variantId)
for (const variantId of variants) await setStock(pool, variantId, 20)

for (const [currency, decimals] of CURRENCIES) {
  t.test(currency, async (t) => {
    const prices = new Map<string, string>()
    const shape = decimals === 0 ? /^[0-9]+$/ : new RegExp(`^[0-9]+\\.[0-9]{${decimals}}$`)
    const lowest: string[] = []
    for (const { id, sku, price } of await listed(currency)) {
      const page = await read<Detail>(`/v1/products/${id}?locale=en&currency=${currency}`)
      for (const variant of page.variants) prices.set(variant.id, variant.price.amount)
      const amounts = page.variants.map((variant) => BigInt(variant.price.amount.replace('.', '')))
      const cheapest = amounts.reduce((least, amount) => amount < least ? amount : least)
      if (BigInt(price.amount.replace('.', '')) !== cheapest) lowest.push(sku)
    }
    t.same(lowest, [], 'the list has the price of the lowest-priced variant')
    t.equal(prices.size, variants.length, 'every variant has a page')
    t.same([...prices.values()].filter((amount) => !shape.test(amount)), [], `${decimals} decimals`)

    for (let from = 0; from < variants.length; from += 100) {
      const wanted = variants.slice(from, from + 100)
      const { body: cart } = await call(shop, { method: 'POST', url: `/v1/cart/items?locale=en&currency=${currency}`, body: { items: wanted.map((variantId) => ({ variantId, quantity: 1 })) } })
      const differing = cart.items.filter(({ variantId, unitPrice }) => unitPrice.amount !== prices.get(variantId) || unitPrice.currency !== currency)
      t.same(differing, [], 'the cart agrees with the page')
      t.equal(cart.items.length, wanted.length)

      const { body: methods } = await call(shop, { url: '/v1/cart/shipping_methods', cart: cart.token })
      const { statusCode, body: order } = await call(shop, { method: 'POST', url: '/v1/orders', cart: cart.token, body: { ...LENA, shippingMethodId: methods.items[0]?.id } })
      t.equal(statusCode, 201)
      t.same(order.items.filter(({ variantId, unitPrice }) => unitPrice.amount !== prices.get(variantId)), [], 'the order agrees with the page')
      t.equal(order.items.length, wanted.length)
    }
  })
}
