// Wire shapes of languages, currencies, countries and conversions.
import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { ContextQuery, MoneySchema, PageQuery, pageOf, ref, TimeString, UuidString } from '../../shared/schemas.ts'

const closed = { additionalProperties: false }
const list = <T extends TSchema>(item: T, $id: string) => Type.Object({ items: Type.Array(item) }, { $id, ...closed })
const literals = <T extends string>(...values: T[]) => Type.Union(values.map((value) => Type.Literal(value)))

export const Source = Type.Unsafe<'ecb' | 'peg' | 'manual' | 'base'>(literals('ecb', 'peg', 'manual', 'base'))
export const CurrencyCode = Type.String({ pattern: '^[A-Z]{3}$', examples: ['USD'] })
export const DecimalText = Type.String({ pattern: '^[0-9]{1,12}(\\.[0-9]{1,14})?$', examples: ['1.0705'] })
const RateText = Type.String({ examples: ['1.07050000000'] })

export const LanguageSchema = Type.Object({
  code: Type.String({ examples: ['de'] }),
  name: Type.String({ examples: ['German'] }),
  nativeName: Type.String({ examples: ['Deutsch'] }),
  direction: Type.Unsafe<'ltr' | 'rtl'>(literals('ltr', 'rtl')),
  isDefault: Type.Boolean()
}, { $id: 'Language', ...closed })

export const CurrencySchema = Type.Object({
  code: CurrencyCode,
  symbol: Type.String({ examples: ['$'] }),
  name: Type.String({ examples: ['US dollar'] }),
  decimals: Type.Integer({ examples: [2] }),
  isBase: Type.Boolean(),
  isDefault: Type.Boolean(),
  rate: Type.String({ description: 'How many of it one unit of the base currency is.', examples: ['1.0705'] }),
  asOf: TimeString,
  source: Source
}, { $id: 'Currency', ...closed })

export const CountrySchema = Type.Object({
  code: Type.String({ examples: ['DE'] }),
  name: Type.String({ examples: ['Germany'] }),
  currency: CurrencyCode,
  inEu: Type.Boolean(),
  address: Type.Object({
    required: Type.Array(Type.String(), { examples: [['lastName', 'addressLine1', 'postalCode', 'city']] }),
    order: Type.Array(Type.String(), { description: 'The fields as the country writes them, first line first.' }),
    postalCodePattern: Type.Union([Type.String(), Type.Null()], { examples: ['^[0-9]{5}$'] }),
    postalCodeExample: Type.Union([Type.String(), Type.Null()], { examples: ['10119'] })
  }, closed)
}, { $id: 'Country', ...closed })

const FieldName = Type.Unsafe<'firstName' | 'lastName' | 'company' | 'addressLine1' | 'addressLine2' | 'city' | 'region' | 'postalCode' | 'phone'>(
  { type: 'string', enum: ['firstName', 'lastName', 'company', 'addressLine1', 'addressLine2', 'city', 'region', 'postalCode', 'phone'] })

export const AddressFormatSchema = Type.Object({
  countryCode: Type.String({ examples: ['US'] }),
  fields: Type.Array(Type.Object({
    name: FieldName,
    label: Type.String({ examples: ['ZIP code'] }),
    required: Type.Boolean(),
    maxLength: Type.Integer({ examples: [20] }),
    pattern: Type.Optional(Type.String({ description: 'A regular expression; the case of letters does not matter.', examples: ['^[0-9]{5}(-[0-9]{4})?$'] })),
    example: Type.Optional(Type.String({ examples: ['10013'] })),
    options: Type.Optional(Type.Array(Type.Object({ value: Type.String({ examples: ['NY'] }), label: Type.String({ examples: ['New York'] }) }, closed), {
      description: 'The values there are. A value is what is stored and printed; names in any language are understood too.'
    }))
  }, closed), { description: 'In the order in which they are written.' }),
  lines: Type.Array(Type.Array(FieldName), { description: 'Which fields share a line, first line first; the country comes last.' })
}, { $id: 'AddressFormat', ...closed })

export const LanguageList = list(ref(LanguageSchema), 'LanguageList')
export const CurrencyList = list(ref(CurrencySchema), 'CurrencyList')
export const CountryList = list(ref(CountrySchema), 'CountryList')
export const ContextOnly = Type.Object(ContextQuery)

