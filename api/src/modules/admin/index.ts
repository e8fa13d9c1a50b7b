// The door of admin. Owns no table: it reads the views order_facts, sellable_variants and available_stock.
export { adminRoutes } from './admin-routes.ts'
