// The one client of the admin and its cache of answers.
import { QueryClient } from '@tanstack/react-query'
import { createApi, type ApiError } from '@tradewind/sdk'
import { admin as adminOf } from '@tradewind/sdk/resources/admin'
import { localization as localizationOf } from '@tradewind/sdk/resources/localization'
import { auth as authOf, users as usersOf } from '@tradewind/sdk/resources/account'
import { withProof } from './proof.ts'
import { clientOptions } from './session.ts'

const plain = createApi(clientOptions)
const api = withProof(plain)

export const proveMyself = authOf(plain).reauthenticate

export const admin = adminOf(api)
/** The person's own account. */
export const own = usersOf(api)
export const shop = localizationOf(api)

// The SDK has already repeated what is worth repeating.
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 10_000 }, mutations: { retry: false } }
})

declare module '@tanstack/react-query' {
  interface Register { defaultError: ApiError | Error }
}
