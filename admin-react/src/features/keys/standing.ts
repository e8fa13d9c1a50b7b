// Whether a key still opens anything; pure.
import type { ApiKey } from './queries.ts'

export type KeyStanding = 'active' | 'expired' | 'revoked'

export function standingOf (key: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now = Date.now()): KeyStanding {
  if (key.revokedAt !== null) return 'revoked'
  return key.expiresAt !== null && Date.parse(key.expiresAt) <= now ? 'expired' : 'active'
}
