// What a person agreed to or took back: rows are added and never changed, the newest of a purpose counts.
import { directory } from '../localization/index.ts'
import type { Pool } from '../../platform/db.ts'
import { invalid } from '../../shared/errors.ts'
import { matchLanguage } from '../../shared/locale.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import type { Asked } from './addresses.ts'
import * as q from './queries.ts'
import type { NewConsent } from './schemas.ts'

/** Newest first. */
export async function listConsents (pool: Pool, userId: string, { limit, cursor }: Asked): Promise<{ rows: q.ConsentRow[], nextCursor: string | null }> {
  const [after] = cursor === undefined ? [] : decodeCursor(cursor, ['uuid'])
  const found = await q.consentsOf(pool, userId, { limit: limit + 1, after })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, nextCursor: found.length > limit && last ? encodeCursor([last.id]) : null }
}

/** The wording is kept as it was read, in the language it was read in. */
export async function giveConsent (pool: Pool, userId: string, { locale, ...given }: NewConsent, read: string): Promise<q.ConsentRow> {
  const { languages } = await directory(pool)
  const spoken = matchLanguage(locale ?? read, languages.filter(({ enabled }) => enabled).map(({ code }) => code))
  if (spoken === undefined) throw invalid('/locale', 'unsupported_locale', 'The shop does not speak this language.')
  return await q.recordConsent(pool, { ...given, userId, locale: spoken, source: 'account' })
}