export const ConvertQuery = Type.Object({
  from: Type.String({ minLength: 1, maxLength: 10, examples: ['EUR'] }),
  to: Type.String({ minLength: 1, maxLength: 10, examples: ['JPY'] }),
  amount: Type.String({ minLength: 1, maxLength: 40, examples: ['129.00'] }),
  channel: ContextQuery.channel
})
export const ConversionSchema = Type.Object({
  from: ref(MoneySchema),
  to: ref(MoneySchema),
  rate: RateText,
  asOf: TimeString,
  source: Source
}, { $id: 'Conversion', ...closed })

export const StaffLanguageSchema = Type.Object({
  ...LanguageSchema.properties, enabled: Type.Boolean(), position: Type.Integer(), can: Type.Array(Type.String())
}, { $id: 'StaffLanguage', ...closed })
export const StaffLanguageList = list(ref(StaffLanguageSchema), 'StaffLanguageList')
export const LanguagePatch = Type.Object({
  enabled: Type.Optional(Type.Boolean()),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 }))
}, { $id: 'LanguagePatch', ...closed, minProperties: 1 })

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
export const StaffCurrencySchema = Type.Object({
  code: CurrencyCode,
  symbol: Type.String(),
  name: Type.String(),
  decimals: Type.Integer(),
  isBase: Type.Boolean(),
  enabled: Type.Boolean(),
  position: Type.Integer(),
  marginPercent: Type.String({ examples: ['2.5'] }),
  roundingIncrement: Type.String({ examples: ['0.05'] }),
  roundingEnding: nullable(Type.String({ examples: ['0.95'] })),
  rate: nullable(Type.String()),
  asOf: nullable(TimeString),
  source: nullable(Source),
  can: Type.Array(Type.String())
}, { $id: 'StaffCurrency', ...closed })
export const StaffCurrencyList = list(ref(StaffCurrencySchema), 'StaffCurrencyList')
export const CurrencyPatch = Type.Object({
  enabled: Type.Optional(Type.Boolean()),
  marginPercent: Type.Optional(Type.String({ pattern: '^-?[0-9]{1,3}(\\.[0-9]{1,4})?$', examples: ['2.5'] })),
  roundingIncrement: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}(\\.[0-9]{1,4})?$', examples: ['0.05'] })),
  roundingEnding: Type.Optional(nullable(Type.String({ pattern: '^0(\\.[0-9]{1,4})?$', examples: ['0.95'] }))),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 }))
}, { $id: 'CurrencyPatch', ...closed, minProperties: 1 })

export const RateSchema = Type.Object({
  id: UuidString, from: CurrencyCode, to: CurrencyCode, rate: Type.String(), source: Source, asOf: TimeString, createdAt: TimeString, current: Type.Boolean()
}, { $id: 'ExchangeRate', ...closed })
export const RatePage = pageOf(ref(RateSchema), 'ExchangeRatePage')
export const RateQuery = Type.Object({ ...PageQuery, currency: Type.Optional(Type.String({ maxLength: 3 })) })
export const NewRate = Type.Object({ to: CurrencyCode, rate: DecimalText }, { $id: 'NewExchangeRate', ...closed, examples: [{ to: 'KWD', rate: '0.3286435' }] })

export const LanguageParams = Type.Object({ code: Type.String({ maxLength: 35, examples: ['fr'] }) })
export const CurrencyParams = Type.Object({ code: Type.String({ maxLength: 10, examples: ['JPY'] }) })

export const CountryParams = Type.Object({ code: Type.String({ maxLength: 10, examples: ['US'] }) })

export type AddressFormatView = Static<typeof AddressFormatSchema>
export type LanguageView = Static<typeof LanguageSchema>
export type CurrencyView = Static<typeof CurrencySchema>
export type CountryView = Static<typeof CountrySchema>
export type StaffLanguageView = Static<typeof StaffLanguageSchema>
export type StaffCurrencyView = Static<typeof StaffCurrencySchema>
export type RateView = Static<typeof RateSchema>
export type CurrencyChange = Static<typeof CurrencyPatch>
export type LanguageChange = Static<typeof LanguagePatch>
