// Asks Astro for one whole page: the only place that knows how Astro wants to be called.
import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http'
import { Socket } from 'node:net'
import { pathToFileURL } from 'node:url'

/** What every page finds in Astro.locals. */
export interface Locals { shop: { apiUrl: string, frontSecret: string, publicUrl: string } }

export interface Ask {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string | string[] | undefined>
  body?: Buffer
  /** As the visitor sees the shop, for the check of a form's origin. */
  origin?: { host: string, secure: boolean }
  visitor?: string
}

export interface Page {
  status: number
  headers: Record<string, string | string[]>
  body: Buffer
}

export type Renderer = (ask: Ask) => Promise<Page>

type Handler = (request: IncomingMessage, response: ServerResponse, next: undefined, locals: Locals) => Promise<void>

const DEADLINE_MS = 15_000

export async function loadRenderer (entry: string, locals: Locals): Promise<Renderer> {
  const { handler } = await import(pathToFileURL(entry).href) as { handler: Handler }
  const own = new URL(locals.shop.publicUrl)
  return async (ask) => {
    const request = incoming(ask, own)
    const answer = new Answer(request)
    const patience = setTimeout(() => answer.destroy(new Error(`${ask.url} took longer than ${DEADLINE_MS} ms`)), DEADLINE_MS)
    try {
      // Its own copy: what a page notes of its reader must never meet another request.
      void handler(request, answer, undefined, { ...locals }).catch((error: Error) => answer.destroy(error))
      return await answer.whole
    } finally {
      clearTimeout(patience)
      request.socket.destroy()
    }
  }
}

function incoming (ask: Ask, own: URL): IncomingMessage {
  const secure = ask.origin ? ask.origin.secure : own.protocol === 'https:'
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: ask.visitor })
  const request = Object.assign(new IncomingMessage(Object.assign(socket, { encrypted: secure })), {
    method: ask.method ?? 'GET',
    url: ask.url,
    body: ask.body
  })
  for (const [name, value] of Object.entries(ask.headers ?? {})) if (value !== undefined) request.headers[name] = value
  request.headers.host = ask.origin?.host ?? own.host
  request.push(null)
  return request
}

class Answer extends ServerResponse {
  readonly whole: Promise<Page>
  #settle: { resolve: (page: Page) => void, reject: (reason: Error) => void }
  #parts: Buffer[] = []

  constructor (request: IncomingMessage) {
    super(request)
    const { promise, resolve, reject } = Promise.withResolvers<Page>()
    this.whole = promise
    this.#settle = { resolve, reject }
  }

  override writeHead (status: number, ...rest: unknown[]): this {
    this.statusCode = status
    const headers = rest.find((one): one is OutgoingHttpHeaders => typeof one === 'object' && one !== null) ?? {}
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) this.setHeader(name, value)
    return this
  }

  override write (chunk: Uint8Array | string, ...rest: unknown[]): boolean {
    this.#parts.push(Buffer.from(chunk as string))
    call(rest)
    return true
  }

  override end (...rest: unknown[]): this {
    const [chunk] = rest
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) this.#parts.push(Buffer.from(chunk as string))
    const headers = Object.fromEntries(Object.entries(this.getHeaders()).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value ?? '']))
    this.#settle.resolve({ status: this.statusCode, headers, body: Buffer.concat(this.#parts) })
    call(rest)
    this.emit('finish')
    return this
  }

  override destroy (error?: Error): this {
    this.#settle.reject(error ?? new Error('The page broke off'))
    this.emit('close')
    return this
  }
}

const call = (rest: unknown[]): void => {
  const last = rest.at(-1)
  if (typeof last === 'function') last()
}
