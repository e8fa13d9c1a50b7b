// The one client of the admin and its cache of answers.
import { QueryClient } from '@tanstack/react-query'
import { createApi, type ApiError } from '@tradewind/sdk'
import { admin as adminOf } from '@tradewind/sdk/resources/admin'
import { localization as localizationOf } from '@tradewind/sdk/resources/localization'
import { clientOptions } from './session.ts'

const api = createApi(clientOptions)

export const admin = adminOf(api)
export const shop = localizationOf(api)

// The SDK has already repeated what is worth repeating.
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 10_000 }, mutations: { retry: false } }
})

declare module '@tanstack/react-query' {
  interface Register { defaultError: ApiError | Error }
}
