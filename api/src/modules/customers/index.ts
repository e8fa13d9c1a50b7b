// The door of customers: people as the staff looks after them. Owns no table; reads views of users, orders and auth, writes by their doors.
// Promises: a page and its counts are one statement; nobody of the staff is reached here; the log of what was done names fields, not their content.
export { customerRoutes } from './admin-routes.ts'
