// The street doors of localization: what the shop speaks, sells in and ships to.
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { addressFormatOf, convertCurrency, listCountries, listCurrencies, listLanguages } from './lists.ts'
import { AddressFormatSchema, ContextOnly, ConversionSchema, ConvertQuery, CountryList, CountryParams, CurrencyList, LanguageList } from './schemas.ts'

const config = { access: 'public', cache: { sMaxAge: 60, store: true } } as const
const common = { tags: ['localization'] }

export async function localizationRoutes (app: App): Promise<void> {
  app.get('/v1/languages', {
    config,
    schema: {
      ...common,
      operationId: 'listLanguages',
      summary: 'Languages of the shop',
      querystring: ContextOnly,
      response: { 200: ref(LanguageList), '4xx': ref(ProblemSchema) }
    }
  }, async (request) => {
    request.cacheTags.push('localization')
    return await listLanguages(app.pool, request.context)
  })

  app.get('/v1/currencies', {
    config,
    schema: {
      ...common,
      operationId: 'listCurrencies',
      summary: 'Currencies of the shop with the rates in force',
      querystring: ContextOnly,
      response: { 200: ref(CurrencyList), '4xx': ref(ProblemSchema) }
    }
  }, async (request) => {
    request.cacheTags.push('localization')
    return await listCurrencies(app.pool, request.context)
  })

  app.get('/v1/countries', {
    config,
    schema: {
      ...common,
      operationId: 'listCountries',
      summary: 'Countries the shop ships to, and how an address is written there',
      querystring: ContextOnly,
      response: { 200: ref(CountryList), '4xx': ref(ProblemSchema) }
    }
  }, async (request) => {
    request.cacheTags.push('localization')
    return await listCountries(app.pool, request.context)
  })

  await app.register(addressRoutes)
  await app.register(conversionRoutes)
}

async function addressRoutes (app: App): Promise<void> {
  app.get('/v1/countries/:code/address_format', {
    config,
    schema: {
      ...common,
      operationId: 'getAddressFormat',
      summary: 'How an address is written in a country: fields, labels, rules, lines',
      params: CountryParams,
      querystring: ContextOnly,
      response: { 200: ref(AddressFormatSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request) => {
    request.cacheTags.push('localization')
    return await addressFormatOf(app.pool, request.params.code, request.context)
  })
}

async function conversionRoutes (app: App): Promise<void> {
  app.get('/v1/convert_currency', {
    config: { access: 'public', cache: { sMaxAge: 60, store: false } },
    schema: {
      ...common,
      operationId: 'convertCurrency',
      summary: 'Convert an amount at the rate in force',
      description: 'Exact; half up at the scale of the target. Shop prices follow their own rounding: read them from /v1/prices.',
      querystring: ConvertQuery,
      response: { 200: ref(ConversionSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request) => {
    request.cacheTags.push('localization')
    return await convertCurrency(app.pool, request.context.channel, request.query)
  })
}
