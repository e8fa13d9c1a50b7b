// A person's own profile: seen and changed by that person only; a stranger's id is as unknown as one that never was.
import type { Pool } from '../../platform/db.ts'
import { invalid, notFound } from '../../shared/errors.ts'
import { directory } from '../localization/index.ts'
import * as q from './queries.ts'

export async function ownProfile (pool: Pool, ownId: string, id: string): Promise<q.User> {
  const user = isOwn(ownId, id) ? await q.findUser(pool, ownId) : undefined
  if (!user) throw notFound('user')
  return user
}

export async function changeOwnProfile (pool: Pool, ownId: string, id: string, change: q.ProfileChange): Promise<q.User> {
  mustBeOwn(ownId, id)
  await refuseUnknownPreferences(pool, change)

  if (Object.keys(change).length > 0) await q.updateProfile(pool, ownId, change)
  return await ownProfile(pool, ownId, id)
}

/** A stranger's id is as unknown as one that never was. */
export function mustBeOwn (ownId: string, id: string): string {
  if (!isOwn(ownId, id)) throw notFound('user')
  return ownId
}

const isOwn = (ownId: string, id: string): boolean => id === 'me' || id.toLowerCase() === ownId

export async function refuseUnknownPreferences (pool: Pool, { locale, currency }: q.ProfileChange): Promise<void> {
  const { languages, currencies } = await directory(pool)

  if (locale && !languages.some((language) => language.code === locale && language.enabled)) {
    throw invalid('/locale', 'unsupported_locale', 'The shop does not speak this language.')
  }
  if (currency && !currencies.some(({ code, enabled }) => code === currency && enabled)) {
    throw invalid('/currency', 'unsupported_currency', 'The shop does not take this currency.')
  }
}
