// What staff do with products: look for them, read everything of one, save what they changed.
import type { Pool } from '../../platform/db.ts'
import { preconditionFailed } from '../../shared/errors.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import { changeProduct, noProduct, type By, type ProductChange } from '../catalog/index.ts'
import { readDirectory } from '../localization/index.ts'
import { setPrices, type PriceChangesInput } from '../pricing/index.ts'
import * as q from './queries.ts'
import type { StaffCardView, StaffProductView } from './schemas.ts'
import { toStaffCard, toStaffProduct, type Desk } from './views.ts'

export interface Reader { languages: string[], mayWrite: boolean }
export interface ListInput { q?: string, status?: string, cursor?: string, limit?: number, include?: string }
export interface StaffPage { items: StaffCardView[], nextCursor: string | null, total?: number }

export async function listStaffProducts (pool: Pool, reader: Reader, input: ListInput): Promise<StaffPage> {
  const { limit = 24, cursor, status } = input
  const words = input.q?.trim()
  const withTotal = input.include?.split(',').includes('total') === true
  const [rows, desk] = await Promise.all([
    q.productList(pool, {
      languages: reader.languages,
      status,
      limit,
      withTotal,
      q: words === '' ? undefined : words,
      after: cursor === undefined ? undefined : decodeCursor(cursor, ['uuid'])[0]
    }),
    deskOf(pool, reader)])

  const found = rows.filter((row) => row.productId !== null)
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => toStaffCard(row, desk)),
    nextCursor: found.length > limit && last ? encodeCursor([last.productId]) : null,
    ...(withTotal ? { total: Number(rows[0]?.total ?? 0) } : {})
  }
}

export async function staffProduct (pool: Pool, reader: Reader, productId: string): Promise<StaffProductView> {
  const shop = await readDirectory(pool)
  const row = await q.productPage(pool, productId, shop.defaultChannel.priceListId)
  if (!row) throw noProduct()
  return toStaffProduct(row, await deskOf(pool, reader))
}

export async function saveProduct (pool: Pool, reader: Reader, productId: string, change: ProductChange, ifMatch: string | undefined, by: By): Promise<StaffProductView> {
  await changeProduct(pool, { productId, version: readVersion(ifMatch) }, change, by)
  return await staffProduct(pool, reader, productId)
}

export async function savePrices (pool: Pool, reader: Reader, productId: string, changes: PriceChangesInput, ifMatch: string | undefined, by: By): Promise<StaffProductView> {
  await setPrices(pool, { productId, version: readVersion(ifMatch) }, changes, by)
  return await staffProduct(pool, reader, productId)
}

async function deskOf (pool: Pool, reader: Reader): Promise<Desk> {
  const shop = await readDirectory(pool)
  return { ...reader, base: shop.base, currency: (code) => shop.currency(code) ?? { code, decimals: 4 } }
}

function readVersion (ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined
  const version = /^\s*(?:W\/)?"?([0-9]{1,9})"?\s*$/.exec(ifMatch)?.[1]
  if (version === undefined) throw preconditionFailed('version_mismatch', 'If-Match holds the version of the product in quotes.')
  return Number(version)
}
