// An API key as the staff see it: everything but its secret.
import type { ApiKey } from './queries.ts'
import type { ApiKeyView } from './schemas.ts'

export function toKeyView ({ createdBy, createdByEmail, ...key }: ApiKey): ApiKeyView {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes.toSorted(),
    effectiveScopes: key.effectiveScopes.toSorted(),
    networks: key.networks,
    expiresAt: time(key.expiresAt),
    lastUsedAt: time(key.lastUsedAt),
    lastUsedIp: key.lastUsedIp,
    createdBy: { id: createdBy, email: createdByEmail },
    rotatedAt: time(key.rotatedAt),
    previousValidUntil: time(key.previousValidUntil),
    revokedAt: time(key.revokedAt),
    createdAt: key.createdAt.toISOString()
  }
}

const time = (date: Date | null): string | null => date?.toISOString() ?? null
