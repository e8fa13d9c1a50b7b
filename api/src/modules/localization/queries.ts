// All SQL of languages, currencies, rates, countries, price lists and channels.
import type { Db } from '../../platform/db.ts'

export interface Language { code: string, name: string, nativeName: string, direction: 'ltr' | 'rtl', enabled: boolean, position: number }

export interface CurrencyRow {
  code: string, symbol: string, name: string, decimals: number
  roundingIncrement: string, roundingEnding: string | null, marginPercent: string
  isBase: boolean, enabled: boolean, position: number
}

export interface RateRow { id: string, fromCurrency: string, toCurrency: string, rate: string, source: RateSource, asOf: Date }
export type RateSource = 'ecb' | 'peg' | 'manual' | 'base'

export interface AddressFormat { required: string[], order: string[], postalCodePattern?: string, postalCodeExample?: string }
export interface CountryRow { code: string, currency: string, inEu: boolean, addressFormat: AddressFormat, enabled: boolean }

export interface ChannelRow {
  id: string, code: string, name: string, host: string | null, priceListId: string, pricesIncludeTax: boolean
  defaultLanguage: string, defaultCurrency: string, defaultCountry: string
  languages: string[] | null, currencies: string[] | null, countries: string[] | null, isDefault: boolean
}

export const languages = async (db: Db): Promise<Language[]> => await db<Language[]>`
  select code, name, native_name, direction, enabled, position from languages order by position, code`

export const currencies = async (db: Db): Promise<CurrencyRow[]> => await db<CurrencyRow[]>`
  select code, symbol, name, decimals, rounding_increment, rounding_ending, margin_percent, is_base, enabled, position
  from currencies order by position, code`

export const currentRates = async (db: Db): Promise<RateRow[]> => await db<RateRow[]>`
  select id, from_currency, to_currency, rate, source, as_of from current_rates order by from_currency, to_currency`

export const countries = async (db: Db): Promise<CountryRow[]> => await db<CountryRow[]>`
  select code, currency, in_eu, address_format, enabled from countries order by position, code`

export const channels = async (db: Db): Promise<ChannelRow[]> => await db<ChannelRow[]>`
  select c.id, c.code, c.name, c.host, c.price_list_id, l.includes_tax as prices_include_tax, c.default_language,
         c.default_currency, c.default_country, c.languages, c.currencies, c.countries, c.is_default
  from channels c join price_lists l on l.id = c.price_list_id order by c.code`
