// What is asked of API keys, and how they come, change hands and end.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Body, Item, Query, Result } from '@tradewind/sdk'
import { admin, queryClient } from '../../lib/client.ts'

export type ApiKey = Item<'listAdminApiKeys'>
export type NewKey = Body<'createAdminApiKey'>
export type KeyWithSecret = Result<'createAdminApiKey'>

export const keyListOptions = (query: Query<'listAdminApiKeys'>) => queryOptions({
  queryKey: ['keys', 'list', query],
  queryFn: async ({ signal }) => await admin.apiKeys.list(query, { signal }).page()
})

export const keyOptions = (id: string) => queryOptions({
  queryKey: ['keys', 'one', id],
  queryFn: async ({ signal }) => await admin.apiKeys.get(id, { signal })
})

const askAgain = async (): Promise<void> => { await queryClient.invalidateQueries({ queryKey: ['keys'] }) }

export const createKeyOptions = () => mutationOptions({ mutationFn: async (input: NewKey) => await admin.apiKeys.create(input), onSuccess: askAgain })

export const changeKeyOptions = (id: string) => mutationOptions({
  mutationFn: async (patch: Body<'updateAdminApiKey'>) => await admin.apiKeys.update(id, patch), onSuccess: askAgain
})

export const rotateKeyOptions = (id: string) => mutationOptions({
  mutationFn: async (overlapHours: number) => await admin.apiKeys.rotate(id, { overlapHours }), onSuccess: askAgain
})

export const revokeKeyOptions = (id: string) => mutationOptions({ mutationFn: async () => { await admin.apiKeys.revoke(id) }, onSuccess: askAgain })
