// The door of the catalogue. Owns products, product_options, product_variants, product_localized_details,
// product_slug_history, categories, category_slugs, product_categories, product_media.
// Promises: a product changes one writer at a time and its version grows; a slug it once had leads to it for ever.
// Tells: product.changed { productIds }.
export { changeProduct, productChanged, takeProduct } from './service.ts'
export type { By, Edit } from './service.ts'
export { basePrices, writeBasePrices } from './queries.ts'
export type { BasePrice, ProductStatus } from './queries.ts'
export { noProduct } from './errors.ts'
export { ProductPatch, type ProductChange } from './schemas.ts'
export { slugOf } from './text.ts'
