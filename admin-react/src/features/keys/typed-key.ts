// A key as it is typed, and as it is sent; pure.
import type { ApiKey, NewKey } from './queries.ts'

const SPANS = { '30d': 30, '90d': 90, '1y': 365 } as const
export type Expiry = keyof typeof SPANS | 'never' | 'on'
export const EXPIRIES: Expiry[] = ['30d', '90d', '1y', 'on', 'never']
const DAY_MS = 86_400_000

export interface TypedKey { name: string, scopes: string[], networks: string, expiry: Expiry, on: string }

export const EMPTY: TypedKey = { name: '', scopes: [], networks: '', expiry: '90d', on: '' }

export const dayAfter = (now: number): string => new Date(now + DAY_MS).toISOString().slice(0, 10)

// The day in this place, as the field for dates wants it.
const dayHere = (iso: string): string => {
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

export const typedOf = (key: ApiKey): TypedKey => ({
  name: key.name, scopes: key.scopes, networks: key.networks.join('\n'), expiry: key.expiresAt === null ? 'never' : 'on', on: key.expiresAt === null ? '' : dayHere(key.expiresAt)
})

function expiresAt ({ expiry, on }: TypedKey, now: number): string | null {
  if (expiry === 'never') return null
  return new Date(expiry === 'on' ? `${on}T00:00:00` : now + SPANS[expiry] * DAY_MS).toISOString()
}

export const keyOf = (typed: TypedKey, now = Date.now()): NewKey & Required<Pick<NewKey, 'expiresAt' | 'networks'>> => ({
  name: typed.name.trim(),
  scopes: typed.scopes as NewKey['scopes'],
  networks: typed.networks.split(/[\s,]+/).filter((network) => network !== ''),
  expiresAt: expiresAt(typed, now)
})

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

export const isSame = (a: TypedKey, b: TypedKey): boolean => same(a, b)

/** What differs from the key as it is; a day that was not touched keeps its hour. */
export function patchOf (key: ApiKey, typed: TypedKey): Partial<NewKey> {
  const [before, wanted] = [typedOf(key), keyOf(typed)]
  return {
    ...(wanted.name === key.name ? {} : { name: wanted.name }),
    ...(same(key.scopes.toSorted(), [...wanted.scopes].sort()) ? {} : { scopes: wanted.scopes }),
    ...(same(key.networks, wanted.networks) ? {} : { networks: wanted.networks }),
    ...(before.expiry === typed.expiry && before.on === typed.on ? {} : { expiresAt: wanted.expiresAt })
  }
}
