// What shipping does when rates or rules of conversion change: its few converted prices follow at once.
import type { Listener } from '../../platform/events.ts'
import { rewritePrices } from './queries.ts'

export const shippingListeners: Listener[] = [{
  name: 'shipping.reprice',
  on: ['rates.changed'],
  when: 'within',
  handle: async (tx) => { await rewritePrices(tx) }
}]
