// All SQL of API keys; what their makers may do comes from the views staff_permissions and user_standing.
import type { Db } from '../../platform/db.ts'

export interface ApiKey {
  id: string
  name: string
  prefix: string
  scopes: string[]
  effectiveScopes: string[]
  networks: string[]
  expiresAt: Date | null
  lastUsedAt: Date | null
  lastUsedIp: string | null
  createdBy: string
  createdByEmail: string
  rotatedAt: Date | null
  previousValidUntil: Date | null
  revokedAt: Date | null
  createdAt: Date
}
export interface NewKey { name: string, prefix: string, hash: Buffer, createdBy: string, scopes: string[], networks: string[], expiresAt: string | null }
export interface KeyFields { name: string, scopes: string[], networks: string[], expiresAt: string | null }

// A maker who is signed out for good takes the keys along; one who lost rights leaves them with less.
// The last use is written at most once a minute, so that a busy key costs no write a request.
export async function accessOf (db: Db, prefix: string, hash: Buffer, ip: string): Promise<{ id: string, permissions: string[] } | undefined> {
  const [row] = await db<Array<{ id: string, permissions: string[] }>>`
    with found as (
      select k.id, k.created_by, k.scopes, k.last_used_at from api_keys k
      join user_standing u on u.user_id = k.created_by and u.status = 'active'
      where k.prefix = ${prefix} and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
        and (k.secret_hash = ${hash} or (k.previous_secret_hash = ${hash} and k.previous_expires_at > now()))
        and (cardinality(k.networks) = 0 or ${ip}::inet <<= any (k.networks))
    ), used as (
      update api_keys k set last_used_at = now(), last_used_ip = ${ip}
      from found f where k.id = f.id and (f.last_used_at is null or f.last_used_at < now() - interval '1 minute')
    )
    select f.id, array(
      select p.permission from staff_permissions p where p.user_id = f.created_by and p.permission = any (f.scopes)
    ) as permissions
    from found f`
  return row
}

const columns = (db: Db) => db`
  k.id, k.name, k.prefix, k.scopes, k.networks::text[] as networks, k.expires_at, k.last_used_at, host(k.last_used_ip) as last_used_ip,
  k.created_by, u.email as created_by_email, k.rotated_at, k.revoked_at, k.created_at,
  case when k.previous_expires_at > now() then k.previous_expires_at end as previous_valid_until,
  array(select p.permission from staff_permissions p where p.user_id = k.created_by and p.permission = any (k.scopes)) as effective_scopes`

export const pageOfKeys = async (db: Db, limit: number, after: string | undefined): Promise<ApiKey[]> =>
  await db<ApiKey[]>`
    select ${columns(db)} from api_keys k join user_standing u on u.user_id = k.created_by
    where ${after ?? null}::uuid is null or k.id < ${after ?? null}
    order by k.id desc limit ${limit}`

export async function countKeys (db: Db): Promise<number> {
  const [row] = await db<Array<{ count: number }>>`select count(*)::int as count from api_keys`
  return row?.count ?? 0
}

export async function findKey (db: Db, id: string): Promise<ApiKey | undefined> {
  const [row] = await db<ApiKey[]>`
    select ${columns(db)} from api_keys k join user_standing u on u.user_id = k.created_by where k.id = ${id}`
  return row
}

export async function lockKey (tx: Db, id: string): Promise<ApiKey | undefined> {
  await tx`select from api_keys where id = ${id} for update`
  return await findKey(tx, id)
}

// An address with bits beyond its network is the network it lies in; no id comes back when the prefix is taken.
export async function insertKey (tx: Db, key: NewKey): Promise<string | undefined> {
  const [row] = await tx<Array<{ id: string }>>`
    insert into api_keys (name, prefix, secret_hash, created_by, scopes, networks, expires_at)
    values (${key.name}, ${key.prefix}, ${key.hash}, ${key.createdBy}, ${key.scopes}, ${canonical(tx, key.networks)}, ${key.expiresAt})
    on conflict (prefix) do nothing
    returning id`
  return row?.id
}

export const updateKey = async (tx: Db, id: string, key: KeyFields): Promise<void> => {
  await tx`
    update api_keys set name = ${key.name}, scopes = ${key.scopes}, networks = ${canonical(tx, key.networks)}, expires_at = ${key.expiresAt}
    where id = ${id}`
}

// With no overlap the old secret ends here; one that was in its overlap ends in any case.
export const rotateKey = async (tx: Db, id: string, hash: Buffer, overlapHours: number): Promise<void> => {
  await tx`
    update api_keys set secret_hash = ${hash}, rotated_at = now(),
      previous_secret_hash = case when ${overlapHours}::int > 0 then secret_hash end,
      previous_expires_at = case when ${overlapHours}::int > 0 then now() + make_interval(hours => ${overlapHours}::int) end
    where id = ${id}`
}

export async function revokeKey (tx: Db, id: string): Promise<boolean> {
  const { count } = await tx`
    update api_keys set revoked_at = now(), previous_secret_hash = null, previous_expires_at = null
    where id = ${id} and revoked_at is null`
  return count === 1
}

const canonical = (db: Db, networks: string[]) => db`
  array(select distinct network(n::inet)::cidr from unnest(${networks}::text[]) n order by 1)`
