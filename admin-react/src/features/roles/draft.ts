// What is ticked in the grid and not saved yet; pure.
import type { Role, RolePatch } from './queries.ts'

export interface RoleChange { add: string[], remove: string[], requiresSecondFactor?: boolean }
export type Draft = Partial<Record<string, RoleChange>>

const NOTHING: RoleChange = { add: [], remove: [] }

export function has (role: Role, draft: Draft, permission: string): boolean {
  const { add, remove } = draft[role.code] ?? NOTHING
  return add.includes(permission) || (role.permissions.includes(permission) && !remove.includes(permission))
}

export const asksFactor = (role: Role, draft: Draft): boolean => draft[role.code]?.requiresSecondFactor ?? role.requiresSecondFactor

export const isChanged = (role: Role, draft: Draft, permission: string): boolean =>
  has(role, draft, permission) !== has(role, {}, permission)

function keep (draft: Draft, code: string, change: RoleChange): Draft {
  const { [code]: _, ...others } = draft
  const isNothing = change.add.length === 0 && change.remove.length === 0 && change.requiresSecondFactor === undefined
  return isNothing ? others : { ...others, [code]: change }
}

export function tick (draft: Draft, role: Role, permission: string, on: boolean): Draft {
  const change = draft[role.code] ?? NOTHING
  const without = (names: string[]): string[] => names.filter((name) => name !== permission)
  const next = { ...change, add: without(change.add), remove: without(change.remove) }
  if (on !== has(role, {}, permission)) next[on ? 'add' : 'remove'] = [...next[on ? 'add' : 'remove'], permission]
  return keep(draft, role.code, next)
}

export function tickFactor (draft: Draft, role: Role, on: boolean): Draft {
  const { requiresSecondFactor: _, ...change } = draft[role.code] ?? NOTHING
  return keep(draft, role.code, on === role.requiresSecondFactor ? change : { ...change, requiresSecondFactor: on })
}

/** What is sent, role by role. */
export function patches (roles: Role[], draft: Draft): Array<[code: string, patch: RolePatch]> {
  return roles.flatMap((role) => {
    const change = draft[role.code]
    if (change === undefined) return []
    const permissions = [...role.permissions.filter((name) => !change.remove.includes(name)), ...change.add] as Role['permissions']
    return [[role.code, {
      ...(change.add.length + change.remove.length > 0 ? { permissions } : {}),
      ...(change.requiresSecondFactor === undefined ? {} : { requiresSecondFactor: change.requiresSecondFactor })
    }] as [string, RolePatch]]
  })
}
