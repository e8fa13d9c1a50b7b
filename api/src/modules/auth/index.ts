// The door of auth. Owns roles, role_permissions, user_roles, sessions, used_refresh_tokens, login_attempts.
// Promises: only hashes of secrets are kept; a used refresh token ends its family; who may what is asked of the database, not of the token.
export { BUILTIN_ROLES, isPermission, permissionNames, PERMISSIONS, type BuiltinRole, type Permission, type RoleCode } from './permissions.ts'
export { generatedPassword, hashPassword } from '../credentials/index.ts'
export { authRoutes } from './routes.ts'
export { authSchedules } from './schedules.ts'
export {
  createStaff, ensureRoles, giveRoles, keepAnOwner, lockStaff, openSession, refuseStronger, shopHasOwner, staffAccess, staffRoles,
  type NewStaff, type OpenedSession, type StaffAccess
} from './staff.ts'
export { mintAccessToken, verifyAccessToken, type AccessClaims } from './tokens.ts'
