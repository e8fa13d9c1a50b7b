// The door of audit. Owns audit_exports and audit_export_parts; reads audit_log, which every owner writes through platform/audit.
// Promises: nothing here changes or deletes an entry; what is restored goes through the object's own route, with its permission and entry.
// Hears: second_factor.changed, password.changed, of which those of the staff are entries.
export { auditRoutes } from './admin-routes.ts'
export { auditJobs, auditSchedules } from './exports.ts'
export { auditListeners } from './own-security.ts'
