// Staff: making them, their built-in roles, what each may do right now, and sessions opened for somebody already proven.
import type { Config } from '../../config.ts'
import { audit, type AuditEntry } from '../../platform/audit.ts'
import type { Db } from '../../platform/db.ts'
import { createUser } from '../users/index.ts'
import { beyondYours, invitationVoid, lastOwner, permissionMissing, strongerThanYou } from './errors.ts'
import { BUILTIN_ROLES, isPermission, type Permission, type RoleCode } from './permissions.ts'
import * as q from './queries.ts'
import { insertSession, type NewSession } from './queries-sessions.ts'
import { ACCESS_TOKEN_SECONDS, hashOfRefreshToken, mintAccessToken, newRefreshToken } from './tokens.ts'

export interface NewStaff {
  email: string
  passwordHash: string
  role: RoleCode
  firstName?: string
  lastName?: string
  locale?: string
}

/** isStaff is false for a customer: signed in, but nothing of the merchant's is theirs. */
export interface StaffAccess {
  isStaff: boolean
  permissions: ReadonlySet<Permission>
  /** Since a password or factor was last given in this session. */
  provenSecondsAgo: number
  /** A role asks for a second factor and the person has none. */
  lacksSecondFactor: boolean
}

export interface OpenedSession { userId: string, sessionId: string, accessToken: string, refreshToken: string, expiresIn: number }

/** Undefined when the session was ended or the person may no longer sign in: that is a 401. */
export async function staffAccess (db: Db, userId: string, sessionId: string): Promise<StaffAccess | undefined> {
  const row = await q.accessOf(db, userId, sessionId)
  return row && {
    isStaff: row.roles > 0,
    permissions: new Set(row.permissions.filter(isPermission)),
    provenSecondsAgo: row.provenSecondsAgo,
    lacksSecondFactor: row.needsFactor && !row.hasFactor
  }
}

export const staffRoles = async (db: Db, userId: string): Promise<q.Role[]> => await q.rolesOf(db, userId)

export const shopHasOwner = async (db: Db): Promise<boolean> => await q.hasOwner(db)

export const ensureRoles = async (tx: Db): Promise<void> => await q.upsertBuiltinRoles(tx, BUILTIN_ROLES)

/** The password comes hashed (hashPassword), since hashing takes longer than a transaction should. */
export async function createStaff (tx: Db, staff: NewStaff): Promise<string> {
  const userId = await createUser(tx, { ...staff, verified: true })

  await q.insertPassword(tx, userId, staff.passwordHash)
  if (!await q.insertUserRole(tx, userId, staff.role)) throw new Error(`There is no role "${staff.role}": call ensureRoles first`)
  return userId
}

/** What an invitation promised, unless whoever invited may not give it any more; call it once the person is active. */
export async function giveRoles (tx: Db, userId: string, roles: readonly string[], invitedBy: string, from: Pick<AuditEntry, 'ip' | 'requestId'> = {}): Promise<void> {
  await q.lockStaff(tx)
  if (!await q.mayGrant(tx, invitedBy, roles)) throw invitationVoid()

  await q.insertUserRoles(tx, userId, roles)

  await audit(tx, {
    actorType: 'staff', actorId: userId, ...from, action: 'staff.join', objectType: 'staff', objectId: userId, after: { roles: [...roles], invitedBy }
  })
}

/** Who changes something of the staff's: a person, or a program with the rights its key has now. */
export interface Actor { by: Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>, userId: string | null, permissions: ReadonlySet<string> }

/** Changes of the staff take turns: from here to the end of the transaction nobody's rights move. */
export const lockStaff = async (tx: Db): Promise<void> => await q.lockStaff(tx)

/** What the caller may do now, and nobody's rights move until the transaction ends. Whoever lost the permission on the way is refused. */
export async function takeTurn (tx: Db, actor: Actor, permission: Permission): Promise<ReadonlySet<string>> {
  await q.lockStaff(tx)
  const mine = actor.userId === null ? actor.permissions : new Set(await q.presentRights(tx, actor.userId))
  if (!mine.has(permission)) throw permissionMissing(permission)
  return mine
}

/** path points to the field that asks for too much. */
export function refuseToGrant (mine: ReadonlySet<string>, wanted: Iterable<string>, path: string): void {
  const missing = [...new Set(wanted)].filter((permission) => !mine.has(permission))
  if (missing.length > 0) throw beyondYours(path, missing.toSorted())
}

/** Before somebody is disabled, erased or loses the role: the shop keeps an owner. Takes the staff's turn. */
export async function keepAnOwner (tx: Db, userId: string): Promise<void> {
  await q.lockStaff(tx)
  if (await q.isLastOwner(tx, userId)) throw lastOwner()
}

/** Nobody acts upon somebody whose roles name a right they lack themselves; a customer's name none. */
export async function refuseStronger (tx: Db, mine: ReadonlySet<string>, userId: string): Promise<void> {
  const theirs = await q.rightsOf(tx, userId)
  if (theirs.some((permission) => !mine.has(permission))) throw strongerThanYou()
}

/** Signs somebody in who was proven by other means: after a password, a mailed link, or in a test. */
export async function openSession (tx: Db, config: Config, userId: string, from: Partial<Omit<NewSession, 'userId' | 'refreshHash'>> = {}): Promise<OpenedSession> {
  const refreshToken = newRefreshToken()
  const session = await insertSession(tx, {
    client: 'storefront', userAgent: null, ip: null, ...from, userId, refreshHash: hashOfRefreshToken(refreshToken)
  })
  const accessToken = await mintAccessToken(config, session)
  return { userId, sessionId: session.sessionId, accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS }
}
