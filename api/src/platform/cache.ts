// Replies and tables kept in the process, bounded by bytes, dropped by tag when any process says that they changed.
import type { Db, Pool } from './db.ts'

export interface Kept { status: number, headers: Record<string, string>, body: Buffer, etag: string, tags: readonly string[] }
export interface Cache {
  get: (key: string) => Kept | undefined
  /** The moment a reply begins to be made: what is invalidated afterwards must not be stored. */
  moment: () => number
  set: (key: string, kept: Kept, since: number) => void
  drop: (tags: readonly string[]) => void
  clear: () => void
  readonly bytes: number
}

const channel = 'tradewind_cache'
const overhead = 500
const remembered = new WeakMap<Pool, Map<string, { tags: readonly string[], value: Promise<unknown> }>>()

/** Tells every process, when the transaction commits, that what carries these tags has changed. */
export async function invalidate (tx: Db, tags: readonly string[]): Promise<void> {
  const chunks: string[] = []
  const unique = [...new Set(tags)]
  for (let from = 0; from < unique.length; from += 100) chunks.push(unique.slice(from, from + 100).join(' '))
  if (chunks.length > 0) await tx`select pg_notify(${channel}, tags) from unnest(${chunks}::text[]) as tags`
}

/** Keeps the cache true: whoever may have missed a notification starts empty. */
export async function followInvalidations (pool: Pool, cache: Cache): Promise<void> {
  const memory = new Map<string, { tags: readonly string[], value: Promise<unknown> }>()
  await pool.listen(channel, (payload) => {
    const tags = payload.split(' ')
    cache.drop(tags)
    for (const [key, entry] of memory) if (entry.tags.some((tag) => tags.includes(tag))) memory.delete(key)
  }, () => {
    cache.clear()
    memory.clear()
  })
  remembered.set(pool, memory)
}

/** A small table kept until one of its tags changes; read anew each time by a process that follows nothing (a script). */
export function remember<T> (pool: Pool, key: string, tags: readonly string[], load: () => Promise<T>): Promise<T> {
  const memory = remembered.get(pool)
  if (memory === undefined) return load()
  const known = memory.get(key)
  if (known !== undefined) return known.value as Promise<T>
  const entry = { tags, value: load() }
  memory.set(key, entry)
  entry.value.catch(() => { if (memory.get(key) === entry) memory.delete(key) })
  return entry.value
}

export function createCache (maxBytes: number): Cache {
  const entries = new Map<string, Kept>()
  const keysOf = new Map<string, Set<string>>()
  const droppedAt = new Map<string, number>()
  let clearedAt = 0
  let clock = 0
  let bytes = 0

  const weigh = (key: string, kept: Kept): number => kept.body.byteLength + 2 * key.length + overhead + 50 * kept.tags.length

  const remove = (key: string): void => {
    const kept = entries.get(key)
    if (kept === undefined) return
    entries.delete(key)
    bytes -= weigh(key, kept)
    for (const tag of kept.tags) {
      const keys = keysOf.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) keysOf.delete(tag)
    }
  }

  const clear = (): void => {
    entries.clear()
    keysOf.clear()
    droppedAt.clear()
    bytes = 0
    clearedAt = ++clock
  }

  return {
    get (key) {
      const kept = entries.get(key)
      if (kept === undefined) return undefined
      entries.delete(key)
      entries.set(key, kept)
      return kept
    },
    moment: () => clock,
    set (key, kept, since) {
      if (since < clearedAt || kept.tags.some((tag) => (droppedAt.get(tag) ?? 0) > since)) return
      const weight = weigh(key, kept)
      if (weight > maxBytes / 8) return
      remove(key)
      entries.set(key, kept)
      bytes += weight
      for (const tag of kept.tags) keysOf.set(tag, (keysOf.get(tag) ?? new Set()).add(key))
      for (const oldest of entries.keys()) {
        if (bytes <= maxBytes) break
        remove(oldest)
      }
    },
    drop (tags) {
      clock += 1
      if (droppedAt.size > 20_000) clear()
      for (const tag of tags) {
        droppedAt.set(tag, clock)
        for (const key of [...keysOf.get(tag) ?? []]) remove(key)
      }
    },
    clear,
    get bytes () { return bytes }
  }
}
