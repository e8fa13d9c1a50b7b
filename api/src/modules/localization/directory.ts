// The shop's languages, currencies, rates, countries and channels as one picture, kept in memory until any of them changes.
import { remember } from '../../platform/cache.ts'
import type { Db, Pool } from '../../platform/db.ts'
import type { Currency } from '../../shared/money.ts'
import * as q from './queries.ts'

export interface Channel {
  id: string, code: string, name: string, host: string | null, priceListId: string, pricesIncludeTax: boolean
  defaultLanguage: string, defaultCurrency: string, defaultCountry: string
  languages: string[], currencies: Currency[], countries: string[]
}

export interface Directory {
  channels: Channel[], defaultChannel: Channel
  languages: q.Language[], currencies: q.CurrencyRow[], countries: q.CountryRow[]
  base: Currency
  rate: (code: string) => q.RateRow | undefined
  currency: (code: string) => q.CurrencyRow | undefined
}

export const directory = async (pool: Pool): Promise<Directory> =>
  await remember(pool, 'directory', ['localization'], async () => await readDirectory(pool))

export async function readDirectory (db: Db): Promise<Directory> {
  const [languages, currencies, rates, countries, channelRows] = await Promise.all([
    q.languages(db), q.currencies(db), q.currentRates(db), q.countries(db), q.channels(db)])

  const base = currencies.find((currency) => currency.isBase)
  if (!base) throw new Error('No base currency: seed the shop first.')
  const on = { languages: enabledCodes(languages), currencies: currencies.filter(isEnabled), countries: enabledCodes(countries) }
  const channels = channelRows.map((row) => toChannel(row, on))
  const defaultChannel = channels[channelRows.findIndex((row) => row.isDefault)] ?? channels[0]
  if (!defaultChannel) throw new Error('No channel: seed the shop first.')

  const ratesByCode = new Map(rates.filter((rate) => rate.fromCurrency === base.code).map((rate) => [rate.toCurrency, rate]))
  const currenciesByCode = new Map(currencies.map((currency) => [currency.code, currency]))
  return {
    channels,
    defaultChannel,
    languages,
    currencies,
    countries,
    base: { code: base.code, decimals: base.decimals },
    rate: (code) => ratesByCode.get(code),
    currency: (code) => currenciesByCode.get(code)
  }
}

interface Enabled { languages: string[], currencies: q.CurrencyRow[], countries: string[] }

function toChannel (row: q.ChannelRow, on: Enabled): Channel {
  const allowed = (set: string[] | null, code: string): boolean => set === null || set.includes(code)
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    host: row.host,
    priceListId: row.priceListId,
    pricesIncludeTax: row.pricesIncludeTax,
    defaultLanguage: row.defaultLanguage,
    defaultCurrency: row.defaultCurrency,
    defaultCountry: row.defaultCountry,
    languages: on.languages.filter((code) => allowed(row.languages, code)),
    currencies: on.currencies.filter(({ code }) => allowed(row.currencies, code)).map(({ code, decimals }) => ({ code, decimals })),
    countries: on.countries.filter((code) => allowed(row.countries, code))
  }
}

const isEnabled = (row: { enabled: boolean }): boolean => row.enabled

const enabledCodes = (rows: Array<{ code: string, enabled: boolean }>): string[] => rows.filter(isEnabled).map((row) => row.code)
