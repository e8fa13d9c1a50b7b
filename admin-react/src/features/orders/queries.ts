// What is asked of orders, and the verbs; each reply replaces what the cache knew.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Body, Item, Query, Result } from '@tradewind/sdk'
import { admin, queryClient, shop } from '../../lib/client.ts'

export type StaffOrder = Result<'getAdminOrder'>
export type OrderRow = Item<'listAdminOrders'>
export type OrderQuery = Query<'listAdminOrders'>
export type Shipment = Body<'shipAdminOrder'>

export const orderListOptions = (query: OrderQuery) => queryOptions({
  queryKey: ['orders', 'list', query],
  queryFn: async ({ signal }) => await admin.orders.list(query, { signal }).page()
})

export const orderOptions = (id: string) => queryOptions({
  queryKey: ['orders', 'one', id],
  queryFn: async ({ signal }) => await admin.orders.get(id, { signal })
})

export const countryOptions = () => queryOptions({
  queryKey: ['countries'],
  queryFn: async ({ signal }) => await shop.countries({}, { signal }),
  staleTime: Infinity
})

export const currencyOptions = () => queryOptions({
  queryKey: ['currencies'],
  queryFn: async ({ signal }) => await shop.currencies({}, { signal }),
  staleTime: 60_000
})

function replaceOrder (order: StaffOrder): void {
  queryClient.setQueryData(orderOptions(order.id).queryKey, order)
  void queryClient.invalidateQueries({ queryKey: ['orders', 'list'] })
  void queryClient.invalidateQueries({ queryKey: ['summary'] })
  void queryClient.invalidateQueries({ queryKey: ['stock'] })
}

export const shipOptions = (id: string) => mutationOptions({
  mutationFn: async (shipment: Shipment) => await admin.orders.ship(id, shipment), onSuccess: replaceOrder
})

export const deliverOptions = (id: string) => mutationOptions({ mutationFn: async () => await admin.orders.deliver(id), onSuccess: replaceOrder })

export const cancelOptions = (id: string) => mutationOptions({ mutationFn: async () => await admin.orders.cancel(id), onSuccess: replaceOrder })
