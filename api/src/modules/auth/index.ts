// The door of auth. Owns roles, role_permissions, user_roles, sessions, used_refresh_tokens.
// Promises: only hashes of secrets are kept; a used refresh token ends its family; who may what is asked of the database, not of the token.
export { BUILTIN_ROLES, isPermission, permissionNames, PERMISSIONS, PermissionSchema, type BuiltinRole, type Permission, type RoleCode } from './permissions.ts'
export { generatedPassword, hashPassword } from '../credentials/index.ts'
export { clearAttempts } from '../attempts/index.ts'
export { rememberDevice, type CookieJar } from './cookies.ts'
export { authRoutes } from './routes.ts'
export { authSchedules, endSessions, freshStanding, needsSecondFactor, sessionStanding, type EndReason } from './sessions.ts'
export {
  createStaff, ensureRoles, giveRoles, keepAnOwner, lockStaff, openSession, refuseStronger, refuseToGrant, shopHasOwner, staffAccess, staffRoles, takeTurn,
  type Actor, type NewStaff, type OpenedSession, type StaffAccess
} from './staff.ts'
export { mintAccessToken, verifyAccessToken, type AccessClaims } from './tokens.ts'
