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

export interface RateHistoryRow extends RateRow { createdAt: Date, current: boolean }

/** Newest first, by the identity that grows with time. */
export const rateHistory = async (db: Db, { currency, after, limit }: { currency?: string, after?: string, limit: number }): Promise<RateHistoryRow[]> =>
  await db<RateHistoryRow[]>`
    select r.id, r.from_currency, r.to_currency, r.rate, r.source, r.as_of, r.created_at, c.id is not null as current
    from exchange_rates r left join current_rates c on c.id = r.id
    where (${currency ?? null}::text is null or r.to_currency = ${currency ?? null})
      and (${after ?? null}::uuid is null or r.id < ${after ?? null}::uuid)
    order by r.id desc limit ${limit}`

export const insertManualRate = async (db: Db, base: string, to: string, rate: string): Promise<RateHistoryRow> => {
  const [row] = await db<RateHistoryRow[]>`
    insert into exchange_rates (from_currency, to_currency, rate, source, as_of)
    values (${base}, ${to}, ${rate}::numeric, 'manual', clock_timestamp())
    returning id, from_currency, to_currency, rate, source, as_of, created_at, true as current`
  return row as RateHistoryRow
}

/** Locks the row so that before and after belong together. */
export const lockCurrency = async (db: Db, code: string): Promise<CurrencyRow | undefined> => (await db<CurrencyRow[]>`
  select code, symbol, name, decimals, rounding_increment, rounding_ending, margin_percent, is_base, enabled, position
  from currencies where code = ${code} for update`)[0]

export async function updateCurrency (db: Db, row: CurrencyRow): Promise<void> {
  await db`
    update currencies set enabled = ${row.enabled}, position = ${row.position}, margin_percent = ${row.marginPercent}::numeric,
      rounding_increment = ${row.roundingIncrement}::numeric, rounding_ending = ${row.roundingEnding}::numeric
    where code = ${row.code}`
}

export const lockLanguage = async (db: Db, code: string): Promise<Language | undefined> => (await db<Language[]>`
  select code, name, native_name, direction, enabled, position from languages where code = ${code} for update`)[0]

export async function updateLanguage (db: Db, row: Language): Promise<void> {
  await db`update languages set enabled = ${row.enabled}, position = ${row.position} where code = ${row.code}`
}
