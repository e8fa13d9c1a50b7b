// What is asked of languages, currencies and rates, and how they change.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Body, Item, Query } from '@tradewind/sdk'
import { admin, queryClient } from '../../lib/client.ts'

export type StaffLanguage = Item<'listAdminLanguages'>
export type StaffCurrency = Item<'listAdminCurrencies'>
export type Rate = Item<'listAdminExchangeRates'>
export type CurrencyPatch = Body<'updateAdminCurrency'>

export const staffLanguageOptions = () => queryOptions({
  queryKey: ['localization', 'languages'],
  queryFn: async ({ signal }) => await admin.localization.languages({ signal })
})

export const staffCurrencyOptions = () => queryOptions({
  queryKey: ['localization', 'currencies'],
  queryFn: async ({ signal }) => await admin.localization.currencies({ signal })
})

export const rateListOptions = (query: Query<'listAdminExchangeRates'>) => queryOptions({
  queryKey: ['localization', 'rates', query],
  queryFn: async ({ signal }) => await admin.localization.exchangeRates(query, { signal })
})

// Names and prices of the whole shop follow.
async function askAgain (): Promise<void> {
  for (const key of ['languages', 'currencies', 'products']) void queryClient.invalidateQueries({ queryKey: [key] })
  await queryClient.invalidateQueries({ queryKey: ['localization'] })
}

export const switchLanguageOptions = (code: string) => mutationOptions({
  mutationFn: async (enabled: boolean) => await admin.localization.updateLanguage(code, { enabled }), onSuccess: askAgain
})

export const changeCurrencyOptions = (code: string) => mutationOptions({
  mutationFn: async (patch: CurrencyPatch) => await admin.localization.updateCurrency(code, patch), onSuccess: askAgain
})

export const setRateOptions = (code: string) => mutationOptions({
  mutationFn: async (rate: string) => await admin.localization.addExchangeRate({ to: code, rate }), onSuccess: askAgain
})
