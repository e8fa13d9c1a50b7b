// The SQL of what staff see of stock: levels with their words, and the ledger of one variant.
import type { Db } from '../../platform/db.ts'

export interface LevelRow {
  variantId: string, productId: string, sku: string, name: string, options: Record<string, string>
  locationId: string, locationCode: string, onHand: number, reserved: number, available: number, backorder: boolean, updatedAt: Date
}

export interface LevelFilter {
  q?: string | undefined, lowStock?: boolean | undefined, productId?: string | undefined, variantId?: string | undefined, locationId?: string | undefined
  languages: string[], lowStockAt: number, limit: number, after?: { variantId: string, locationId: string } | undefined
}

// The words of a product are searched as typed: by sku from its start or anywhere, by name in any language.
const matches = (db: Db, filter: LevelFilter) => db`
  (${filter.variantId ?? null}::uuid is null or s.variant_id = ${filter.variantId ?? null})
  and (${filter.locationId ?? null}::uuid is null or s.location_id = ${filter.locationId ?? null})
  and (${filter.productId ?? null}::uuid is null or v.product_id = ${filter.productId ?? null})
  and (not ${filter.lowStock ?? false}::boolean or s.on_hand - s.reserved <= ${filter.lowStockAt}::int)
  and (${filter.q ?? null}::text is null or v.sku ilike ${pattern(filter.q)}
    or exists (select 1 from product_texts x where x.product_id = v.product_id and x.name ilike ${pattern(filter.q)}))`

export const levels = async (db: Db, filter: LevelFilter): Promise<LevelRow[]> => await db<LevelRow[]>`
  select s.variant_id, v.product_id, v.sku, coalesce(t.name, v.sku) as name, v.option_values as options, s.location_id,
         l.code as location_code, s.on_hand, s.reserved, s.on_hand - s.reserved as available, s.backorder, s.updated_at
  from stock_levels s
  join stock_locations l on l.id = s.location_id
  join variant_facts v on v.variant_id = s.variant_id
  left join lateral (
    select name from product_texts x where x.product_id = v.product_id
    order by coalesce(array_position(${filter.languages}::text[], x.language), 99), x.language limit 1
  ) t on true
  where ${matches(db, filter)}
    and (${filter.after?.variantId ?? null}::uuid is null
      or (s.variant_id, s.location_id) < (${filter.after?.variantId ?? null}::uuid, ${filter.after?.locationId ?? null}::uuid))
  order by s.variant_id desc, s.location_id desc
  limit ${filter.limit}`

export const countLevels = async (db: Db, filter: LevelFilter): Promise<number> => {
  const [row] = await db<{ count: number }[]>`
    select count(*)::int as count from stock_levels s join variant_facts v on v.variant_id = s.variant_id
    where ${matches(db, filter)}`
  return row?.count ?? 0
}

export interface MovementRow {
  id: string, reason: string, onHandChange: number, reservedChange: number, orderId: string | null, note: string | null, createdAt: Date
}

export const movements = async (db: Db, variantId: string, limit: number, after?: string): Promise<MovementRow[]> => await db<MovementRow[]>`
  select id, reason, on_hand_change, reserved_change, order_id, note, created_at from stock_movements
  where variant_id = ${variantId} and (${after ?? null}::uuid is null or id < ${after ?? null})
  order by id desc limit ${limit}`

const pattern = (q: string | undefined): string | null =>
  q === undefined ? null : `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
