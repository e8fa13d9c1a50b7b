// What staff may change of languages, currencies and rates.
import { audit, type AuditEntry } from '../../platform/audit.ts'
import { invalidate } from '../../platform/cache.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import { announce } from '../../platform/events.ts'
import { compareDecimals, parseDecimal } from '../../shared/decimal.ts'
import { fromDecimal } from '../../shared/money.ts'
import { newId } from '../../shared/ids.ts'
import { readDirectory, type Directory } from './directory.ts'
import * as errors from './errors.ts'
import * as q from './queries.ts'
import type { CurrencyChange, LanguageChange } from './schemas.ts'

export type By = Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>

export async function changeLanguage (pool: Pool, code: string, change: LanguageChange, by: By): Promise<{ shop: Directory, language: q.Language }> {
  return await transaction(pool, async (tx) => {
    const [before, shop] = await Promise.all([q.lockLanguage(tx, code), readDirectory(tx)])
    if (!before) throw errors.noLanguage()
    if (change.enabled === false && shop.channels.some((channel) => channel.defaultLanguage === code)) throw errors.defaultStays('language')
    const after = { ...before, ...change }

    await q.updateLanguage(tx, after)
    await note(tx, by, 'language', code, before, after)

    await invalidate(tx, ['localization', 'products', 'categories'])
    await announce(tx, { name: 'localization.changed', objectType: 'language', objectId: newId(), payload: { languages: [code] } })
    return { shop, language: after }
  })
}

export async function changeCurrency (pool: Pool, code: string, change: CurrencyChange, by: By): Promise<{ shop: Directory, currency: q.CurrencyRow }> {
  return await transaction(pool, async (tx) => {
    const [before, shop] = await Promise.all([q.lockCurrency(tx, code), readDirectory(tx)])
    if (!before) throw errors.noCurrency()
    const after = { ...before, ...change }
    refuseCurrency(before, after, change, shop)

    await q.updateCurrency(tx, after)
    await note(tx, by, 'currency', code, before, after)

    await tellRates(tx, code)
    return { shop: await readDirectory(tx), currency: after }
  })
}

function refuseCurrency (before: q.CurrencyRow, after: q.CurrencyRow, change: CurrencyChange, shop: Directory): void {
  if (before.isBase && (change.enabled === false || change.marginPercent !== undefined)) throw errors.baseStays()
  if (change.enabled === false && shop.channels.some((channel) => channel.defaultCurrency === before.code)) throw errors.defaultStays('currency')
  if (change.enabled === true && !shop.rate(before.code)) throw errors.rateMissing(before.code)
  if (compareDecimals(parseDecimal(after.marginPercent), parseDecimal('-100')) <= 0) throw errors.badMargin()
  if (!fits(after.roundingIncrement, before) || fromDecimal(after.roundingIncrement, before).minor <= 0n) throw errors.badRounding('roundingIncrement', before.decimals)
  if (after.roundingEnding !== null && !fits(after.roundingEnding, before)) throw errors.badRounding('roundingEnding', before.decimals)
}

export async function addManualRate (pool: Pool, { to, rate }: { to: string, rate: string }, by: By): Promise<q.RateHistoryRow> {
  return await transaction(pool, async (tx) => {
    const shop = await readDirectory(tx)
    if (!shop.currency(to)) throw errors.unsupportedCurrency('/to', to)
    if (to === shop.base.code) throw errors.baseStays()
    if (parseDecimal(rate).digits === 0n) throw errors.badRate()

    const row = await q.insertManualRate(tx, shop.base.code, to, rate)
    await note(tx, by, 'exchange_rate', to, { rate: shop.rate(to)?.rate ?? null }, { rate })

    await tellRates(tx, to)
    return row
  })
}

// The book and its readers hear it by the event; the lists of currencies by the tag.
async function tellRates (tx: Db, code: string): Promise<void> {
  await invalidate(tx, ['localization', 'products', 'categories', 'prices'])
  await announce(tx, { name: 'rates.changed', objectType: 'currency', objectId: newId(), payload: { currencies: [code] } })
}

const fits = (amount: string, currency: { code: string, decimals: number }): boolean => {
  try {
    fromDecimal(amount, currency)
    return true
  } catch {
    return false
  }
}

async function note (tx: Db, by: By, objectType: string, objectId: string, before: object, after: object): Promise<void> {
  const action = `${objectType}.${objectType === 'exchange_rate' ? 'added' : 'changed'}`
  await audit(tx, { ...by, action, objectType, objectId, before, after })
}
