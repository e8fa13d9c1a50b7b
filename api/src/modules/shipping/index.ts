// The door of shipping. Owns shipping_methods, shipping_zones, shipping_rates and shipping_prices; publishes the view shipping_offers.
// Promises: a price in every currency that has a rate, fixed or converted by the rule that prices of goods follow.
export { inLanguage, quotes, shippingPrice } from './quotes.ts'
export type { Quote } from './quotes.ts'
export { rewritePrices as rewriteShippingPrices } from './queries.ts'
export { shippingListeners } from './listeners.ts'
