// All SQL of roles and what they permit.
import type { Db } from '../../platform/db.ts'

export interface RoleFields { name: string, description: string | null, permissions: string[], requiresSecondFactor: boolean }
export interface Role extends RoleFields { code: string, isBuiltin: boolean, staffCount: number }

const role = (db: Db) => db`
  select r.code, r.name, r.description, r.is_builtin, r.requires_second_factor,
    array(select rp.permission from role_permissions rp where rp.role_id = r.id order by rp.permission) as permissions,
    (select count(*)::int from user_roles ur join user_standing u on u.user_id = ur.user_id and u.status <> 'erased' where ur.role_id = r.id) as staff_count
  from roles r`

export const allRoles = async (db: Db): Promise<Role[]> => await db<Role[]>`${role(db)} order by r.is_builtin desc, r.id`

export async function findRole (db: Db, code: string): Promise<Role | undefined> {
  const [row] = await db<Role[]>`${role(db)} where r.code = ${code}`
  return row
}

export const rolesNamed = async (db: Db, codes: string[]): Promise<Role[]> => await db<Role[]>`${role(db)} where r.code = any (${codes}::text[])`

export async function insertRole (tx: Db, code: string, { name, description, requiresSecondFactor }: RoleFields): Promise<boolean> {
  const { count } = await tx`
    insert into roles (code, name, description, requires_second_factor) values (${code}, ${name}, ${description}, ${requiresSecondFactor})
    on conflict (code) do nothing`
  return count === 1
}

export const updateRole = async (tx: Db, code: string, { name, description, requiresSecondFactor }: RoleFields): Promise<void> => {
  await tx`
    update roles set name = ${name}, description = ${description}, requires_second_factor = ${requiresSecondFactor} where code = ${code}`
}

export async function replacePermissions (tx: Db, code: string, permissions: string[]): Promise<void> {
  await tx`
    delete from role_permissions rp using roles r
    where r.id = rp.role_id and r.code = ${code} and rp.permission <> all (${permissions}::text[])`
  await tx`
    insert into role_permissions (role_id, permission)
    select r.id, p from roles r, unnest(${permissions}::text[]) p where r.code = ${code}
    on conflict do nothing`
}

// False when somebody has it, or is invited to it.
export async function deleteRole (tx: Db, code: string): Promise<boolean> {
  const { count } = await tx`
    delete from roles r where r.code = ${code}
      and not exists (select from user_roles ur where ur.role_id = r.id)
      and not exists (select from open_invitations i where i.payload->'roles' ? r.code)`
  return count === 1
}
