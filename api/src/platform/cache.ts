// Replies and tables kept in the process, bounded by bytes, dropped by tag when any process says that they changed.
import { afterCommit, poolOf, type Db, type Pool } from './db.ts'

export interface Kept { status: number, headers: Record<string, string>, body: Buffer, etag: string, tags: readonly string[] }
interface Memory { tags: readonly string[], value: Promise<unknown> }
interface Follower { memory: Map<string, Memory>, drop: (tags: readonly string[]) => void }

const channel = 'tradewind_cache'
const overheadBytes = 500
const longestMemory = 20_000
const mostAskedOnce = 5_000
const longestAskedOnce = 1_000
const followers = new WeakMap<Pool, Follower>()

/** Tells every process, when the transaction commits, that what carries these tags has changed; this one without the way round. */
export async function invalidate (tx: Db, tags: readonly string[]): Promise<void> {
  const chunks: string[] = []
  const unique = [...new Set(tags)]
  for (let from = 0; from < unique.length; from += 100) chunks.push(unique.slice(from, from + 100).join(' '))
  if (chunks.length > 0) await tx`select pg_notify(${channel}, tags) from unnest(${chunks}::text[]) as tags`
  afterCommit(tx, () => { followers.get(poolOf(tx))?.drop(unique) })
}

/** Keeps the cache true: whoever may have missed a notification starts empty. */
export async function followInvalidations (pool: Pool, cache: Cache): Promise<void> {
  const memory = new Map<string, Memory>()
  const drop = (tags: readonly string[]): void => {
    cache.drop(tags)
    for (const [key, entry] of memory) if (entry.tags.some((tag) => tags.includes(tag))) memory.delete(key)
  }
  await pool.listen(channel, (payload) => { drop(payload.split(' ')) }, () => {
    cache.clear()
    memory.clear()
  })
  followers.set(pool, { memory, drop })
}

/** A small table kept until one of its tags changes; read anew each time by a process that follows nothing (a script). */
export function remember<T> (pool: Pool, key: string, tags: readonly string[], load: () => Promise<T>): Promise<T> {
  const memory = followers.get(pool)?.memory
  if (memory === undefined) return load()
  const known = memory.get(key)
  if (known !== undefined) return known.value as Promise<T>
  const entry = { tags, value: load() }
  memory.set(key, entry)
  entry.value.catch(() => { if (memory.get(key) === entry) memory.delete(key) })
  return entry.value
}

export class Cache {
  readonly #maxBytes: number
  readonly #entries = new Map<string, Kept>()
  readonly #keysOf = new Map<string, Set<string>>()
  readonly #droppedAt = new Map<string, number>()
  readonly #askedOnce = new Set<string>()
  #clearedAt = 0
  #clock = 0
  #bytes = 0

  constructor (maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes (): number { return this.#bytes }

  get (key: string): Kept | undefined {
    const kept = this.#entries.get(key)
    if (kept === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, kept)
    return kept
  }

  /** The moment a reply begins to be made: what is dropped afterwards is not stored. */
  moment (): number {
    return this.#clock
  }

  /** While there is room, anything; then only what is asked for again, so that questions nobody repeats push nothing out. */
  welcomes (key: string): boolean {
    if (this.#bytes < this.#maxBytes * 7 / 8 || this.#askedOnce.delete(key)) return true
    if (key.length <= longestAskedOnce) this.#askedOnce.add(key)
    if (this.#askedOnce.size > mostAskedOnce) {
      const [oldest = ''] = this.#askedOnce
      this.#askedOnce.delete(oldest)
    }
    return false
  }

  set (key: string, kept: Kept, since: number): void {
    if (since < this.#clearedAt || kept.tags.some((tag) => (this.#droppedAt.get(tag) ?? 0) > since)) return
    const weight = weigh(key, kept)
    if (weight > this.#maxBytes / 8) return
    this.#remove(key)
    this.#entries.set(key, kept)
    this.#bytes += weight
    for (const tag of kept.tags) this.#keysOf.set(tag, (this.#keysOf.get(tag) ?? new Set()).add(key))
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break
      this.#remove(oldest)
    }
  }

  drop (tags: readonly string[]): void {
    if (this.#droppedAt.size > longestMemory) this.clear()
    this.#clock += 1
    for (const tag of tags) {
      this.#droppedAt.set(tag, this.#clock)
      for (const key of [...this.#keysOf.get(tag) ?? []]) this.#remove(key)
    }
  }

  clear (): void {
    this.#entries.clear()
    this.#keysOf.clear()
    this.#droppedAt.clear()
    this.#askedOnce.clear()
    this.#bytes = 0
    this.#clock += 1
    this.#clearedAt = this.#clock
  }

  #remove (key: string): void {
    const kept = this.#entries.get(key)
    if (kept === undefined) return
    this.#entries.delete(key)
    this.#bytes -= weigh(key, kept)
    for (const tag of kept.tags) {
      const keys = this.#keysOf.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) this.#keysOf.delete(tag)
    }
  }
}

const weigh = (key: string, kept: Kept): number => kept.body.byteLength + 2 * key.length + overheadBytes + 50 * kept.tags.length
