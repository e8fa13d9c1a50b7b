// The verbs of roles: the merchant's own are made and changed by whoever holds all they permit; built-in ones only ask for a factor or not.
import { audit } from '../../platform/audit.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import { refuseToGrant, takeTurn, type Actor } from '../auth/index.ts'
import { noRole, roleExists, roleInUse, roleIsBuiltin, unknownRole } from './errors.ts'
import * as q from './role-queries.ts'
import type { NewRole, RoleChange } from './schemas.ts'

export const listRoles = async (pool: Pool): Promise<q.Role[]> => await q.allRoles(pool)

export async function createRole (pool: Pool, { code, ...wish }: NewRole, actor: Actor): Promise<q.Role> {
  const fields: q.RoleFields = { description: null, requiresSecondFactor: false, ...wish, name: wish.name.trim() }
  return await transaction(pool, async (tx) => {
    const mine = await takeTurn(tx, actor, 'staff.write')
    refuseToGrant(mine, fields.permissions, '/permissions')

    if (!await q.insertRole(tx, code, fields)) throw roleExists()
    await q.replacePermissions(tx, code, fields.permissions)
    const role = await found(tx, code)

    await note(tx, actor, 'role.create', code, null, described(role))
    return role
  })
}

// What it permits now counts too: whoever lacks a part of it has no say over those who have it.
export async function changeRole (pool: Pool, code: string, change: RoleChange, actor: Actor): Promise<q.Role> {
  return await transaction(pool, async (tx) => {
    const mine = await takeTurn(tx, actor, 'staff.write')
    const before = await found(tx, code)
    refuseBuiltin(before, change)
    refuseToGrant(mine, [...before.permissions, ...change.permissions ?? []], '/permissions')

    await q.updateRole(tx, code, { ...before, ...change })
    if (change.permissions) await q.replacePermissions(tx, code, change.permissions)
    const after = await found(tx, code)

    await note(tx, actor, 'role.update', code, changed(before, change), changed(after, change))
    return after
  })
}

export async function deleteRole (pool: Pool, code: string, actor: Actor): Promise<void> {
  await transaction(pool, async (tx) => {
    const mine = await takeTurn(tx, actor, 'staff.write')
    const before = await found(tx, code)
    if (before.isBuiltin) throw roleIsBuiltin()
    refuseToGrant(mine, before.permissions, '/path/code')

    if (!await q.deleteRole(tx, code)) throw roleInUse()

    await note(tx, actor, 'role.delete', code, described(before), null)
  })
}

/** The roles are there, and the giver may do all that they permit. */
export async function refuseRoles (tx: Db, mine: ReadonlySet<string>, codes: string[]): Promise<void> {
  const roles = await q.rolesNamed(tx, codes)
  const unknown = codes.findIndex((code) => !roles.some((role) => role.code === code))
  if (unknown >= 0) throw unknownRole(unknown)
  refuseToGrant(mine, roles.flatMap(({ permissions }) => permissions), '/roles')
}

function refuseBuiltin ({ isBuiltin }: q.Role, { requiresSecondFactor: _, ...rest }: RoleChange): void {
  if (isBuiltin && Object.keys(rest).length > 0) throw roleIsBuiltin()
}

async function found (db: Db, code: string): Promise<q.Role> {
  const role = await q.findRole(db, code)
  if (!role) throw noRole()
  return role
}

const described = ({ name, description, permissions, requiresSecondFactor }: q.Role): q.RoleFields =>
  ({ name, description, permissions, requiresSecondFactor })

const changed = (role: q.Role, change: RoleChange): object =>
  Object.fromEntries(Object.entries(described(role)).filter(([field]) => Object.hasOwn(change, field)))

async function note (tx: Db, { by }: Actor, action: string, objectId: string, before: object | null, after: object | null): Promise<void> {
  await audit(tx, { ...by, action, objectType: 'role', objectId, before, after })
}
