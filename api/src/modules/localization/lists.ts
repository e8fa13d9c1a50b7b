// What the shop offers to a channel and a reader: languages, currencies, countries, conversions, rates.
import type { Pool } from '../../platform/db.ts'
import { fallbackChain } from '../../shared/locale.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import { fromDecimal, toWire, type Money } from '../../shared/money.ts'
import { addressFormat } from './address.ts'
import { convert, crossRate, significant } from './convert.ts'
import { directory, readDirectory, type Channel, type Directory } from './directory.ts'
import * as errors from './errors.ts'
import * as q from './queries.ts'
import * as views from './views.ts'

export interface Reader { channel: Channel, locale: string }

export async function listLanguages (pool: Pool, { channel }: Reader) {
  const shop = await directory(pool)
  return { items: shop.languages.filter(({ code }) => channel.languages.includes(code)).map((row) => views.toLanguageView(row, channel)) }
}

export async function listCurrencies (pool: Pool, { channel, locale }: Reader) {
  const shop = await directory(pool)
  const sold = new Set(channel.currencies.map(({ code }) => code))
  const base = { ...shop, currencies: shop.currencies.filter(({ code, isBase }) => sold.has(code) || isBase) }
  return { items: base.currencies.map((row) => views.toCurrencyView(row, shop, channel, locale)) }
}

export async function listCountries (pool: Pool, { channel, locale }: Reader) {
  const shop = await directory(pool)
  return { items: shop.countries.filter(({ code }) => channel.countries.includes(code)).map((row) => views.toCountryView(row, locale)) }
}

/** How an address is written in a country the channel ships to; the code's case does not matter. */
export async function addressFormatOf (pool: Pool, code: string, { channel, locale }: Reader) {
  const wanted = code.toUpperCase()
  const country = (await directory(pool)).countries.find((row) => row.code === wanted && channel.countries.includes(wanted))
  if (!country) throw errors.noCountry()
  return addressFormat(country.code, country.addressFormat, fallbackChain(locale, channel.defaultLanguage))
}

export async function convertCurrency (pool: Pool, channel: Channel, { from, to, amount }: { from: string, to: string, amount: string }) {
  const shop = await directory(pool)
  const [source, target] = [sold(channel, from, 'from'), sold(channel, to, 'to')]
  const cross = crossRate(shop, source.code, target.code)
  if (!cross) throw errors.unsupportedCurrency('/query/to', target.code)
  const money = readAmount(amount, source)

  return {
    from: toWire(money),
    to: toWire(convert(money, cross.rate, target)),
    rate: significant(cross.rate),
    asOf: cross.asOf.toISOString(),
    source: cross.source
  }
}

const sold = (channel: Channel, code: string, name: string) => {
  const currency = channel.currencies.find((row) => row.code === code)
  if (!currency) throw errors.unsupportedCurrency(`/query/${name}`, code)
  return currency
}

function readAmount (amount: string, currency: { code: string, decimals: number }): Money {
  if (!/^[0-9]{1,15}(\.[0-9]{1,20})?$/.test(amount)) throw errors.badAmount(currency.decimals)
  try {
    return fromDecimal(amount, currency)
  } catch {
    throw errors.badAmount(currency.decimals)
  }
}

export async function staffLanguages (pool: Pool, channel: Channel) {
  const shop = await readDirectory(pool)
  return { items: shop.languages.map((row) => views.toStaffLanguageView(row, channel)) }
}

export async function staffLanguage (pool: Pool, channel: Channel, code: string) {
  const found = (await staffLanguages(pool, channel)).items.find((row) => row.code === code)
  if (!found) throw errors.noLanguage()
  return found
}

export async function staffCurrencies (pool: Pool) {
  const shop: Directory = await readDirectory(pool)
  return { items: shop.currencies.map((row) => views.toStaffCurrencyView(row, shop)) }
}

export async function staffCurrency (pool: Pool, code: string) {
  const found = (await staffCurrencies(pool)).items.find((row) => row.code === code)
  if (!found) throw errors.noCurrency()
  return found
}

export async function listRates (pool: Pool, { currency, cursor, limit = 24 }: { currency?: string, cursor?: string, limit?: number }) {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, ['uuid'])[0]
  const rows = await q.rateHistory(pool, { currency, after, limit: limit + 1 })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items: items.map(views.toRateView), nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null }
}
