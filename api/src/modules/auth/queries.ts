// The SQL of who may come in and what they may do: accounts and roles; who a person is comes from the view user_standing.
import type { Db } from '../../platform/db.ts'
import type { BuiltinRole, Permission } from './permissions.ts'

export interface Account { userId: string, status: string, emailVerified: boolean, passwordHash: string | null }
export interface Role { code: string, name: string }

// Whoever it is, and nobody for an address unknown: the same statement either way.
export async function accountOf (db: Db, email: string): Promise<Account | undefined> {
  const [row] = await db<Account[]>`
    select s.user_id, s.status, s.email_verified, c.secret as password_hash
    from user_standing s left join credentials c on c.user_id = s.user_id and c.kind = 'password'
    where s.email = ${email}::citext`
  return row
}

// Held until the session is written: who changes the password or switches the person off waits, and then ends this session too.
export async function holdAccount (tx: Db, userId: string, passwordHash: string): Promise<boolean> {
  const rows = await tx`
    select from user_standing s join credentials c on c.user_id = s.user_id and c.kind = 'password'
    where s.user_id = ${userId} and s.status in ('active', 'pending') and c.secret = ${passwordHash} for share`
  return rows.length > 0
}

export async function factorRequired (db: Db, userId: string): Promise<boolean> {
  const rows = await db`
    select from user_roles ur join roles r on r.id = ur.role_id and r.requires_second_factor where ur.user_id = ${userId} limit 1`
  return rows.length > 0
}

export interface Access { roles: number, permissions: string[], provenSecondsAgo: number, needsFactor: boolean, hasFactor: boolean }

export async function accessOf (db: Db, userId: string, sessionId: string): Promise<Access | undefined> {
  const [row] = await db<Access[]>`
    select count(distinct ur.role_id)::int as roles,
      extract(epoch from now() - s.authenticated_at)::int as proven_seconds_ago,
      coalesce(bool_or(r.requires_second_factor), false) as needs_factor,
      exists (select from second_factors f where f.user_id = s.user_id) as has_factor,
      coalesce(array_agg(distinct rp.permission) filter (where rp.permission is not null), '{}') as permissions
    from sessions s
    join user_standing u on u.user_id = s.user_id and u.status = 'active'
    left join user_roles ur on ur.user_id = s.user_id
    left join roles r on r.id = ur.role_id
    left join role_permissions rp on rp.role_id = ur.role_id
    where s.id = ${sessionId} and s.user_id = ${userId} and s.revoked_at is null and s.expires_at > now()
    group by s.id`
  return row
}

export const rolesOf = async (db: Db, userId: string): Promise<Role[]> =>
  await db<Role[]>`
    select r.code, r.name from user_roles ur join roles r on r.id = ur.role_id
    where ur.user_id = ${userId} order by r.code`

export const insertPassword = async (tx: Db, userId: string, hash: string): Promise<void> => {
  await tx`insert into credentials (user_id, kind, secret) values (${userId}, 'password', ${hash})`
}

export async function insertUserRole (tx: Db, userId: string, role: string): Promise<boolean> {
  const { count } = await tx`
    insert into user_roles (user_id, role_id) select ${userId}, id from roles where code = ${role}`
  return count === 1
}

// Changes of who may what happen one after another, so that each is judged by what stands and not by what another is about to take away.
export const lockStaff = async (tx: Db): Promise<void> => {
  await tx`select pg_advisory_xact_lock(hashtextextended('staff', 5))`
}

// Whether somebody of the staff may hand these roles on right now: all of them exist and none holds a right the giver lacks.
export async function mayGrant (tx: Db, giverId: string, roles: readonly string[]): Promise<boolean> {
  const [row] = await tx<Array<{ may: boolean }>>`
    select exists (select from staff_permissions where user_id = ${giverId} and permission = 'staff.write')
      and not exists (select from unnest(${roles}::text[]) w (code) where not exists (select from roles r where r.code = w.code))
      and not exists (
        select from roles r join role_permissions rp on rp.role_id = r.id
        where r.code = any (${roles}::text[]) and rp.permission not in (select permission from staff_permissions where user_id = ${giverId})
      ) as may`
  return row?.may ?? false
}

export const insertUserRoles = async (tx: Db, userId: string, roles: readonly string[]): Promise<void> => {
  await tx`
    insert into user_roles (user_id, role_id) select ${userId}, id from roles where code = any (${roles}::text[])
    on conflict do nothing`
}

export async function isLastOwner (tx: Db, userId: string): Promise<boolean> {
  const [row] = await tx<Array<{ others: number, isOne: boolean }>>`
    select count(*) filter (where u.user_id <> ${userId})::int as others, coalesce(bool_or(u.user_id = ${userId}), false) as is_one
    from user_roles ur
    join roles r on r.id = ur.role_id and r.code = 'owner'
    join user_standing u on u.user_id = ur.user_id and u.status = 'active'`
  return row !== undefined && row.isOne && row.others === 0
}

// What the person may do at this moment: nothing once disabled, nothing while a role waits for a second factor.
export async function presentRights (tx: Db, userId: string): Promise<string[]> {
  const rows = await tx<Array<{ permission: string }>>`select permission from staff_permissions where user_id = ${userId}`
  return rows.map(({ permission }) => permission)
}

// Every right the person's roles name, also while they are signed out for good.
export async function rightsOf (tx: Db, userId: string): Promise<string[]> {
  const rows = await tx<Array<{ permission: string }>>`
    select distinct rp.permission from user_roles ur join role_permissions rp on rp.role_id = ur.role_id where ur.user_id = ${userId}`
  return rows.map(({ permission }) => permission)
}

export async function hasOwner (db: Db): Promise<boolean> {
  const rows = await db`
    select from user_roles ur
    join roles r on r.id = ur.role_id and r.code = 'owner'
    join user_standing u on u.user_id = ur.user_id and u.status = 'active' limit 1`
  return rows.length > 0
}

// Built-in roles follow the table in code: what was added is granted, what was taken away is revoked.
export async function upsertBuiltinRoles (tx: Db, roles: readonly BuiltinRole[]): Promise<void> {
  const grants: Array<{ code: string, permission: Permission }> =
    roles.flatMap(({ code, permissions }) => permissions.map((permission) => ({ code, permission })))
  const codes = grants.map(({ code }) => code)
  const permissions = grants.map(({ permission }) => permission)

  await tx`
    insert into roles (code, name, is_builtin)
    select code, name, true from unnest(${roles.map(({ code }) => code)}::text[], ${roles.map(({ name }) => name)}::text[]) r (code, name)
    on conflict (code) do update set name = excluded.name, is_builtin = true
    where roles.name <> excluded.name or not roles.is_builtin`
  await tx`
    delete from role_permissions rp using roles r
    where r.id = rp.role_id and r.is_builtin and not exists (
      select from unnest(${codes}::text[], ${permissions}::text[]) g (code, permission)
      where g.code = r.code and g.permission = rp.permission)`
  await tx`
    insert into role_permissions (role_id, permission)
    select r.id, g.permission from unnest(${codes}::text[], ${permissions}::text[]) g (code, permission)
    join roles r on r.code = g.code
    on conflict do nothing`
}
