// All SQL of API keys; what their makers may do comes from the view staff_permissions.
import type { Db } from '../../platform/db.ts'

// The last use is written at most once a minute, so that a busy key costs no write a request.
export async function accessOf (db: Db, prefix: string, hash: Buffer, ip: string): Promise<{ id: string, permissions: string[] } | undefined> {
  const [row] = await db<Array<{ id: string, permissions: string[] }>>`
    with found as (
      select id, created_by, scopes, last_used_at from api_keys
      where prefix = ${prefix} and revoked_at is null and (expires_at is null or expires_at > now())
        and (secret_hash = ${hash} or (previous_secret_hash = ${hash} and previous_expires_at > now()))
        and (cardinality(networks) = 0 or ${ip}::inet <<= any (networks))
    ), used as (
      update api_keys k set last_used_at = now(), last_used_ip = ${ip}
      from found f where k.id = f.id and (f.last_used_at is null or f.last_used_at < now() - interval '1 minute')
    )
    select f.id, array(
      select p.permission from staff_permissions p where p.user_id = f.created_by and p.permission = any (f.scopes)
    ) as permissions
    from found f
    where exists (select from staff_permissions p where p.user_id = f.created_by)`
  return row
}
