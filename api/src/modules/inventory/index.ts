// The door of inventory. Owns stock_locations, stock_levels, stock_movements and reservations.
// Promises: on_hand and reserved equal the sums of the ledger; lines are held together or not at all; nobody reads, then writes.
// Tells: stock.changed { productIds, flipped } when a variant becomes available or stops being so, never for mere counts.
export { adjust, LOW_STOCK_AT, release, reserve, shipReserved, stockUp } from './service.ts'
export type { Held } from './service.ts'
export { locationOf } from './queries.ts'
export type { Adjustment, StockLine } from './queries.ts'
export { outOfStock } from './errors.ts'
export type { Shortage } from './errors.ts'
export { inventoryRoutes } from './admin-routes.ts'
