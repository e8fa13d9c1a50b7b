// The runtime under every resource: one fetch with context, deadline, retries and a typed error.
import { ConnectionError, TimeoutError, TradewindError, errorFrom, type ApiError } from './errors.ts'
import type { Api, Call, CallOptions, ClientOptions, OperationId, Result } from './types.ts'

/** Sends calls of the contract. Give `baseUrl` outside a browser page of the shop's own origin. */
export function createApi (options: ClientOptions = {}): Api {
  let refreshing: Promise<string | undefined> | undefined
  let renewed: string | undefined
  // A 401 that was sent before the last refresh came back only needs the newer token, not a refresh of its own.
  const renew = async (refused: string | null): Promise<string | undefined> => {
    if (renewed !== undefined && refused !== `Bearer ${renewed}`) return renewed
    refreshing ??= options.onUnauthorized?.().then((token) => (renewed = token)).finally(() => { refreshing = undefined })
    return await refreshing
  }

  return {
    async call<K extends OperationId> (call: Call, callOptions: CallOptions = {}): Promise<Result<K>> {
      const prepared = await prepare(call, callOptions, options)
      let response = await send(call, prepared, callOptions, options)
      if (response.status === 401 && options.onUnauthorized !== undefined && prepared.headers.has('authorization')) {
        const token = await renew(prepared.headers.get('authorization'))
        if (token !== undefined) {
          prepared.headers.set('authorization', `Bearer ${token}`)
          response = await send(call, prepared, callOptions, options)
        }
      }
      if (!response.ok) throw await errorFrom(response)
      if (response.status === 204) return undefined as Result<K>
      // What is no JSON is a file.
      const isJson = (response.headers.get('content-type') ?? 'json').includes('json')
      return (isJson ? await response.json() : await response.blob()) as Result<K>
    }
  }
}

interface Prepared { url: string, headers: Headers, body: string | undefined, repeatable: boolean }

async function prepare (call: Call, own: CallOptions, options: ClientOptions): Promise<Prepared> {
  const headers = new Headers({ accept: 'application/json', ...own.headers })
  const set = (name: string, value: string | number | undefined): void => { if (value !== undefined && value !== '') headers.set(name, String(value)) }
  const keyed = call.method === 'POST' && !call.path.startsWith('/v1/auth/')
  const token = typeof options.accessToken === 'function' ? await options.accessToken() : options.accessToken

  set('authorization', token === undefined ? undefined : `Bearer ${token}`)
  set('x-cart-token', own.cartToken ?? valueOf(options.cartToken))
  set('x-order-token', own.orderToken ?? valueOf(options.orderToken))
  set('if-match', own.ifMatch === undefined ? undefined : quoted(own.ifMatch))
  set('idempotency-key', keyed ? own.idempotencyKey ?? crypto.randomUUID() : undefined)
  set('content-type', call.body === undefined ? undefined : 'application/json')
  if (call.catalogue !== true) {
    set('accept-language', options.locale)
    set('x-currency', options.currency)
    set('x-country', options.country)
    set('x-channel', options.channel)
  }
  return {
    url: urlOf(call, options),
    headers,
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    repeatable: keyed || call.method !== 'POST'
  }
}

const valueOf = (value: string | (() => string | undefined) | undefined): string | undefined =>
  typeof value === 'function' ? value() : value

const quoted = (version: string | number): string => /^(W\/)?"/.test(String(version)) ? String(version) : `"${version}"`

function urlOf (call: Call, options: ClientOptions): string {
  const path = call.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = call.params?.[name]
    if (value === undefined || value === '') throw new TradewindError('missing_parameter', `${call.path} needs ${name}.`)
    return encodeURIComponent(value)
  })
  const search = new URLSearchParams()
  const { locale, currency, country, channel } = options
  const query = { ...(call.catalogue === true ? { locale, currency, country, channel } : {}), ...call.query }
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue
    search.append(name, Array.isArray(value) ? value.join(',') : String(value))
  }
  const text = search.toString()
  return `${(options.baseUrl ?? '').replace(/\/$/, '')}${path}${text === '' ? '' : `?${text}`}`
}

async function send (call: Call, prepared: Prepared, own: CallOptions, options: ClientOptions): Promise<Response> {
  const tries = 1 + (own.maxRetries ?? options.maxRetries ?? 2)
  for (let attempt = 1; ; attempt++) {
    const last = attempt >= tries || !prepared.repeatable
    try {
      const response = await once(call, prepared, attempt, own, options)
      if (last || !(await worthRepeating(response))) return response
      await wait(delayMs(attempt, response.headers.get('retry-after')), own.signal)
      await response.body?.cancel()
    } catch (error) {
      if (last || own.signal?.aborted === true) throw error
      await wait(delayMs(attempt, null), own.signal)
    }
  }
}

async function once (call: Call, prepared: Prepared, attempt: number, own: CallOptions, options: ClientOptions): Promise<Response> {
  const { url, headers, body } = prepared
  const deadline = AbortSignal.timeout(own.timeoutMs ?? options.timeoutMs ?? 30_000)
  const signal = own.signal === undefined ? deadline : AbortSignal.any([own.signal, deadline])
  options.onRequest?.({ method: call.method, path: call.path, url, attempt })
  const startedAt = performance.now()
  try {
    const response = await (options.fetch ?? globalThis.fetch)(url, { method: call.method, headers, body, signal, credentials: 'same-origin' })
    options.onResponse?.({ method: call.method, path: call.path, status: response.status, attempt, durationMs: performance.now() - startedAt })
    return response
  } catch (error) {
    if (own.signal?.aborted === true) throw error
    if (deadline.aborted) throw new TimeoutError('timeout', `${call.method} ${call.path} had no answer in time.`, error)
    throw new ConnectionError('connection_failed', `${call.method} ${call.path} could not be sent.`, error)
  }
}

// A 409 tells by its code whether the same request is still running elsewhere; every other 409 is an answer.
async function worthRepeating (response: Response): Promise<boolean> {
  if (response.status === 429 || response.status === 502 || response.status === 503 || response.status === 504) return true
  if (response.status !== 409) return false
  const error: ApiError = await errorFrom(response.clone())
  return error.code === 'idempotency_in_progress'
}

// Full jitter: anywhere between nothing and the doubled step; Retry-After wins, up to 20 s.
function delayMs (attempt: number, retryAfter: string | null): number {
  if (retryAfter !== null && /^\d+$/.test(retryAfter)) return Math.min(20, Number(retryAfter)) * 1000
  return Math.random() * Math.min(5000, 250 * 2 ** attempt)
}

async function wait (milliseconds: number, signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    if (signal?.aborted === true) { reject(signal.reason); return }
    const abort = (): void => { clearTimeout(timer); reject(signal?.reason) }
    const timer = setTimeout(() => { signal?.removeEventListener('abort', abort); resolve() }, milliseconds)
    signal?.addEventListener('abort', abort, { once: true })
  })
}
