// The door of browse. Owns product_cards, product_shelves and product_prices; reads the views that the owners publish.
// Promises: every catalogue read is one statement; the flat rows change in the transaction of what they show; the price
// in a list is the one on the page, in the cart and on the order.
export { browseListeners, refreshEverything, refreshProducts } from './refresh.ts'
export { browseJobs } from './purge.ts'
export { browseRoutes } from './routes.ts'
