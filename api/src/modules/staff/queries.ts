// All SQL of staff members; who they are, who is invited and when they were seen comes from views of users, credentials and auth.
import type { Db } from '../../platform/db.ts'

export type MemberStatus = 'active' | 'invited' | 'deactivated'
export interface Member {
  id: string
  email: string
  firstName: string | null
  lastName: string | null
  status: MemberStatus
  roles: Array<{ code: string, name: string }>
  secondFactor: boolean
  lastSeenAt: Date | null
  invitationExpiresAt: Date | null
  createdAt: Date
}
export interface Invitation { email: string, firstName: string | null, locale: string, roles: string[], invitedBy: string, hoursLeft: number }
export interface Person { userId: string, status: string, isStaff: boolean }

// When somebody was seen is asked a row at a time: as a join it would be asked of every customer's session.
const member = (db: Db) => db`
  select c.user_id as id, c.email, c.first_name, c.last_name, c.created_at,
    (select at from last_seen s where s.user_id = m.user_id) as last_seen_at,
    case when held.roles is null then 'invited' when c.status = 'disabled' then 'deactivated' else 'active' end as status,
    coalesce(held.roles, (
      select jsonb_agg(jsonb_build_object('code', r.code, 'name', r.name) order by r.code) from roles r where i.payload->'roles' ? r.code
    ), '[]') as roles,
    exists (select from second_factors f where f.user_id = c.user_id) as second_factor,
    case when held.roles is null then i.expires_at end as invitation_expires_at
  from (select user_id from user_roles union select user_id from open_invitations) m
  join user_cards c on c.user_id = m.user_id and c.status <> 'erased'
  left join open_invitations i on i.user_id = m.user_id
  cross join lateral (
    select jsonb_agg(jsonb_build_object('code', r.code, 'name', r.name) order by r.code) as roles
    from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = m.user_id
  ) held`

export const pageOfMembers = async (db: Db, limit: number, after: string | undefined): Promise<Member[]> =>
  await db<Member[]>`
    ${member(db)} where ${after ?? null}::uuid is null or m.user_id < ${after ?? null}
    order by m.user_id desc limit ${limit}`

export async function countMembers (db: Db): Promise<number> {
  const [row] = await db<Array<{ count: number }>>`
    select count(*)::int as count from (select user_id from user_roles union select user_id from open_invitations) m
    join user_cards c on c.user_id = m.user_id and c.status <> 'erased'`
  return row?.count ?? 0
}

export async function findMember (db: Db, id: string): Promise<Member | undefined> {
  const [row] = await db<Member[]>`${member(db)} where m.user_id = ${id}`
  return row
}

export async function personAt (db: Db, email: string): Promise<Person | undefined> {
  const [row] = await db<Person[]>`
    select user_id, status, exists (select from user_roles ur where ur.user_id = u.user_id) as is_staff
    from user_standing u where email = ${email}::citext`
  return row
}

export async function invitationOf (db: Db, userId: string): Promise<Invitation | undefined> {
  const [row] = await db<Invitation[]>`
    select c.email, c.first_name, coalesce(c.locale, i.payload->>'locale') as locale, i.payload->'roles' as roles, i.payload->>'invitedBy' as invited_by,
      greatest(1, ceil(extract(epoch from i.expires_at - now()) / 3600))::int as hours_left
    from open_invitations i join user_cards c on c.user_id = i.user_id
    where i.user_id = ${userId}`
  return row
}

export async function replaceRoles (tx: Db, userId: string, codes: string[]): Promise<void> {
  await tx`
    delete from user_roles ur using roles r
    where r.id = ur.role_id and ur.user_id = ${userId} and r.code <> all (${codes}::text[])`
  await tx`
    insert into user_roles (user_id, role_id) select ${userId}, id from roles where code = any (${codes}::text[])
    on conflict do nothing`
}
