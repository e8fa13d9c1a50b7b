// Every refusal as RFC 9457: ours as worded, Fastify's and the driver's in our words, anything unknown as one plain 500.
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { codeOf, inOurWords } from '../platform/db-errors.ts'
import { AppError, notFound, unavailable } from '../shared/errors.ts'
import { fieldErrors, type SchemaFault } from './field-errors.ts'
import type { App } from './types.ts'

type Headers = Record<string, string>
const known: Record<string, [code: string, status: number, detail: string]> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed_json', 400, 'The body is not JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed_request', 400, 'The body is not as long as announced.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 415, 'Send the body as application/json.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['body_too_large', 413, 'The body is too large.'],
  FST_ERR_BAD_URL: ['not_found', 404, 'There is nothing at this address.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 404, 'There is nothing at this address.']
}

export function problems (app: App, headers: Headers): void {
  const allowed = methodsByPath(app)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = toRefusal(error, request)
    if (refusal.status >= 500) request.log.error({ err: error, requestId: request.id }, 'a request failed')
    return answer(reply, refusal, headers)
  })
  app.setNotFoundHandler((request, reply) => {
    const methods = allowed(pathOf(request.url)).filter((method) => method !== request.method)
    if (methods.length === 0) return answer(reply, new AppError('not_found', 404, 'There is nothing at this address.'), headers)
    reply.header('allow', methods.join(', '))
    return answer(reply, new AppError('method_not_allowed', 405, `This address takes ${methods.join(', ')}.`), headers)
  })
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url

export function toRefusal (error: FastifyError, request: FastifyRequest): AppError {
  const ours = inOurWords(error)
  if (ours instanceof AppError) return ours
  const [code, status, detail] = known[error.code] ?? []
  if (code !== undefined && status !== undefined && detail !== undefined) return new AppError(code, status, detail)
  if (error.validation !== undefined) return invalidRequest(error, request)
  if (error.code === 'FST_ERR_HANDLER_TIMEOUT') return unavailable('timeout', 'This took too long. Try again in a moment.', 2)
  if (error instanceof SyntaxError && error.statusCode === 400) return new AppError('malformed_json', 400, 'The body is not JSON.')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 && codeOf(error).startsWith('FST_')) {
    return new AppError('malformed_request', error.statusCode, 'The request could not be understood.')
  }
  return new AppError('internal_error', 500, 'Something went wrong on our side. Tell us the requestId if it stays.')
}

function invalidRequest (error: FastifyError, request: FastifyRequest): AppError {
  if (error.validationContext === 'params') return notFound(thingAt(request))
  const errors = fieldErrors(error.validation as SchemaFault[], error.validationContext ?? 'body')
  const first = errors.length === 1 ? errors[0]?.message : undefined
  return new AppError('validation_failed', 422, first ?? 'Some fields are not acceptable.', { errors })
}

/** What a malformed id would have named: '/v1/orders/:id' is an order, ':itemId' an item. */
export function thingAt (request: FastifyRequest): string {
  const { config, url = '' } = request.routeOptions
  if (config.notFound !== undefined) return config.notFound
  const parts = url.split('/')
  const last = parts.findLastIndex((part) => part.startsWith(':'))
  const name = (parts[last] ?? '').slice(1)
  if (/[a-z]Id$/.test(name)) return name.slice(0, -2).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return (parts[last - 1] ?? 'page').replace(/ies$/, 'y').replace(/(?<!s)s$/, '')
}

export function answer (reply: FastifyReply, refusal: AppError, headers: Headers): FastifyReply {
  const { retryAfterSeconds, ...extra } = refusal.extra
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(Math.ceil(retryAfterSeconds)))
  if (refusal.status === 401) reply.header('www-authenticate', 'Bearer')
  for (const name of ['etag', 'cache-tag', 'last-modified']) reply.removeHeader(name)
  return reply.code(refusal.status).headers(headers).header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8').serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemOf(refusal, reply.request.id, extra))
}

export const problemOf = (refusal: AppError, requestId: string, extra: object = {}): object => ({
  type: `/docs#problem-${refusal.code}`,
  title: STATUS_CODES[refusal.status] ?? 'Error',
  status: refusal.status,
  code: refusal.code,
  detail: refusal.detail,
  requestId,
  ...extra
})

/** What is not HTTP never becomes a request: the answer is written by hand and the connection closed. */
export function refuseSocket (error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const body = JSON.stringify(problemOf(new AppError('malformed_request', status, 'The request could not be understood.'), ''))
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`)
}

// The router tells no method of a path from no path; a 405 is rare enough for a walk.
function methodsByPath (app: App): (path: string) => string[] {
  const routes: Array<{ method: string, pattern: RegExp }> = []
  app.addHook('onRoute', ({ method, url }) => {
    if (url.includes('*')) return
    const pattern = new RegExp(`^${url.replaceAll(/[.+?^$()|[\]{}]/g, '\\$&').replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`)
    for (const each of [method].flat()) routes.push({ method: each, pattern })
  })
  return (path) => [...new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))]
}
