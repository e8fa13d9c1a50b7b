// The door of merchandise: the staff's pages of products. Owns no table; reads the owners' views, saves by their verbs.
export { merchandiseRoutes } from './admin-routes.ts'
