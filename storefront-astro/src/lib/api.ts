// The SDK as the storefront's server uses it: in the reader's language, known to the API as a front, collecting the cache tags of what it read.
import { ApiError, createClient, type Client } from '@tradewind/sdk'

export interface Door { apiUrl: string, frontSecret: string }

interface Asking {
  locale: string
  currency?: string
  country?: string
  cartToken?: string
  /** The shopper's address, for calls about a cart or an order. */
  visitor?: string
  /** The shopper's browser, so that the list of devices names theirs and not ours. */
  userAgent?: string
  accessToken?: () => Promise<string | undefined>
  onUnauthorized?: () => Promise<string | undefined>
  /** The cookie by which the API knows this device, kept for the shopper by us. */
  device?: { pair: string | undefined, keep: (pair: string) => void }
  maxRetries?: number
  tags?: Set<string>
}

const DEVICE = /^((?:__Secure-)?device=[^;]+)/

export function openApi (door: Door, { visitor, userAgent, device, tags, ...context }: Asking): Client {
  return createClient({
    baseUrl: door.apiUrl,
    ...context,
    timeoutMs: 10_000,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers)
      headers.set('x-tradewind-front', door.frontSecret)
      if (visitor !== undefined) headers.set('x-forwarded-for', visitor)
      if (userAgent !== undefined) headers.set('user-agent', userAgent)
      if (device?.pair !== undefined) headers.set('cookie', device.pair)
      const { credentials, ...rest } = init ?? {}
      const response = await fetch(input, { ...rest, headers })
      for (const line of response.headers.getSetCookie()) {
        const pair = DEVICE.exec(line)?.[1]
        if (pair !== undefined) device?.keep(pair)
      }
      for (const tag of (response.headers.get('cache-tag') ?? '').split(/[\s,]+/)) if (tag !== '') tags?.add(tag)
      return response
    }
  })
}

export const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404

/** The answer, or undefined where there is no such thing. */
export async function orMissing<T> (asked: Promise<T>): Promise<T | undefined> {
  return await asked.catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
}
