// The door of staff. Writes roles, role_permissions and user_roles, which auth reads (and fills with the built-in roles at start).
// Promises: nobody grants what they lack or acts upon somebody who may do more; the shop keeps an owner; an invitation gives nothing before it is accepted.
export { staffRoutes } from './admin-routes.ts'
export { roleRoutes } from './admin-routes-roles.ts'
export { staffJobs } from './letters.ts'
