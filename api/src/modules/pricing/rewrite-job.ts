// After a change of a rate or a rule: the book is written anew in chunks of whole products, each in its own transaction.
import { transaction } from '../../platform/db.ts'
import { announce, type Listener } from '../../platform/events.ts'
import { enqueue, type Job } from '../../platform/jobs.ts'
import { productIdsAfter, rewriteBook } from './queries.ts'

const CHUNK = 500
const FIRST = '00000000-0000-0000-0000-000000000000'

export const pricingListeners: Listener[] = [{
  name: 'pricing.rewrite',
  on: ['rates.changed'],
  when: 'within',
  handle: async (tx) => await enqueue(tx, 'pricing.rewrite', { after: FIRST })
}]

const rewrite: Job<{ after: string }> = {
  queue: 'pricing.rewrite',
  async handle ({ pool }, { after }) {
    await transaction(pool, async (tx) => {
      const productIds = await productIdsAfter(tx, after, CHUNK)
      const last = productIds.at(-1)
      if (last === undefined) return

      if (await rewriteBook(tx, productIds) > 0) {
        await announce(tx, { name: 'price.changed', objectType: 'product', objectId: last, payload: { productIds } })
      }
      if (productIds.length === CHUNK) await enqueue(tx, 'pricing.rewrite', { after: last })
    })
  }
}

export const pricingJobs: Job[] = [rewrite]
