// Forwards the API's paths on the admin's own origin and tells the API, provably, whose request it is.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import proxy from '@fastify/http-proxy'
import type { Config } from './config.ts'

const PATIENCE_MS = 60_000
const COME_BACK_SECONDS = '5'

// A visitor may claim any of these; the API believes only what stands here.
const CLAIMS = ['forwarded', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-tradewind-front']

export async function forward (app: FastifyInstance, { config, prefixes }: { config: Config, prefixes: string[] }): Promise<void> {
  app.setErrorHandler(problem)
  for (const prefix of prefixes) {
    await app.register(proxy, {
      upstream: config.apiUrl,
      prefix,
      rewritePrefix: prefix,
      undici: { connections: 32, pipelining: 1, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS },
      disableRequestLogging: true,
      replyOptions: {
        // The API's own word on when to come back goes to the caller; a connection it had just closed is opened once more.
        retryDelay: ({ err, req, attempt }) => err && isClosed(err) && attempt === 0 && ['GET', 'HEAD'].includes(req.method ?? '') ? 10 : null,
        rewriteRequestHeaders: (request, headers) => ({ ...without(headers, CLAIMS), ...introduction(config, request) })
      }
    })
  }
}

interface Visitor { ip: string, host: string }

const introduction = (config: Config, request: Visitor): Record<string, string> => ({
  'x-tradewind-front': config.frontSecret,
  'x-forwarded-for': request.ip,
  'x-forwarded-host': request.host,
  'x-forwarded-proto': config.publicUrl.startsWith('https:') ? 'https' : 'http'
})

const isClosed = (error: Error & { code?: string }): boolean => error.code === 'UND_ERR_SOCKET' || error.code === 'ECONNRESET'

const without = <T>(headers: Record<string, T>, names: string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())))

// The same refusals in the API's own words and shape; never the words of a driver.
async function problem (error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<object> {
  const status = error.statusCode && error.statusCode < 500 ? error.statusCode : error.statusCode === 504 ? 504 : 503
  if (status >= 500) request.log.warn({ err: error }, 'the API did not answer')
  if (status === 503) reply.header('retry-after', COME_BACK_SECONDS)
  reply.code(status).headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  const [code, detail] = status < 500 ? ['bad_request', 'The request could not be forwarded.'] : ['api_away', 'The shop is not answering just now; try again in a moment.']
  return { type: 'about:blank', title: code.replaceAll('_', ' '), status, code, detail, requestId: request.id }
}
