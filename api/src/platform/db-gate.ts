// Who may wait for the database and how long: a bulkhead, a deadline for silence, and a breaker that probes by itself.
import { databaseAway, databaseBusy, isAway } from './db-errors.ts'

export interface Ticket { since: number, started: boolean, give: (error: Error) => void }
export interface Gate {
  enter: (give: Ticket['give']) => Ticket
  leave: (ticket: Ticket, error?: unknown) => void
  answered: () => void
  away: () => boolean
  onReturn: (listener: () => void) => void
  close: () => void
}
export interface GateOptions {
  probe: () => Promise<void>
  renew: () => void
  maxWaiting: number
  queueTimeoutMs: number
}

const tickMs = 200
const silenceMs = 800
const refusalsToOpen = 3

// The trial of a half-open breaker is a probe of our own, so that no shopper's request is spent on it.
export function createGate ({ probe, renew, maxWaiting, queueTimeoutMs }: GateOptions): Gate {
  const tickets = new Set<Ticket>()
  const listeners: Array<() => void> = []
  let answeredAt = performance.now()
  let refusals = 0
  let away = false
  let probing = false

  const giveAll = (error: Error): void => {
    for (const ticket of tickets) {
      tickets.delete(ticket)
      ticket.give(error)
    }
  }

  const open = (cause?: unknown): void => {
    away = true
    giveAll(databaseAway(cause))
  }

  const close = (): void => {
    const returned = away
    away = false
    refusals = 0
    answeredAt = performance.now()
    if (returned) for (const listener of listeners) listener()
  }

  const look = async (): Promise<void> => {
    probing = true
    try {
      await probe()
      close()
    } catch (error) {
      if (!away) {
        open(error)
        renew()
      }
    } finally {
      probing = false
    }
  }

  const tick = (): void => {
    if (away) {
      if (!probing) void look()
      return
    }
    const now = performance.now()
    for (const ticket of tickets) {
      if (now - ticket.since < queueTimeoutMs) break
      if (ticket.started) continue
      tickets.delete(ticket)
      ticket.give(databaseBusy())
    }
    const [oldest] = tickets
    if (oldest !== undefined && !probing && now - Math.max(answeredAt, oldest.since) > silenceMs) void look()
  }
  const timer = setInterval(tick, tickMs).unref()

  return {
    enter (give) {
      if (away) throw databaseAway()
      if (tickets.size >= maxWaiting) throw databaseBusy()
      const ticket = { since: performance.now(), started: false, give }
      tickets.add(ticket)
      return ticket
    },
    leave (ticket, error) {
      tickets.delete(ticket)
      if (error === undefined || !isAway(error)) {
        answeredAt = performance.now()
        refusals = 0
        return
      }
      refusals += 1
      if (refusals >= refusalsToOpen && !away) open(error)
    },
    answered () { answeredAt = performance.now() },
    away: () => away,
    onReturn (listener) { listeners.push(listener) },
    close () { clearInterval(timer) }
  }
}
