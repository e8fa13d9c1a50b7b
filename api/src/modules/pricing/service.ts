// The verbs of pricing: set prices of a product, keep the book true, ask it.
import { audit } from '../../platform/audit.ts'
import { invalidate, remember } from '../../platform/cache.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import { fromDecimal, type Currency, type Money } from '../../shared/money.ts'
import { basePrices, productChanged, takeProduct, writeBasePrices, type BasePrice, type By, type Edit } from '../catalog/index.ts'
import { readDirectory, type Directory } from '../localization/index.ts'
import * as errors from './errors.ts'
import * as q from './queries.ts'
import type { PriceChangesInput } from './schemas.ts'
import type { TaxRate } from './tax.ts'

export interface PricePoint { priceListId: string, zone: string, currency: Currency }
export interface BookPrice { variantId: string, unit: Money, compareAt: Money | null, source: 'fixed' | 'converted' }

/** What a shopper pays now for variants that are on sale; others are missing from the answer. */
export async function bookPrices (db: Db, at: PricePoint, variantIds: string[]): Promise<BookPrice[]> {
  const rows = await q.bookRows(db, { ...at, currency: at.currency.code }, variantIds)
  return rows.map(({ variantId, amount, compareAt, source }) => ({
    variantId,
    unit: fromDecimal(amount, at.currency),
    compareAt: compareAt === null ? null : fromDecimal(compareAt, at.currency),
    source
  }))
}

/** In the transaction of the edit, so that the list, the page, the cart and the order agree at once. */
export const rewriteBook = q.rewriteBook

export const taxRates = async (pool: Pool): Promise<TaxRate[]> =>
  await remember(pool, 'tax_rates', ['taxes'], async () => await q.taxRates(pool))

export async function setPrices (pool: Pool, edit: Edit, changes: PriceChangesInput, by: By): Promise<void> {
  await transaction(pool, async (tx) => {
    const product = await takeProduct(tx, edit)
    const [shop, base] = await Promise.all([readDirectory(tx), basePrices(tx, product.id)])
    const rows = changes.map((change, index) => checked(change, index, shop, base))
    const twice = rows.findIndex((row, index) => rows.findIndex((other) => other.variantId === row.variantId && other.currency === row.currency) !== index)
    if (twice >= 0) throw errors.namedTwice(twice)
    const variantIds = [...new Set(rows.map((row) => row.variantId))]
    const before = await pricesOf(tx, shop, product.id, variantIds)

    const ofBase = rows.filter((row) => row.currency === shop.base.code)
    const fixed = rows.filter((row) => row.currency !== shop.base.code)
    if (ofBase.length > 0) await writeBasePrices(tx, product.id, ofBase as BasePrice[])
    if (fixed.length > 0) await q.putFixedPrices(tx, shop.defaultChannel.priceListId, fixed)
    await q.rewriteBook(tx, [product.id])

    await invalidate(tx, ['prices'])
    await productChanged(tx, product)
    const after = await pricesOf(tx, shop, product.id, variantIds)
    await audit(tx, { ...by, action: 'product.prices_changed', objectType: 'product', objectId: product.id, before, after })
  })
}

function checked (change: PriceChangesInput[number], index: number, shop: Directory, base: BasePrice[]): q.PriceChange {
  const { currency: code, amount, compareAt = null } = change
  const variantId = change.variantId.toLowerCase()
  if (!base.some((row) => row.variantId === variantId)) throw errors.unknownVariant(index)
  const currency = shop.currency(code)
  if (!currency) throw errors.unknownCurrency(index)
  if (amount === null) {
    if (currency.isBase) throw errors.baseNeedsAmount(index)
    return { variantId, currency: code, amount, compareAt: null }
  }
  const price = read(amount, currency, index, 'amount')
  if (compareAt !== null && read(compareAt, currency, index, 'compareAt').minor <= price.minor) throw errors.compareTooLow(index)
  return { variantId, currency: code, amount, compareAt }
}

function read (text: string, currency: Currency, index: number, field: string): Money {
  try {
    return fromDecimal(text, currency)
  } catch {
    throw errors.badAmount(index, field, currency.decimals)
  }
}

async function pricesOf (tx: Db, shop: Directory, productId: string, variantIds: string[]): Promise<object> {
  const [base, fixed] = await Promise.all([basePrices(tx, productId), q.fixedPrices(tx, shop.defaultChannel.priceListId, variantIds)])
  return { base: base.filter((row) => variantIds.includes(row.variantId)), fixed }
}
