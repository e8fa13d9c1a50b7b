// Lists as async iterables: item by item over every page, one page, or all up to a bound.
import type { Api, Call, CallOptions, Item, OperationId, Result } from './types.ts'

interface PageOf<T> { items: T[], nextCursor: string | null }

export interface List<T, P> extends AsyncIterable<T> {
  /** The first page, or the page at the cursor of the input. */
  page: () => Promise<P>
  /** Every item, at most `max` (10,000 unless told). */
  all: (options?: { max?: number }) => Promise<T[]>
}

export function list<K extends OperationId> (api: Api, call: Call, options?: CallOptions): List<Item<K>, Result<K>> {
  const fetchPage = async (cursor?: string): Promise<PageOf<Item<K>>> =>
    await api.call<K>(cursor === undefined ? call : { ...call, query: { ...call.query, cursor } }, options)

  async function * items (): AsyncGenerator<Item<K>> {
    let cursor: string | undefined
    do {
      options?.signal?.throwIfAborted()
      const page = await fetchPage(cursor)
      yield * page.items
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
  }

  return {
    [Symbol.asyncIterator]: items,
    page: async () => await fetchPage() as Result<K>,
    async all ({ max = 10_000 } = {}) {
      const found: Array<Item<K>> = []
      for await (const item of items()) {
        if (found.length >= max) break
        found.push(item)
      }
      return found
    }
  }
}
