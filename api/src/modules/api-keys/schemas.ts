// Wire shapes of API keys.
import { Type, type Static } from '@sinclair/typebox'
import { PageQuery, pageOf, ref, TimeString, UuidString } from '../../shared/schemas.ts'
import { PermissionSchema } from '../auth/index.ts'

const closed = { additionalProperties: false }
const nullable = <T extends typeof TimeString>(schema: T) => Type.Union([schema, Type.Null()])

const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', examples: ['Warehouse'] })
const Scopes = Type.Array(ref(PermissionSchema), { minItems: 1, maxItems: 200, uniqueItems: true, description: 'None that you lack yourself.' })
const Networks = Type.Array(Type.String({ minLength: 2, maxLength: 50 }), { maxItems: 50, description: 'Where it may be used from, in CIDR notation; empty is everywhere.' })
const Expiry = Type.Union([TimeString, Type.Null()], { description: 'Null: it does not expire.' })

const example = {
  id: '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11',
  name: 'Warehouse',
  prefix: 'tw_4kZq81Lm',
  scopes: ['inventory.read', 'inventory.write'],
  effectiveScopes: ['inventory.read', 'inventory.write'],
  networks: ['203.0.113.0/24'],
  expiresAt: '2027-03-01T00:00:00.000Z',
  lastUsedAt: '2026-03-02T08:00:00.000Z',
  lastUsedIp: '203.0.113.7',
  createdBy: { id: '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c12', email: 'owner@example.com' },
  rotatedAt: null,
  previousValidUntil: null,
  revokedAt: null,
  createdAt: '2026-03-01T09:30:00.000Z'
}

const ApiKey = {
  id: UuidString,
  name: Type.String(),
  prefix: Type.String({ description: 'How the key begins; the rest is shown once.' }),
  scopes: Type.Array(Type.String(), { description: 'What it was made for.' }),
  effectiveScopes: Type.Array(Type.String(), { description: 'What it may do now: its scopes, less what its maker may not do any more.' }),
  networks: Type.Array(Type.String()),
  expiresAt: nullable(TimeString),
  lastUsedAt: Type.Union([TimeString, Type.Null()], { description: 'To the minute.' }),
  lastUsedIp: Type.Union([Type.String(), Type.Null()]),
  createdBy: Type.Object({ id: UuidString, email: Type.String() }, { ...closed, description: 'Who made it: it never may do more than they.' }),
  rotatedAt: nullable(TimeString),
  previousValidUntil: Type.Union([TimeString, Type.Null()], { description: 'Until when the secret before the last rotation is still good.' }),
  revokedAt: nullable(TimeString),
  createdAt: TimeString
}

export const ApiKeySchema = Type.Object(ApiKey, { $id: 'ApiKey', ...closed, examples: [example] })
export const ApiKeyPage = pageOf(ref(ApiKeySchema), 'ApiKeyPage')

export const ApiKeySecretSchema = Type.Object({
  ...ApiKey,
  secret: Type.String({ description: 'The whole key, to be sent as a bearer token. It is never shown again.' })
}, { $id: 'ApiKeyWithSecret', ...closed, examples: [{ ...example, secret: 'tw_4kZq81Lm_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG' }] })

export const NewApiKeySchema = Type.Object({
  name: Name,
  scopes: Scopes,
  networks: Type.Optional(Networks),
  expiresAt: Type.Optional(Expiry)
}, { $id: 'NewApiKey', ...closed, examples: [{ name: 'Warehouse', scopes: ['inventory.read', 'inventory.write'], networks: ['203.0.113.0/24'] }] })

export const ApiKeyChangeSchema = Type.Partial(Type.Object({ name: Name, scopes: Scopes, networks: Networks, expiresAt: Expiry }), {
  $id: 'ApiKeyChange', ...closed, examples: [{ name: 'Warehouse, north', scopes: ['inventory.read'] }]
})

export const RotationSchema = Type.Object({
  overlapHours: Type.Optional(Type.Integer({ minimum: 0, maximum: 168, description: 'How long the old secret stays good: a day unless told.' }))
}, { $id: 'ApiKeyRotation', ...closed, examples: [{ overlapHours: 24 }] })

export const KeyParams = Type.Object({ id: UuidString })
export const KeyQuery = Type.Object({ ...PageQuery, include: Type.Optional(Type.Literal('total')) })

export type NewApiKey = Static<typeof NewApiKeySchema>
export type ApiKeyChange = Static<typeof ApiKeyChangeSchema>
export type ApiKeyView = Static<typeof ApiKeySchema>
export type ApiKeySecretView = Static<typeof ApiKeySecretSchema>
