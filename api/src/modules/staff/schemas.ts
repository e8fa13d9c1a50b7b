// Wire shapes of staff members, roles and the table of permissions.
import { Type, type Static } from '@sinclair/typebox'
import { PageQuery, pageOf, ref, TimeString, UuidString } from '../../shared/schemas.ts'
import { PermissionSchema } from '../auth/index.ts'

const closed = { additionalProperties: false }
const nullable = (schema: typeof TimeString) => Type.Union([schema, Type.Null()])

const RoleCode = Type.String({ minLength: 1, maxLength: 63, examples: ['orders'] })
const RoleCodes = Type.Array(RoleCode, { minItems: 1, maxItems: 50, uniqueItems: true, description: 'None that may do what you may not.' })
const name = (examples: string[]) => Type.String({ maxLength: 100, examples })

const member = {
  id: '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11',
  email: 'mia@example.com',
  firstName: 'Mia',
  lastName: 'Kern',
  status: 'active',
  roles: [{ code: 'orders', name: 'Orders' }],
  secondFactor: true,
  lastSeenAt: '2026-03-02T08:00:00.000Z',
  invitationExpiresAt: null,
  createdAt: '2026-03-01T09:30:00.000Z'
}

export const StaffMemberSchema = Type.Object({
  id: UuidString,
  email: Type.String(),
  firstName: Type.Union([Type.String(), Type.Null()]),
  lastName: Type.Union([Type.String(), Type.Null()]),
  status: Type.Union([Type.Literal('active'), Type.Literal('invited'), Type.Literal('deactivated')]),
  roles: Type.Array(Type.Object({ code: Type.String(), name: Type.String() }, closed), { description: 'Of somebody invited: what they will be.' }),
  secondFactor: Type.Boolean({ description: 'Whether one is set up.' }),
  lastSeenAt: nullable(TimeString),
  invitationExpiresAt: nullable(TimeString),
  createdAt: TimeString
}, { $id: 'StaffMember', ...closed, examples: [member] })

export const StaffMemberPage = pageOf(ref(StaffMemberSchema), 'StaffMemberPage')

export const NewStaffMemberSchema = Type.Object({
  email: Type.String({ minLength: 3, maxLength: 254, examples: ['mia@example.com'] }),
  roles: RoleCodes,
  firstName: Type.Optional(name(['Mia'])),
  lastName: Type.Optional(name(['Kern'])),
  locale: Type.Optional(Type.String({ maxLength: 35, description: 'Of the mail, and theirs from then on if they have no account yet.', examples: ['de'] }))
}, { $id: 'NewStaffMember', ...closed, examples: [{ email: 'mia@example.com', roles: ['orders'], firstName: 'Mia', lastName: 'Kern' }] })

export const StaffChangeSchema = Type.Object({
  roles: Type.Optional(RoleCodes),
  status: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('deactivated')]))
}, { $id: 'StaffChange', ...closed, examples: [{ roles: ['orders', 'support'] }] })

const role = {
  code: 'night_shift',
  name: 'Night shift',
  description: 'Ships what came in during the day',
  isBuiltin: false,
  permissions: ['orders.read', 'orders.write'],
  requiresSecondFactor: false,
  staffCount: 3
}
const RoleName = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', examples: ['Night shift'] })
const Description = Type.Union([Type.String({ maxLength: 500 }), Type.Null()], { examples: ['Ships what came in during the day'] })
const Permissions = Type.Array(ref(PermissionSchema), { maxItems: 200, uniqueItems: true, description: 'None that you lack yourself.' })
const RequiresFactor = Type.Boolean({ description: 'Whoever has this role may do nothing before a second factor is set up, nor may their keys.' })

export const RoleSchema = Type.Object({
  code: Type.String(),
  name: Type.String(),
  description: Type.Union([Type.String(), Type.Null()]),
  isBuiltin: Type.Boolean({ description: 'Of a built-in role only requiresSecondFactor can change.' }),
  permissions: Type.Array(Type.String()),
  requiresSecondFactor: RequiresFactor,
  staffCount: Type.Integer()
}, { $id: 'Role', ...closed, examples: [role] })

export const RoleList = Type.Object({ items: Type.Array(ref(RoleSchema)) }, { $id: 'RoleList', ...closed })

export const NewRoleSchema = Type.Object({
  code: Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$', examples: ['night_shift'] }),
  name: RoleName,
  description: Type.Optional(Description),
  permissions: Permissions,
  requiresSecondFactor: Type.Optional(RequiresFactor)
}, { $id: 'NewRole', ...closed, examples: [{ code: 'night_shift', name: 'Night shift', permissions: ['orders.read', 'orders.write'] }] })

export const RoleChangeSchema = Type.Partial(Type.Object({
  name: RoleName, description: Description, permissions: Permissions, requiresSecondFactor: RequiresFactor
}), { $id: 'RoleChange', ...closed, examples: [{ requiresSecondFactor: true }] })

export const PermissionList = Type.Object({
  items: Type.Array(Type.Object({
    name: Type.String(),
    description: Type.String(),
    area: Type.String(),
    kind: Type.Union([Type.Literal('read'), Type.Literal('write')])
  }, closed))
}, { $id: 'PermissionList', ...closed, examples: [{ items: [{ name: 'orders.read', description: 'See orders', area: 'orders', kind: 'read' }] }] })

export const MemberParams = Type.Object({ id: UuidString })
export const RoleParams = Type.Object({ code: Type.String({ examples: ['orders'] }) })
export const MemberQuery = Type.Object({ ...PageQuery, include: Type.Optional(Type.Literal('total')) })

export type StaffMemberView = Static<typeof StaffMemberSchema>
export type NewStaffMember = Static<typeof NewStaffMemberSchema>
export type StaffChange = Static<typeof StaffChangeSchema>
export type RoleView = Static<typeof RoleSchema>
export type NewRole = Static<typeof NewRoleSchema>
export type RoleChange = Static<typeof RoleChangeSchema>
export type PermissionRow = Static<typeof PermissionList>['items'][number]
