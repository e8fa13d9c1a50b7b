// What the application asks of itself for a caller: the same bearer, address and request id, so the same guards and the same audit.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { App } from './types.ts'

export interface Question { method: 'GET' | 'PATCH' | 'PUT', url: string, body?: unknown, ifMatch?: string | undefined }
export interface Answer { status: number, etag: string | undefined, body: unknown }
export type Ask = (question: Question) => Promise<Answer>

const header = 'x-tradewind-inside'
// Known to this process alone, so that nobody outside can choose a request id.
const key = randomBytes(24).toString('base64url')

export const askFor = (app: App, request: FastifyRequest): Ask => async ({ method, url, body, ifMatch }) => {
  const reply = await app.inject({
    method,
    url,
    remoteAddress: request.ip,
    headers: {
      [header]: `${key}${request.id}`,
      ...(request.headers.authorization === undefined ? {} : { authorization: request.headers.authorization }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch })
    },
    ...(body === undefined ? {} : { payload: body as object })
  })
  const { etag } = reply.headers
  return { status: reply.statusCode, etag: typeof etag === 'string' ? etag : undefined, body: reply.body === '' ? undefined : reply.json() }
}

/** The id of the request that asks, when it is one of ours. */
export function outerIdOf ({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const given = headers[header]
  return typeof given === 'string' && given.startsWith(key) ? given.slice(key.length) : undefined
}
