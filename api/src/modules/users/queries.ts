// All SQL of users and their profiles.
import type { Db } from '../../platform/db.ts'
import { normaliseEmail } from './email.ts'

export interface User {
  id: string
  email: string
  firstName: string | null
  lastName: string | null
  phone: string | null
  locale: string | null
  currency: string | null
  createdAt: Date
}
export interface NewUser { email: string, verified: boolean, firstName?: string, lastName?: string, locale?: string, currency?: string }
export type ProfileChange = Partial<Pick<User, 'firstName' | 'lastName' | 'phone' | 'locale' | 'currency'>>

export async function createUser (tx: Db, user: NewUser): Promise<string> {
  const [row] = await tx<Array<{ id: string }>>`
    with made as (
      insert into users (email, status, email_verified_at)
      values (${normaliseEmail(user.email)}, ${user.verified ? 'active' : 'pending'}, case when ${user.verified} then now() end)
      returning id
    )
    insert into user_profiles (user_id, first_name, last_name, locale, currency)
    select id, ${user.firstName ?? null}, ${user.lastName ?? null}, ${user.locale ?? null}, ${user.currency ?? null} from made
    returning user_id as id`
  if (!row) throw new Error('A user was not written')
  return row.id
}

export async function findUser (db: Db, id: string): Promise<User | undefined> {
  const [row] = await db<User[]>`
    select u.id, u.email, p.first_name, p.last_name, p.phone, p.locale, p.currency, u.created_at
    from users u left join user_profiles p on p.user_id = u.id
    where u.id = ${id} and u.status <> 'erased'`
  return row
}

export async function preferencesOf (db: Db, userId: string): Promise<Pick<User, 'locale' | 'currency'> | undefined> {
  const [row] = await db<Array<Pick<User, 'locale' | 'currency'>>>`
    select locale, currency from user_profiles where user_id = ${userId}`
  return row
}

export async function updateProfile (db: Db, id: string, change: ProfileChange): Promise<void> {
  await db`
    insert into user_profiles ${db({ userId: id, ...change })}
    on conflict (user_id) do update set ${db(change)}`
}
