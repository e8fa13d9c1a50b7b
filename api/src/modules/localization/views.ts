// Languages, currencies, countries and rates as they go out.
import { formatDecimal, parseDecimal, trimDecimal } from '../../shared/decimal.ts'
import type { Directory, Channel } from './directory.ts'
import type * as q from './queries.ts'
import type * as s from './schemas.ts'

export const toLanguageView = (language: q.Language, channel: Channel): s.LanguageView => ({
  code: language.code,
  name: language.name,
  nativeName: language.nativeName,
  direction: language.direction,
  isDefault: language.code === channel.defaultLanguage
})

export function toCurrencyView (currency: q.CurrencyRow, shop: Directory, channel: Channel, locale: string): s.CurrencyView {
  const rate = shop.rate(currency.code)
  return {
    code: currency.code,
    symbol: currency.symbol,
    name: nameOf(locale, 'currency', currency.code) ?? currency.name,
    decimals: currency.decimals,
    isBase: currency.isBase,
    isDefault: currency.code === channel.defaultCurrency,
    rate: trimmed(rate?.rate ?? '1'),
    asOf: (rate?.asOf ?? new Date(0)).toISOString(),
    source: rate?.source ?? 'base'
  }
}

export const toCountryView = (country: q.CountryRow, locale: string): s.CountryView => ({
  code: country.code,
  name: nameOf(locale, 'region', country.code) ?? country.code,
  currency: country.currency,
  inEu: country.inEu,
  address: {
    required: country.addressFormat.required,
    order: country.addressFormat.order,
    postalCodePattern: country.addressFormat.postalCodePattern ?? null,
    postalCodeExample: country.addressFormat.postalCodeExample ?? null
  }
})

export const toStaffLanguageView = (language: q.Language, channel: Channel): s.StaffLanguageView => ({
  ...toLanguageView(language, channel),
  enabled: language.enabled,
  position: language.position,
  can: language.code === channel.defaultLanguage ? [] : [language.enabled ? 'disable' : 'enable']
})

export function toStaffCurrencyView (currency: q.CurrencyRow, shop: Directory): s.StaffCurrencyView {
  const rate = shop.rate(currency.code)
  const isDefault = shop.channels.some((channel) => channel.defaultCurrency === currency.code)
  return {
    code: currency.code,
    symbol: currency.symbol,
    name: currency.name,
    decimals: currency.decimals,
    isBase: currency.isBase,
    enabled: currency.enabled,
    position: currency.position,
    marginPercent: trimmed(currency.marginPercent),
    roundingIncrement: trimmed(currency.roundingIncrement),
    roundingEnding: currency.roundingEnding === null ? null : trimmed(currency.roundingEnding),
    rate: rate ? trimmed(rate.rate) : null,
    asOf: rate ? rate.asOf.toISOString() : null,
    source: rate?.source ?? null,
    can: currency.isBase ? [] : [...(isDefault ? [] : [currency.enabled ? 'disable' : 'enable']), 'set_rate', 'set_rounding']
  }
}

export const toRateView = (row: q.RateHistoryRow): s.RateView => ({
  id: row.id,
  from: row.fromCurrency,
  to: row.toCurrency,
  rate: trimmed(row.rate),
  source: row.source,
  asOf: row.asOf.toISOString(),
  createdAt: row.createdAt.toISOString(),
  current: row.current
})

const trimmed = (decimal: string): string => formatDecimal(trimDecimal(parseDecimal(decimal)))

const namers = new Map<string, Intl.DisplayNames>()

function nameOf (locale: string, type: 'currency' | 'region', code: string): string | undefined {
  const key = `${type}:${locale}`
  const namer = namers.get(key) ?? new Intl.DisplayNames([locale, 'en'], { type, fallback: 'none' })
  namers.set(key, namer)
  return namer.of(code)
}
