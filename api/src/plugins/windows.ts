// How often each key came within a fixed window, in the process: told at once, and to the limiter in its own way.
interface Window { current: number, since: number }
interface Counted { current: number, ttl: number }

const mostKeys = 10_000

export class Windows {
  readonly #windows = new Map<string, Window>()

  /** Counts one more. */
  hit (key: string, windowMs: number): Counted {
    const now = Date.now()
    const known = this.#windows.get(key)
    if (known !== undefined && known.since + windowMs > now) {
      known.current += 1
      return { current: known.current, ttl: known.since + windowMs - now }
    }
    this.#windows.delete(key)
    this.#windows.set(key, { current: 1, since: now })
    for (const oldest of this.#windows.keys()) {
      if (this.#windows.size <= mostKeys) break
      this.#windows.delete(oldest)
    }
    return { current: 1, ttl: windowMs }
  }

  /** The same counts as the limiter's store, which makes its own instances. */
  get Store (): new () => object {
    const hit = this.hit.bind(this)
    return class {
      incr (key: string, told: (error: null, counted: Counted) => void, windowMs: number): void { told(null, hit(key, windowMs)) }
      child (): this { return this }
    }
  }
}
