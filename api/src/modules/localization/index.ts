// The door of localization. Owns languages, currencies, exchange_rates, countries, price_lists, channels.
// Promises: one base currency, always enabled; the directory in memory is dropped with the cache tag `localization`.
export { directory, dropDirectory, readDirectory } from './directory.ts'
export type { Channel, Directory } from './directory.ts'
export type { AddressFormat, CountryRow, CurrencyRow, Language, RateRow, RateSource } from './queries.ts'
