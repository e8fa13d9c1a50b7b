// Replies and tables kept in the process, bounded by bytes, dropped by tag when any process says that they changed.
import { afterCommit, poolOf, type Db, type Pool } from './db.ts'
import { Memory } from './memory.ts'

export interface Kept { status: number, headers: Record<string, string>, body: Buffer, etag: string, tags: readonly string[] }
interface Follower { memory: Memory, hear: (news: string) => void }

const channel = 'tradewind_cache'
// Before tags that no reply carries: sessions end by the thousand, and replies would be searched for each.
const memoryOnly = 'memory'
const overheadBytes = 500
const longestMemory = 20_000
const mostAskedOnce = 5_000
const longestAskedOnce = 1_000
const followers = new WeakMap<Pool, Follower>()

/** Tells every process, when the transaction commits, that what carries these tags has changed; this one without the way round. */
export const invalidate = async (tx: Db, tags: readonly string[]): Promise<void> => { await tell(tx, [], tags) }

/** The same for what `remember` keeps and no reply shows. */
export const forget = async (tx: Db, tags: readonly string[]): Promise<void> => { await tell(tx, [memoryOnly], tags) }

async function tell (tx: Db, first: readonly string[], tags: readonly string[]): Promise<void> {
  const unique = [...new Set(tags)]
  const news: string[] = []
  for (let from = 0; from < unique.length; from += 100) news.push([...first, ...unique.slice(from, from + 100)].join(' '))
  if (news.length > 0) await tx`select pg_notify(${channel}, news) from unnest(${news}::text[]) as news`
  afterCommit(tx, () => { for (const each of news) followers.get(poolOf(tx))?.hear(each) })
}

/** Keeps the cache true: whoever may have missed a notification starts empty. */
export async function followInvalidations (pool: Pool, cache: Cache): Promise<void> {
  const memory = new Memory()
  const hear = (news: string): void => {
    const tags = news.split(' ')
    memory.drop(tags)
    if (tags[0] !== memoryOnly) cache.drop(tags)
  }
  await pool.listen(channel, hear, () => {
    cache.clear()
    memory.clear()
  })
  followers.set(pool, { memory, hear })
}

/** Kept until one of its tags changes, or for so many seconds at most; read anew each time by a process that follows nothing (a script). */
export const remember = <T>(pool: Pool, key: string, tags: readonly string[], load: () => Promise<T>, seconds = Infinity): Promise<T> =>
  followers.get(pool)?.memory.get(key, tags, load, seconds) ?? load()

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
