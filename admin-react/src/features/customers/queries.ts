// What is asked of customers, and what may be done about one of them.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Body, Item, Query, Result } from '@tradewind/sdk'
import { admin, queryClient } from '../../lib/client.ts'
import { saveFile } from '../../lib/save-file.ts'
import { untilDone } from '../../lib/until-done.ts'

export type CustomerRow = Item<'listAdminUsers'>
export type Customer = Result<'getAdminUser'>
export type CustomerQuery = Query<'listAdminUsers'>
export type CustomerPatch = Body<'updateAdminUser'>

export const customerListOptions = (query: CustomerQuery) => queryOptions({
  queryKey: ['customers', 'list', query],
  queryFn: async ({ signal }) => await admin.customers.list(query, { signal }).page()
})

export const customerOptions = (id: string) => queryOptions({
  queryKey: ['customers', 'one', id],
  queryFn: async ({ signal }) => await admin.customers.get(id, { signal })
})

const askAgain = async (): Promise<void> => { await queryClient.invalidateQueries({ queryKey: ['customers'] }) }

export const changeCustomerOptions = (id: string) => mutationOptions({
  mutationFn: async (patch: CustomerPatch) => await admin.customers.update(id, patch),
  async onSuccess (customer: Customer) {
    queryClient.setQueryData(customerOptions(id).queryKey, customer)
    await queryClient.invalidateQueries({ queryKey: ['customers', 'list'] })
  }
})

export const signOutCustomerOptions = (id: string) => mutationOptions({ mutationFn: async () => { await admin.customers.signOut(id) }, onSuccess: askAgain })

export const eraseCustomerOptions = (id: string) => mutationOptions({
  mutationFn: async () => { await admin.customers.erase(id) },
  // Names leave the orders too.
  onSuccess: async () => { await queryClient.invalidateQueries() }
})

export const exportCustomerOptions = (id: string) => mutationOptions({
  async mutationFn () {
    let { status } = await admin.customers.exports.start(id)
    await untilDone(async () => {
      if (status === 'queued' || status === 'running') status = (await admin.customers.exports.get(id)).status
      return status === 'completed' || status === 'failed'
    })
    saveFile(await admin.customers.exports.file(id), `customer-${id}.zip`)
  }
})
