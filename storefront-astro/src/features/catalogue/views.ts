// What cards and lists show of a product, whatever else the API sends.
import type { Item, Money } from '@tradewind/sdk'

export type Card = Item<'listProducts'>
export type ImageView = NonNullable<Card['image']>

/** One price as the API gives it in each currency. */
export interface PriceView { price: Money, compareAtPrice?: Money | null, priceSource: 'fixed' | 'converted' }

/** Every currency's price, the page's own first. */
export function pricesOf (product: PriceView & { prices?: PriceView[] }, currency: string): PriceView[] {
  const all = product.prices ?? []
  const own = all.find(({ price }) => price.currency === currency) ?? product
  return [own, ...all.filter(({ price }) => price.currency !== own.price.currency)]
}

export const hasManyPrices = (product: { priceRange?: { min: Money, max: Money } | null }): boolean =>
  product.priceRange !== undefined && product.priceRange !== null && product.priceRange.min.amount !== product.priceRange.max.amount

/** The language a card's words are really in. */
export const languageOf = (card: Card): string | undefined => card.language
