// The verbs of stock: reserve, release, ship, adjust, fill; news only when something becomes available or stops being so.
import { announce } from '../../platform/events.ts'
import type { Db, Pool } from '../../platform/db.ts'
import { transaction } from '../../platform/db.ts'
import { audit, type AuditEntry } from '../../platform/audit.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import { invalid } from '../../shared/errors.ts'
import { belowReserved, noSuchVariant, type Shortage } from './errors.ts'
import * as lists from './lists.ts'
import * as q from './queries.ts'
import type { AdjustmentBody, StockLevelView } from './schemas.ts'

export type Held = { held: true } | { held: false, shortages: Shortage[] }

/** Holds all lines or none; the caller decides what a shortage means. */
export async function reserve (tx: Db, orderId: string, lines: q.StockLine[]): Promise<Held> {
  const rows = await q.holdStock(tx, orderId, lines.toSorted((a, b) => a.variantId < b.variantId ? -1 : 1))

  const shortages = rows.filter((row) => !row.held && !row.backorder && row.available < row.requested).map(toShortage)
  if (rows.some((row) => !row.held)) return { held: false, shortages: shortages.length > 0 ? shortages : rows.map(toShortage) }

  await tellFlips(tx, rows.flatMap((row) => row.productId === null
    ? []
    : [{ variantId: row.variantId, productId: row.productId, before: row.available, after: row.available - row.requested, backorder: row.backorder }]))
  return { held: true }
}

export async function release (tx: Db, orderId: string): Promise<void> {
  const changes = await q.releaseStock(tx, orderId)
  await tellFlips(tx, changes)
}

export async function shipReserved (tx: Db, orderId: string): Promise<number> {
  return await q.shipStock(tx, orderId)
}

export async function adjust (tx: Db, adjustment: q.Adjustment): Promise<q.Adjusted> {
  const changed = await q.adjustStock(tx, adjustment)
  if (!changed) throw belowReserved()

  await tellFlips(tx, [changed])
  return changed
}

/** New levels with their `seeded` movement; a level that exists is left alone. */
export async function stockUp (tx: Db, lines: q.StockLine[], locationId: string): Promise<void> {
  await q.fillStock(tx, lines, locationId)
}

/** Either what was counted or by how much it changed, never both. */
export function changeOf (variantId: string, body: AdjustmentBody): q.Adjustment {
  if ((body.onHand === undefined) === (body.change === undefined)) throw invalid('/onHand', 'required', 'Give either onHand or change.')
  return { ...body, variantId }
}

export const toLevelView = (row: lists.LevelRow): StockLevelView => ({ ...row, updatedAt: row.updatedAt.toISOString() })

export const toMovementView = (row: lists.MovementRow) => ({ ...row, createdAt: row.createdAt.toISOString() })

export type By = Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>

export async function adjustAsStaff (pool: Pool, languages: string[], adjustment: q.Adjustment, by: By): Promise<lists.LevelRow> {
  return await transaction(pool, async (tx) => {
    const [known] = await lists.levels(tx, oneLevel(languages, adjustment))
    if (!known) throw noSuchVariant()

    const changed = await adjust(tx, { ...adjustment, locationId: known.locationId, actorId: by.actorId ?? undefined })

    await audit(tx, {
      ...by,
      action: 'inventory.adjust',
      objectType: 'variant',
      objectId: adjustment.variantId,
      before: { onHand: changed.onHandBefore },
      after: { onHand: changed.onHandAfter, reason: adjustment.reason, note: adjustment.note ?? null }
    })
    return { ...known, onHand: changed.onHandAfter, available: changed.after, reserved: changed.onHandAfter - changed.after, updatedAt: new Date() }
  })
}

const oneVariant = (variantId: string): lists.LevelFilter => ({ variantId, languages: [], lowStockAt: 0, limit: 1 })

const oneLevel = (languages: string[], { variantId, locationId }: q.Adjustment): lists.LevelFilter =>
  ({ ...oneVariant(variantId), locationId, languages })

export interface ListLevels extends Omit<lists.LevelFilter, 'after' | 'lowStockAt'> { cursor?: string | undefined, total: boolean }
export interface Page<T> { items: T[], nextCursor: string | null, total?: number }

/** At this many or fewer, free stock is called low. */
export const LOW_STOCK_AT = 5

export async function listLevels (pool: Pool, asked: ListLevels): Promise<Page<lists.LevelRow>> {
  const [variantId, locationId] = asked.cursor === undefined ? [] : decodeCursor(asked.cursor, ['uuid', 'uuid'])
  const after = variantId !== undefined && locationId !== undefined ? { variantId, locationId } : undefined
  const filter = { ...asked, lowStockAt: LOW_STOCK_AT, after, limit: asked.limit + 1 }
  const rows = await lists.levels(pool, filter)
  const items = rows.slice(0, asked.limit)
  const last = items.at(-1)
  const nextCursor = rows.length > items.length && last ? encodeCursor([last.variantId, last.locationId]) : null
  return asked.total ? { items, nextCursor, total: await lists.countLevels(pool, filter) } : { items, nextCursor }
}

export async function listMovements (pool: Pool, variantId: string, limit: number, cursor?: string): Promise<Page<lists.MovementRow>> {
  const [after] = cursor === undefined ? [] : decodeCursor(cursor, ['uuid'])
  const rows = await lists.movements(pool, variantId, limit + 1, after)
  if (rows.length === 0 && (await lists.levels(pool, oneVariant(variantId))).length === 0) throw noSuchVariant()
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > items.length && last ? encodeCursor([last.id]) : null }
}

const toShortage = (row: q.HeldLine): Shortage =>
  ({ variantId: row.variantId, requested: row.requested, inventoryQuantity: Math.max(row.available, 0) })

async function tellFlips (tx: Db, changes: q.StockChange[]): Promise<void> {
  const flipped = changes.filter((change) => !change.backorder && (change.before > 0) !== (change.after > 0))
  const productIds = [...new Set(flipped.map((change) => change.productId))]
  const [first] = productIds
  if (first === undefined) return
  await announce(tx, {
    name: 'stock.changed',
    objectType: 'product',
    objectId: first,
    payload: { productIds, flipped: flipped.map(({ variantId, after }) => ({ variantId, inStock: after > 0 })) }
  })
}
