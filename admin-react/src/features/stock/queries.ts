// What is asked of stock, and the one verb: adjust, with a reason.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Body, Item, Query } from '@tradewind/sdk'
import { admin, queryClient } from '../../lib/client.ts'

export type StockRow = Item<'listAdminInventory'>
export type Adjustment = Body<'adjustAdminInventory'>
export type Reason = Adjustment['reason']

export const REASONS: Reason[] = ['received', 'counted', 'damaged', 'returned']

export const stockListOptions = (query: Query<'listAdminInventory'>) => queryOptions({
  queryKey: ['stock', 'list', query],
  queryFn: async ({ signal }) => await admin.inventory.list(query, { signal }).page()
})

export const movementOptions = (variantId: string) => queryOptions({
  queryKey: ['stock', 'movements', variantId],
  queryFn: async ({ signal }) => await admin.inventory.movements(variantId, { limit: 12 }, { signal }).page()
})

export const adjustOptions = (variantId: string) => mutationOptions({
  mutationFn: async (adjustment: Adjustment) => await admin.inventory.adjust(variantId, adjustment),
  onSuccess: async () => {
    void queryClient.invalidateQueries({ queryKey: ['summary'] })
    await Promise.all([queryClient.invalidateQueries({ queryKey: ['stock'] }), queryClient.invalidateQueries({ queryKey: ['products'] })])
  }
})
