// Keeps the flat rows true: in the transaction of the write that changes what they show, told on to caches and the front.
import { invalidate } from '../../platform/cache.ts'
import type { Db } from '../../platform/db.ts'
import type { Listener } from '../../platform/events.ts'
import { enqueue } from '../../platform/jobs.ts'
import * as q from './refresh-queries.ts'

/** All a list shows of these products, written anew. */
export async function refreshProducts (tx: Db, productIds: string[]): Promise<void> {
  const before = await q.standing(tx, productIds)
  await q.rewriteCards(tx, productIds)
  await q.rewriteShelves(tx, productIds)
  await q.rewriteLowestPrices(tx, productIds)
  const after = await q.standing(tx, productIds)

  const moved = JSON.stringify(before) !== JSON.stringify(after)
  await tellChanged(tx, productIds, moved ? [...before, ...after].flatMap((one) => one.categoryIds) : undefined)
}

export async function refreshAvailability (tx: Db, productIds: string[]): Promise<void> {
  await q.rewriteAvailability(tx, productIds)
  await tellChanged(tx, productIds)
}

/** For a seed or a repair, when nobody reads yet. */
export async function refreshEverything (tx: Db): Promise<void> {
  await q.rewriteCards(tx, 'all')
  await q.rewriteShelves(tx, 'all')
  await q.rewriteLowestPrices(tx, 'all')
}

// The front is told by a job, which exists only if the change does. A product that stays where it is makes only its own
// appearances stale; one that comes, goes or moves also the shelves (lists in their own order), its categories and their counts.
async function tellChanged (tx: Db, productIds: string[], shelves?: string[]): Promise<void> {
  const tags = [
    ...productIds.map((id) => `product:${id}`),
    'products',
    ...(shelves ? ['shelves', 'categories', ...new Set(shelves.map((id) => `category:${id}`))] : [])
  ]
  await invalidate(tx, tags)
  await enqueue(tx, 'storefront.purge', { tags })
}

interface ProductNews { productIds: string[], flipped?: string[] }

export const browseListeners: Listener[] = [
  {
    name: 'browse.refresh',
    on: ['product.changed', 'price.changed'],
    when: 'within',
    handle: async (tx, event) => await refreshProducts(tx, (event.payload as ProductNews).productIds)
  },
  {
    name: 'browse.availability',
    on: ['stock.changed'],
    when: 'within',
    handle: async (tx, event) => await refreshAvailability(tx, (event.payload as ProductNews).productIds)
  },
  {
    name: 'browse.localization',
    on: ['localization.changed', 'rates.changed'],
    when: 'within',
    handle: async (tx) => await enqueue(tx, 'storefront.purge', { tags: ['localization', 'products', 'categories'] })
  }
]
