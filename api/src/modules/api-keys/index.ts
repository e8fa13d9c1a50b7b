// The door of api-keys. Owns api_keys.
// Promises: a secret is shown once and kept as a hash; a key may never do more than its maker may at that moment.
export { keyAccess, type KeyAccess } from './access.ts'
export { apiKeyRoutes } from './admin-routes.ts'
