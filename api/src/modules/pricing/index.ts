// The door of pricing. Owns prices, price_book and tax_rates.
// Promises: the book holds what a shopper pays now, per list, currency and variant; whoever edits a price rewrites its rows in the
// same transaction; one rule converts (the SQL function converted_price).
// Tells: price.changed { productIds } when rates or rules moved prices; an edit is told as product.changed.
export { bookPrices, rewriteBook, setPrices, taxRates } from './service.ts'
export type { BookPrice, PricePoint } from './service.ts'
export { taxFor } from './tax.ts'
export type { TaxAnswer, TaxClass, TaxQuestion, TaxRate } from './tax.ts'
export { pricingJobs, pricingListeners } from './rewrite-job.ts'
export { PriceChanges, type PriceChangesInput } from './schemas.ts'
