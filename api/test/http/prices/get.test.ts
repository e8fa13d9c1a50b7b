// GET /v1/prices, and the promise behind it: one number in the list, on the page and here, in every currency.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, staffOf, walk, type Card, type Priced, type Problem, type Product } from '../../support/catalogue.ts'

const shop = await anApp(t, { template: 'demo' })
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CNY', 'KWD', 'AED']
const scale: Record<string, RegExp> = { JPY: /^\d+$/, KWD: /^\d+\.\d{3}$/ }
type PriceItem = Priced & { variantId: string, prices?: Priced[] }
const prices = async (query: string) => (await get<{ items: PriceItem[] }>(shop, `/v1/prices?${query}`)).body.items

t.test('every variant of the demo costs the same in the list, on its page and in /v1/prices, in 8 currencies', async (t) => {
  let variants = 0
  for (const currency of CURRENCIES) {
    for (const card of await walk<Card>(shop, `/v1/products?currency=${currency}&include=prices`, 100)) {
      const { body: page } = await get<Product>(shop, `/v1/products/${card.id}?currency=${currency}&include=prices`)
      const listed = await prices(`currency=${currency}&variantIds=${page.variants.map(({ id }) => id).join(',')}`)
      const wrong = page.variants.filter((variant, index) => {
        const priced = ({ price, compareAtPrice, priceSource }: Priced) => JSON.stringify([price, compareAtPrice, priceSource])
        const inAll = variant.prices.find(({ price }) => price.currency === currency)
        return priced(variant) !== priced(listed[index] as PriceItem) || priced(variant) !== priced(inAll as Priced) ||
          !(scale[currency] ?? /^\d+\.\d{2}$/).test(variant.price.amount)
      })
      const lowest = page.variants.find(({ sku }) => sku === card.sku)
      const cheapest = page.variants.map(({ price }) => BigInt(price.amount.replace('.', ''))).toSorted((a, b) => a < b ? -1 : 1)[0]
      t.same(wrong, [], `${card.slug} ${currency}`)
      t.same([lowest?.price, lowest?.compareAtPrice, lowest?.priceSource], [card.price, card.compareAtPrice, card.priceSource], `${card.slug} ${currency} in the list`)
      t.equal(BigInt(card.price.amount.replace('.', '')), cheapest)
      t.same(page.price, card.price)
      variants += page.variants.length
    }
  }
  t.ok(variants >= 48 * 2 * CURRENCIES.length, `${variants} prices walked`)
})

t.test('a price saved by staff is everywhere at once', async (t) => {
  const staff = await staffOf(shop)
  const { body: page } = await get<Product>(shop, '/v1/products/cast-iron-teapot')
  const variantId = page.variants[0]?.id ?? ''
  await staff('PUT', `/v1/admin/products/${page.id}/prices`, [{ variantId, currency: 'KWD', amount: '9.125' }, { variantId, currency: 'EUR', amount: '99.50', compareAt: '120' }])
  const [listed] = await prices(`variantIds=${variantId}&include=prices`)
  t.same(listed?.price, { amount: '99.50', currency: 'EUR' })
  t.same(listed?.compareAtPrice, { amount: '120.00', currency: 'EUR' })
  const dinars = await walk<Card>(shop, '/v1/products?currency=KWD', 100)
  t.same(dinars.find(({ id }) => id === page.id)?.price, { amount: '9.125', currency: 'KWD' })
  t.equal(listed?.prices?.find(({ price }) => price.currency === 'JPY')?.price.amount, '17108', '99.50 × 171.94, half up')
})

t.test('200: unknown, malformed and withdrawn variants are left out, the rest keeps the order asked for', async (t) => {
  const { body: { variants } } = await get<Product>(shop, '/v1/products/cast-iron-teapot')
  const ids = variants.slice(0, 3).map(({ id }) => id).toReversed()
  const found = await prices(`variantIds=${[ids[0], 'x', '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11', ids[1], ids[2], ids[0]].join(',')}`)
  t.same(found.map(({ variantId }) => variantId), ids)
})

t.test('422: none and more than a hundred', async (t) => {
  t.equal((await get<Problem>(shop, '/v1/prices')).body.errors?.[0]?.path, '/query/variantIds')
  const many = Array.from({ length: 101 }, (_, n) => n.toString(16).padStart(4, '0')).join(',')
  t.match((await get<Problem>(shop, `/v1/prices?variantIds=${many}`)).body, { status: 422, errors: [{ code: 'too_many' }] })
})
