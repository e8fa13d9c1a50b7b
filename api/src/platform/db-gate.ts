// Who may wait for the database and how long: a bulkhead, a deadline for silence, and a breaker that probes by itself.
import { databaseAway, databaseBusy, isAway } from './db-errors.ts'

export interface Ticket { since: number, started: boolean, give: (error: Error) => void }
export interface GateOptions {
  probe: () => Promise<void>
  renew: () => void
  maxWaiting: number
  queueTimeoutMs: number
  /** Longer than any statement may run: a pool that answered nothing for so long has lost its connections unnoticed. */
  deafAfterMs: number
}

const tickMs = 200
const silenceMs = 800
const refusalsToOpen = 3

// The trial of a half-open breaker is a probe of our own, so that no shopper's request is spent on it.
export class Gate {
  readonly #options: GateOptions
  readonly #tickets = new Set<Ticket>()
  readonly #returnListeners: Array<() => void> = []
  readonly #timer: NodeJS.Timeout
  #answeredAt = performance.now()
  #lookedAt = 0
  #tickedAt = performance.now()
  #refusals = 0
  #away = false
  #probing = false

  constructor (options: GateOptions) {
    this.#options = options
    this.#timer = setInterval(() => { this.#tick() }, tickMs).unref()
  }

  get away (): boolean { return this.#away }

  enter (give: Ticket['give']): Ticket {
    if (this.#away) throw databaseAway()
    if (this.#tickets.size >= this.#options.maxWaiting) throw databaseBusy()
    const ticket = { since: performance.now(), started: false, give }
    this.#tickets.add(ticket)
    return ticket
  }

  leave (ticket: Ticket, error?: unknown): void {
    this.#tickets.delete(ticket)
    if (error === undefined || !isAway(error)) {
      this.#refusals = 0
      this.answered()
      return
    }
    this.#refusals += 1
    if (this.#refusals >= refusalsToOpen && !this.#away) this.#open(error)
  }

  answered (): void {
    this.#answeredAt = performance.now()
  }

  onReturn (listener: () => void): void {
    this.#returnListeners.push(listener)
  }

  close (): void {
    clearInterval(this.#timer)
  }

  #tick (): void {
    if (this.#away) {
      if (!this.#probing) void this.#look()
      return
    }
    const now = performance.now()
    const isLate = now - this.#tickedAt > 2 * tickMs
    this.#tickedAt = now
    // Answers may have come while this process was too busy to read them: they are heard before silence is judged.
    if (isLate) return
    for (const ticket of this.#tickets) {
      if (now - ticket.since < this.#options.queueTimeoutMs) break
      if (!ticket.started) this.#turnAway(ticket, databaseBusy())
    }
    const [oldest] = this.#tickets
    if (oldest === undefined || this.#probing) return
    const silentMs = now - Math.max(this.#answeredAt, oldest.since)
    if (silentMs > this.#options.deafAfterMs) this.#renew()
    else if (silentMs > silenceMs && now - this.#lookedAt > silenceMs) void this.#look()
  }

  // The server is there, as the probes say, and the pool does not hear it: its slots wait for connections that died.
  #renew (): void {
    for (const ticket of this.#tickets) this.#turnAway(ticket, databaseAway())
    this.answered()
    this.#options.renew()
  }

  async #look (): Promise<void> {
    this.#probing = true
    try {
      await this.#options.probe()
      this.#lookedAt = performance.now()
      if (this.#away) this.#close()
    } catch (error) {
      if (!this.#away) {
        this.#open(error)
        this.#options.renew()
      }
    } finally {
      this.#probing = false
    }
  }

  #open (cause: unknown): void {
    this.#away = true
    for (const ticket of this.#tickets) this.#turnAway(ticket, databaseAway(cause))
  }

  #close (): void {
    this.#away = false
    this.#refusals = 0
    this.answered()
    for (const listener of this.#returnListeners) listener()
  }

  #turnAway (ticket: Ticket, error: Error): void {
    this.#tickets.delete(ticket)
    ticket.give(error)
  }
}
