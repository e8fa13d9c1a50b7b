// Languages, currencies, countries, and exact conversion between two currencies.
import type { Api, CallOptions, Query } from '../types.ts'

const read = (path: string, query?: object) => ({ method: 'GET', path, query, catalogue: true }) as const

export const localization = (api: Api) => ({
  languages: (query: Query<'listLanguages'> = {}, options?: CallOptions) => api.call<'listLanguages'>(read('/v1/languages', query), options),
  currencies: (query: Query<'listCurrencies'> = {}, options?: CallOptions) => api.call<'listCurrencies'>(read('/v1/currencies', query), options),
  countries: (query: Query<'listCountries'> = {}, options?: CallOptions) => api.call<'listCountries'>(read('/v1/countries', query), options),
  /** Fields, labels, rules and lines of an address in a country, in the reader's language. */
  addressFormat: (code: string, query: Query<'getAddressFormat'> = {}, options?: CallOptions) =>
    api.call<'getAddressFormat'>({ ...read('/v1/countries/{code}/address_format', query), params: { code } }, options),
  /** `amount` is a decimal string in `from`; the answer has both as Money and the rate used. */
  convert: (query: Query<'convertCurrency'>, options?: CallOptions) => api.call<'convertCurrency'>(read('/v1/convert_currency', query), options)
})
