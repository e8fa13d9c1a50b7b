// Outward calls: per provider a bulkhead, retries with full jitter, a breaker and a deadline, in that order.
import {
  BrokenCircuitError, bulkhead, BulkheadRejectedError, circuitBreaker, DelegateBackoff, handleWhen, retry, SamplingBreaker,
  TaskCancelledError, timeout, TimeoutStrategy, wrap
} from 'cockatiel'
import { unavailable } from '../shared/errors.ts'

export interface OutwardOptions { name: string, timeoutMs: number, retries?: number, concurrent?: number, queued?: number }
export interface Outward {
  run: <T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal) => Promise<T>
  /** Throws ReplyError for 429 and 5xx once the tries are used up; other statuses are answers. Redirects are not followed. */
  fetch: (url: string | URL, init?: RequestInit, signal?: AbortSignal) => Promise<Response>
}

export class ReplyError extends Error {
  readonly status: number
  readonly retryAfterMs: number | undefined

  constructor (name: string, status: number, retryAfterMs?: number) {
    super(`${name} answered ${status}`)
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

const shortestMs = 200
const longestMs = 5_000

export function outward ({ name, timeoutMs, retries = 2, concurrent = 20, queued = 50 }: OutwardOptions): Outward {
  const worthRepeating = handleWhen((error) => !(error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError) && isPassing(error))
  const policy = wrap(
    bulkhead(concurrent, queued),
    retry(worthRepeating, { maxAttempts: retries, backoff: new DelegateBackoff(({ attempt, result }) => waitMs(attempt, 'error' in result ? result.error : undefined)) }),
    circuitBreaker(handleWhen(isPassing), { halfOpenAfter: 15_000, breaker: new SamplingBreaker({ threshold: 0.5, duration: 30_000, minimumRps: 0.2 }) }),
    timeout(timeoutMs, TimeoutStrategy.Aggressive)
  )

  const run: Outward['run'] = async (work, signal) => {
    try {
      return await policy.execute(async (context) => await work(context.signal), signal)
    } catch (error) {
      if (error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError) {
        throw unavailable('provider_away', `${name} cannot be reached right now.`, 15, error)
      }
      throw error
    }
  }
  return {
    run,
    fetch: async (url, init = {}, outerSignal) => await run(async (signal) => {
      const reply = await fetch(url, { redirect: 'manual', ...init, signal })
      if (reply.status !== 429 && reply.status < 500) return reply
      await reply.body?.cancel()
      throw new ReplyError(name, reply.status, readRetryAfter(reply.headers.get('retry-after')))
    }, outerSignal)
  }
}

/** A network that failed, a deadline that passed, a server that is unwell: it may pass. A refusal will not. */
export function isPassing (error: unknown): boolean {
  if (error instanceof ReplyError || error instanceof TaskCancelledError) return true
  const cause = error instanceof TypeError ? error.cause : error
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' && /^(E[A-Z]+|UND_ERR_.*)$/.test(cause.code)
}

function waitMs (attempt: number, error: unknown): number {
  if (error instanceof ReplyError && error.retryAfterMs !== undefined) return Math.min(error.retryAfterMs, longestMs)
  return Math.random() * Math.min(longestMs, shortestMs * 2 ** attempt)
}

function readRetryAfter (header: string | null): number | undefined {
  if (header === null) return undefined
  if (/^[0-9]{1,6}$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now())
}
