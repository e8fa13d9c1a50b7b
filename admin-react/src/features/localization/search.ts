// The state of the localization screen as an address; pure.
import { pick } from '../../lib/search.ts'

const NAMES = ['view', 'currency', 'cursor'] as const
export type LocalizationSearch = { [N in typeof NAMES[number]]?: string }

export const readLocalizationSearch = (search: Record<string, unknown>): LocalizationSearch => pick(search, NAMES)

export const VIEWS = ['languages', 'currencies', 'rates'] as const
export type View = typeof VIEWS[number]

export const viewOf = (search: LocalizationSearch): View => VIEWS.find((view) => view === search.view) ?? 'languages'
