// Staff members and the permission table as the admin reads them.
import { permissionNames, PERMISSIONS } from '../auth/index.ts'
import type { Member } from './queries.ts'
import type { PermissionRow, StaffMemberView } from './schemas.ts'

export const toMemberView = (member: Member): StaffMemberView => ({
  ...member,
  lastSeenAt: member.lastSeenAt?.toISOString() ?? null,
  invitationExpiresAt: member.invitationExpiresAt?.toISOString() ?? null,
  createdAt: member.createdAt.toISOString()
})

export const permissionTable = (): PermissionRow[] => permissionNames.map((name) => {
  const [area = '', kind] = name.split('.')
  return { name, description: PERMISSIONS[name], area, kind: kind === 'write' ? 'write' : 'read' }
})
