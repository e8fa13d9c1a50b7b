// What a key may do right now: its scopes, cut down to what its maker may do at this moment.
import type { Db } from '../../platform/db.ts'
import { plainAddress } from './networks.ts'
import * as q from './queries.ts'
import { hashOfSecret } from './secrets.ts'

export interface KeyAccess { keyId: string, permissions: ReadonlySet<string> }

const shape = /^(tw_[0-9A-Za-z]{8})_([0-9A-Za-z_-]{43})$/

/** Undefined for a key that is unknown, expired, revoked, from a foreign network, or whose maker may no longer sign in. */
export async function keyAccess (db: Db, key: string, ip: string): Promise<KeyAccess | undefined> {
  const [, prefix, secret] = shape.exec(key) ?? []
  if (prefix === undefined || secret === undefined) return undefined
  const row = await q.accessOf(db, prefix, hashOfSecret(secret), plainAddress(ip))
  return row && { keyId: row.id, permissions: new Set(row.permissions) }
}
