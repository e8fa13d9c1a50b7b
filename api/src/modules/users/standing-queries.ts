// All SQL of how a person stands: found by address for a letter, made active once the mailbox is proven.
import type { Db } from '../../platform/db.ts'
import { normaliseEmail } from './email.ts'

export interface Standing { id: string, email: string, status: 'pending' | 'active' | 'disabled', locale: string | null, firstName: string | null }

export const standingByEmail = async (db: Db, email: string): Promise<Standing | undefined> => {
  const [row] = await db<Standing[]>`${standings(db)} and u.email = ${normaliseEmail(email)}`
  return row
}

export const standingOf = async (db: Db, userId: string): Promise<Standing | undefined> => {
  const [row] = await db<Standing[]>`${standings(db)} and u.id = ${userId}`
  return row
}

const standings = (db: Db) => db`
  select u.id, u.email, u.status, p.locale, p.first_name
  from users u left join user_profiles p on p.user_id = u.id
  where u.status <> 'erased'`

/** Whoever holds the mailed link has the mailbox. Undefined for somebody who was disabled or erased. */
export async function provenUser (tx: Db, userId: string): Promise<{ email: string, newly: boolean } | undefined> {
  const [row] = await tx<Array<{ email: string, newly: boolean }>>`
    with former as (
      select id, email_verified_at is null as newly from users where id = ${userId} for no key update
    )
    update users u set status = 'active', email_verified_at = coalesce(u.email_verified_at, now())
    from former where u.id = former.id and u.status in ('pending', 'active')
    returning u.email, former.newly`
  return row
}

/** Names given with a proof fill what is empty or follow what was said before. */
export const nameUser = async (tx: Db, userId: string, { firstName, lastName }: { firstName?: string, lastName?: string }): Promise<void> => {
  await tx`
    insert into user_profiles (user_id, first_name, last_name) values (${userId}, ${firstName ?? null}, ${lastName ?? null})
    on conflict (user_id) do update
    set first_name = coalesce(excluded.first_name, user_profiles.first_name), last_name = coalesce(excluded.last_name, user_profiles.last_name)`
}
