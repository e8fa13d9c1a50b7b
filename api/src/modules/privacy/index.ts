// The door of privacy. Owns data_exports, and the list of what is personal and where.
// Promises: an archive holds everything that a foreign key ties to a person, and no secret; an erasure is one transaction that leaves
// amounts and taxes as they were and nothing that names anybody; a second one changes nothing.
// Tells: user.erased.
export { ArchiveReply, DataExportSchema } from './schemas.ts'
export { archiveHeaders, toExportView } from './views.ts'
export { privacyRoutes } from './routes.ts'
export { archive, eraseUser, latestExport, privacyJobs, privacySchedules, requestExport } from './service.ts'
