// The verbs of API keys: nobody makes or takes over one that may do more than themselves; a secret leaves once.
import { audit } from '../../platform/audit.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import { forbidden } from '../../shared/errors.ts'
import { refuseToGrant, takeTurn, type Actor } from '../auth/index.ts'
import { badNetwork, expiryPassed, keyExpired, keyRevoked, noKey, notAnothers, notYourKey } from './errors.ts'
import { isNetwork } from './networks.ts'
import * as q from './queries.ts'
import type { ApiKeyChange, NewApiKey } from './schemas.ts'
import { hashOfSecret, newPrefix, newSecret } from './secrets.ts'

export interface KeyWithSecret { key: q.ApiKey, secret: string }

const WRITE = 'api_keys.write'
const DEFAULT_OVERLAP_HOURS = 24
const LONGEST_LIFE_MS = 10 * 366 * 24 * 3_600_000

export async function listKeys (pool: Pool, { limit = 24, cursor, include }: { limit?: number, cursor?: string, include?: string }) {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, ['uuid'])[0]
  const rows = await q.pageOfKeys(pool, limit + 1, after)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const nextCursor = rows.length > limit && last ? encodeCursor([last.id]) : null
  return { items, nextCursor, ...(include === 'total' ? { total: await q.countKeys(pool) } : {}) }
}

export async function getKey (pool: Pool, id: string): Promise<q.ApiKey> {
  return await found(q.findKey(pool, id))
}

export async function createKey (pool: Pool, wish: NewApiKey, actor: Actor): Promise<KeyWithSecret> {
  const fields = { name: wish.name.trim(), scopes: wish.scopes, networks: wish.networks ?? [], expiresAt: wish.expiresAt ?? null }
  refuseUnfit(fields)

  return await transaction(pool, async (tx) => {
    const mine = await takeTurn(tx, actor, WRITE)
    refuseToGrant(mine, fields.scopes, '/scopes')
    const secret = newSecret()

    const key = await insert(tx, { ...fields, hash: hashOfSecret(secret), createdBy: personOf(actor) })

    await note(tx, actor, 'api_key.create', key.id, null, described(key))
    return { key, secret: `${key.prefix}_${secret}` }
  })
}

// Of 62^8 prefixes one is hardly ever taken.
async function insert (tx: Db, key: Omit<q.NewKey, 'prefix'>): Promise<q.ApiKey> {
  const id = await q.insertKey(tx, { ...key, prefix: newPrefix() }) ?? await q.insertKey(tx, { ...key, prefix: newPrefix() })
  if (id === undefined) throw new Error('Two prefixes in a row were taken')
  return await found(q.findKey(tx, id))
}

export async function changeKey (pool: Pool, id: string, change: ApiKeyChange, actor: Actor): Promise<q.ApiKey> {
  refuseUnfit(change)

  return await transaction(pool, async (tx) => {
    const mine = await takeTurn(tx, actor, WRITE)
    const before = await liveKey(tx, id)
    refuseAnothers(before, mine, actor)
    if (change.scopes !== undefined) refuseToGrant(mine, change.scopes, '/scopes')
    const { name, scopes, networks, expiresAt } = { ...before, expiresAt: before.expiresAt?.toISOString() ?? null, ...change }

    await q.updateKey(tx, id, { name: name.trim(), scopes, networks, expiresAt })
    const after = await found(q.findKey(tx, id))

    await note(tx, actor, 'api_key.update', id, described(before), described(after))
    return after
  })
}

/** Only its maker: whoever else knew the secret would act with the maker's rights. */
export async function rotateKey (pool: Pool, id: string, overlapHours: number | undefined, actor: Actor): Promise<KeyWithSecret> {
  return await transaction(pool, async (tx) => {
    await takeTurn(tx, actor, WRITE)
    const before = await liveKey(tx, id)
    if (before.createdBy !== actor.userId) throw notYourKey()
    if (before.expiresAt !== null && before.expiresAt.getTime() <= Date.now()) throw keyExpired()
    const secret = newSecret()

    await q.rotateKey(tx, id, hashOfSecret(secret), overlapHours ?? DEFAULT_OVERLAP_HOURS)
    const key = await found(q.findKey(tx, id))

    await note(tx, actor, 'api_key.rotate', id, described(before), described(key))
    return { key, secret: `${key.prefix}_${secret}` }
  })
}

/** Anybody who looks after keys may stop one, a stronger one too: a leak does not wait. A second time is harmless. */
export async function revokeKey (pool: Pool, id: string, actor: Actor): Promise<void> {
  await transaction(pool, async (tx) => {
    await takeTurn(tx, actor, WRITE)
    const before = await found(q.lockKey(tx, id))
    if (!await q.revokeKey(tx, id)) return

    await note(tx, actor, 'api_key.revoke', id, described(before), described(await found(q.findKey(tx, id))))
  })
}

async function liveKey (tx: Db, id: string): Promise<q.ApiKey> {
  const key = await found(q.lockKey(tx, id))
  if (key.revokedAt !== null) throw keyRevoked()
  return key
}

// One's own key may have scopes one has lost: they are asleep. Another's that may do more is that person's affair.
function refuseAnothers (key: q.ApiKey, mine: ReadonlySet<string>, actor: Actor): void {
  if (key.createdBy !== actor.userId && key.scopes.some((scope) => !mine.has(scope))) throw notAnothers()
}

function refuseUnfit ({ networks = [], expiresAt }: Partial<q.KeyFields>): void {
  const wrong = networks.findIndex((network) => !isNetwork(network))
  if (wrong >= 0) throw badNetwork(wrong)
  if (typeof expiresAt !== 'string') return
  const ahead = Date.parse(expiresAt) - Date.now()
  if (!(ahead > 0 && ahead < LONGEST_LIFE_MS)) throw expiryPassed()
}

// The routes ask for a fresh proof, which no program can give.
function personOf ({ userId }: Actor): string {
  if (userId === null) throw forbidden('person_required', 'This is for a person who signed in, not for a key.')
  return userId
}

async function found (key: Promise<q.ApiKey | undefined>): Promise<q.ApiKey> {
  const row = await key
  if (!row) throw noKey()
  return row
}

const described = ({ name, prefix, scopes, networks, expiresAt, revokedAt, createdBy, previousValidUntil }: q.ApiKey): object =>
  ({ name, prefix, scopes: scopes.toSorted(), networks, expiresAt, revokedAt, createdBy, previousValidUntil })

async function note (tx: Db, { by }: Actor, action: string, objectId: string, before: object | null, after: object): Promise<void> {
  await audit(tx, { ...by, action, objectType: 'api_key', objectId, before, after })
}
