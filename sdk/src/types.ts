// The types between the generated contract and the resources: what goes into an operation and what comes out.
import type { operations } from './schema.gen.ts'

export type OperationId = keyof operations

type Parameters<K extends OperationId> = operations[K] extends { parameters: infer P } ? P : never
type JsonOf<T> = T extends { content: { 'application/json': infer B } } ? B : undefined
// What is no JSON is a file.
type AnswerOf<T> = T extends { content: { 'application/json': infer B } } ? B : T extends { content: object } ? Blob : undefined
type Success = 200 | 201 | 202

export type Query<K extends OperationId> = Parameters<K> extends { query?: infer Q } ? NonNullable<Q> : never
export type Body<K extends OperationId> = operations[K] extends { requestBody?: infer B } ? JsonOf<NonNullable<B>> : never
export type Result<K extends OperationId> = operations[K] extends { responses: infer R }
  ? { [S in keyof R & Success]: AnswerOf<R[S]> }[keyof R & Success]
  : never
export type Item<K extends OperationId> = Result<K> extends { items: Array<infer T> } ? T : never

/** What the shopper chose: three free choices, and the storefront that asks. */
export interface Context {
  locale?: string
  currency?: string
  country?: string
  channel?: string
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export interface Call {
  method: Method
  /** The path template of the contract, such as `/v1/orders/{id}`. */
  path: string
  params?: Record<string, string>
  query?: object
  body?: unknown
  /** A public catalogue read: the context goes into the URL, so that a CDN can keep the answer. */
  catalogue?: boolean
}

export interface CallOptions {
  signal?: AbortSignal
  /** Milliseconds for one try; 30,000 unless told. */
  timeoutMs?: number
  /** Tries after the first; 2 unless told. */
  maxRetries?: number
  /** For a POST; one is made for you and kept across retries. */
  idempotencyKey?: string
  /** The version a cart or product must still have, else `PreconditionError`. */
  ifMatch?: string | number
  cartToken?: string
  orderToken?: string
  headers?: Record<string, string>
}

/** Sends one call of the contract; resources are written against this alone. */
export interface Api {
  call: <K extends OperationId>(call: Call, options?: CallOptions) => Promise<Result<K>>
}

export interface ClientOptions extends Context {
  /** Where `/v1` is; empty for the page's own origin. */
  baseUrl?: string
  accessToken?: string | (() => string | undefined | Promise<string | undefined>)
  cartToken?: string | (() => string | undefined)
  orderToken?: string | (() => string | undefined)
  /** Asked once for many 401 at the same time; the answered token is used for one more try. */
  onUnauthorized?: () => Promise<string | undefined>
  timeoutMs?: number
  maxRetries?: number
  fetch?: typeof globalThis.fetch
  onRequest?: (request: { method: Method, path: string, url: string, attempt: number }) => void
  onResponse?: (response: { method: Method, path: string, status: number, attempt: number, durationMs: number }) => void
}
