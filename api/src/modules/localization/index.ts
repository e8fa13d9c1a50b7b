// The door of localization. Owns languages, currencies, exchange_rates, countries, price_lists, channels.
// Promises: one base currency, always enabled; the directory in memory is dropped with the cache tag `localization`.
// Tells: rates.changed { currencies } when a rate or a rule of conversion changed, so that prices are written anew;
// localization.changed { languages }.
export { addressFaults, addressLines, tidyAddress } from './address.ts'
export { adminLocalizationRoutes } from './admin-routes.ts'
export { localizationRoutes } from './routes.ts'
export { directory, readDirectory } from './directory.ts'
export { crossRate } from './convert.ts'
export type { Address } from './address.ts'
export type { Channel, Directory } from './directory.ts'
export type { AddressFormat, CountryRow, CurrencyRow, Language, RateRow, RateSource } from './queries.ts'
