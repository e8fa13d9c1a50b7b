// Answers kept in the process by name, bounded in number, dropped by tag or with age.
interface Entry { tags: readonly string[], value: Promise<unknown>, until: number }

export class Memory {
  readonly #most: number
  readonly #entries = new Map<string, Entry>()
  readonly #keysOf = new Map<string, Set<string>>()

  constructor (most = 20_000) {
    this.#most = most
  }

  get size (): number { return this.#entries.size }

  /** Kept before it is there, so that a change heard of while it loads drops it too. */
  get<T> (key: string, tags: readonly string[], load: () => Promise<T>, seconds: number): Promise<T> {
    const known = this.#entries.get(key)
    if (known !== undefined && known.until > performance.now()) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known.value as Promise<T>
    }
    const value = load()
    const entry = { tags, value, until: performance.now() + seconds * 1000 }
    this.#set(key, entry)
    value.catch(() => { if (this.#entries.get(key) === entry) this.#remove(key) })
    return value
  }

  drop (tags: readonly string[]): void {
    for (const tag of tags) for (const key of [...this.#keysOf.get(tag) ?? []]) this.#remove(key)
  }

  clear (): void {
    this.#entries.clear()
    this.#keysOf.clear()
  }

  #set (key: string, entry: Entry): void {
    this.#remove(key)
    this.#entries.set(key, entry)
    for (const tag of entry.tags) this.#keysOf.set(tag, (this.#keysOf.get(tag) ?? new Set()).add(key))
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#most) break
      this.#remove(oldest)
    }
  }

  #remove (key: string): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    for (const tag of entry.tags) {
      const keys = this.#keysOf.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) this.#keysOf.delete(tag)
    }
  }
}
