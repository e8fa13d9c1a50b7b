// All SQL of users, their profiles, addresses and consents.
import type { Static } from '@sinclair/typebox'
import type { Db } from '../../platform/db.ts'
import type { AddressSchema } from '../../shared/schemas.ts'
import { normaliseEmail } from './email.ts'

type Address = Static<typeof AddressSchema>

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

/** False when the person is not in the state one thought. */
export async function setStatus (tx: Db, id: string, from: 'active' | 'disabled', to: 'active' | 'disabled'): Promise<boolean> {
  const { count } = await tx`update users set status = ${to} where id = ${id} and status = ${from}`
  return count === 1
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

/** Held until the transaction ends, so that what a person has is counted and chosen by one window at a time. */
export const lockUser = async (tx: Db, id: string): Promise<void> => {
  await tx`select 1 from users where id = ${id} for no key update`
}

export type AddressType = 'shipping' | 'billing'
export interface AddressRow { id: string, type: AddressType, isDefault: boolean, address: Address, createdAt: Date }
export interface AddressFacts { userId: string, type: AddressType, isDefault: boolean, address: Address }

const addressColumns = (db: Db) => db`id, type, is_default, address, created_at`

export const addressesOf = async (db: Db, userId: string, { limit, after }: { limit: number, after: string | undefined }): Promise<AddressRow[]> =>
  await db<AddressRow[]>`
    select ${addressColumns(db)} from user_addresses
    where user_id = ${userId} and ${after === undefined ? db`true` : db`id < ${after}`} order by id desc limit ${limit}`

export const addressOf = async (db: Db, userId: string, id: string): Promise<AddressRow | undefined> => {
  const [row] = await db<AddressRow[]>`select ${addressColumns(db)} from user_addresses where user_id = ${userId} and id = ${id}`
  return row
}

// Counting what it returns makes the statement wait for it: the former default goes before the new one comes.
const former = (db: Db, { userId, type, isDefault }: AddressFacts, except: string | null = null) => db`
  former as (
    update user_addresses set is_default = false
    where user_id = ${userId} and type = ${type} and is_default and ${isDefault} and id is distinct from ${except}::uuid returning id
  )`

/** Under the person's lock. Undefined: there are as many as there may be. */
export const insertAddress = async (tx: Db, facts: AddressFacts, most: number): Promise<AddressRow | undefined> => {
  const { userId, type, isDefault, address } = facts
  const [row] = await tx<AddressRow[]>`
    with ${former(tx, facts)}
    insert into user_addresses (user_id, type, is_default, address, country_code)
    select ${userId}::uuid, ${type}, ${isDefault} or not exists (select 1 from user_addresses where user_id = ${userId} and type = ${type} and is_default),
      ${JSON.stringify(address)}::text::jsonb, ${address.countryCode}
    from (select count(*) from former) f
    where (select count(*) from user_addresses where user_id = ${userId}) < ${most}
    returning ${addressColumns(tx)}`
  return row
}

/** Under the person's lock. */
export const updateAddress = async (tx: Db, id: string, facts: AddressFacts): Promise<void> => {
  const { userId, type, isDefault, address } = facts
  await tx`
    with ${former(tx, facts, id)}
    update user_addresses a
    set type = ${type}, is_default = ${isDefault}, address = ${JSON.stringify(address)}::text::jsonb, country_code = ${address.countryCode}
    from (select count(*) from former) f where a.id = ${id} and a.user_id = ${userId}`
}

export const deleteAddress = async (tx: Db, userId: string, id: string): Promise<boolean> => {
  const { count } = await tx`delete from user_addresses where id = ${id} and user_id = ${userId}`
  return count === 1
}

/** Of each type that has addresses but no default the newest becomes it. */
export const fillDefaults = async (tx: Db, userId: string): Promise<void> => {
  await tx`
    update user_addresses set is_default = true where id in (
      select distinct on (type) id from user_addresses a
      where user_id = ${userId} and not exists (select 1 from user_addresses d where d.user_id = ${userId} and d.type = a.type and d.is_default)
      order by type, id desc
    )`
}

export type ConsentPurpose = 'marketing_email'
export type ConsentSource = 'register' | 'account' | 'checkout' | 'staff' | 'erasure'
export interface GivenConsent { userId: string, purpose: ConsentPurpose, granted: boolean, wording: string, locale: string, source: ConsentSource }
export interface ConsentRow extends Omit<GivenConsent, 'userId'> { id: string, createdAt: Date }

const consentColumns = (db: Db) => db`id, purpose, granted, wording, locale, source, created_at`

/** The database lets nobody of the application change or remove the row again. */
export const recordConsent = async (tx: Db, given: GivenConsent): Promise<ConsentRow> => {
  const [row] = await tx<ConsentRow[]>`
    insert into consents (user_id, purpose, granted, wording, locale, source)
    values (${given.userId}, ${given.purpose}, ${given.granted}, ${given.wording}, ${given.locale}, ${given.source})
    returning ${consentColumns(tx)}`
  if (!row) throw new Error('A consent was not written')
  return row
}

export const consentsOf = async (db: Db, userId: string, { limit, after }: { limit: number, after: string | undefined }): Promise<ConsentRow[]> =>
  await db<ConsentRow[]>`
    select ${consentColumns(db)} from consents
    where user_id = ${userId} and ${after === undefined ? db`true` : db`id < ${after}`} order by id desc limit ${limit}`

/** What counts now: the newest of each purpose; what was never asked is not there. */
export const currentConsents = async (db: Db, userId: string): Promise<ConsentRow[]> => await db<ConsentRow[]>`
  select distinct on (purpose) ${consentColumns(db)} from consents where user_id = ${userId} order by purpose, id desc`
