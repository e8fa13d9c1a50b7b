// The staff's doors of localization: switch languages and currencies, set rates and rounding.
import { byStaff } from '../../plugins/actor.ts'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { listRates, staffCurrencies, staffCurrency, staffLanguage, staffLanguages } from './lists.ts'
import * as s from './schemas.ts'
import { addManualRate, changeCurrency, changeLanguage } from './service.ts'
import { toRateView, toStaffCurrencyView, toStaffLanguageView } from './views.ts'

const read = { access: 'localization.read' } as const
const write = { access: 'localization.write' } as const
const base = '/v1/admin/localization'

export async function adminLocalizationRoutes (app: App): Promise<void> {
  await app.register(languageRoutes)
  await app.register(currencyRoutes)
  await app.register(rateRoutes)
}

const answers = <T>(schema: T) => ({ 200: schema, '4xx': ref(ProblemSchema) })
const common = { tags: ['admin localization'] }

async function languageRoutes (app: App): Promise<void> {
  app.get(`${base}/languages`, {
    config: read,
    schema: { ...common, operationId: 'listAdminLanguages', summary: 'All languages, enabled or not', response: answers(ref(s.StaffLanguageList)) }
  }, async (request) => await staffLanguages(app.pool, request.context.channel))

  app.get(`${base}/languages/:code`, {
    config: read,
    schema: { ...common, operationId: 'getAdminLanguage', summary: 'A language', params: s.LanguageParams, response: answers(ref(s.StaffLanguageSchema)) }
  }, async (request) => await staffLanguage(app.pool, request.context.channel, request.params.code))

  app.patch(`${base}/languages/:code`, {
    config: write,
    schema: {
      ...common,
      operationId: 'updateAdminLanguage',
      summary: 'Enable, disable or move a language',
      params: s.LanguageParams,
      body: ref(s.LanguagePatch),
      response: answers(ref(s.StaffLanguageSchema))
    }
  }, async (request) => {
    const { language } = await changeLanguage(app.pool, request.params.code, request.body, byStaff(request))
    return toStaffLanguageView(language, request.context.channel)
  })
}

async function currencyRoutes (app: App): Promise<void> {
  app.get(`${base}/currencies`, {
    config: read,
    schema: { ...common, operationId: 'listAdminCurrencies', summary: 'All currencies, enabled or not', response: answers(ref(s.StaffCurrencyList)) }
  }, async () => await staffCurrencies(app.pool))

  app.get(`${base}/currencies/:code`, {
    config: read,
    schema: { ...common, operationId: 'getAdminCurrency', summary: 'A currency', params: s.CurrencyParams, response: answers(ref(s.StaffCurrencySchema)) }
  }, async (request) => await staffCurrency(app.pool, request.params.code))

  app.patch(`${base}/currencies/:code`, {
    config: write,
    schema: {
      ...common,
      operationId: 'updateAdminCurrency',
      summary: 'Enable or disable a currency, set its margin and rounding',
      description: 'Converted prices follow within seconds; fixed prices stay.',
      params: s.CurrencyParams,
      body: ref(s.CurrencyPatch),
      response: answers(ref(s.StaffCurrencySchema))
    }
  }, async (request) => {
    const { shop, currency } = await changeCurrency(app.pool, request.params.code, request.body, byStaff(request))
    return toStaffCurrencyView(currency, shop)
  })
}

async function rateRoutes (app: App): Promise<void> {
  app.get(`${base}/exchange_rates`, {
    config: read,
    schema: { ...common, operationId: 'listAdminExchangeRates', summary: 'Exchange rates with their history, newest first', querystring: s.RateQuery, response: answers(ref(s.RatePage)) }
  }, async (request) => await listRates(app.pool, request.query))

  app.post(`${base}/exchange_rates`, {
    config: write,
    schema: {
      ...common,
      operationId: 'createAdminExchangeRate',
      summary: 'Set a rate by hand',
      description: 'In force until a newer one comes. Converted prices follow within seconds.',
      body: ref(s.NewRate),
      response: { 201: ref(s.RateSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request, reply) => {
    reply.code(201)
    return toRateView(await addManualRate(app.pool, request.body, byStaff(request)))
  })
}
