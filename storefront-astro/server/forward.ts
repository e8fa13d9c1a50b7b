// Forwards the API's paths on the storefront's own origin and tells the API, provably, whose request it is.
import type { FastifyInstance } from 'fastify'
import proxy from '@fastify/http-proxy'
import type { Config } from './config.ts'

const PATIENCE_MS = 30_000

// A visitor may claim any of these; the API believes only what stands here.
const CLAIMS = ['forwarded', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-tradewind-front']

export async function forward (app: FastifyInstance, { config, prefixes }: { config: Config, prefixes: string[] }): Promise<void> {
  for (const prefix of prefixes) {
    await app.register(proxy, {
      upstream: config.apiUrl,
      prefix,
      rewritePrefix: prefix,
      undici: { connections: 64, pipelining: 1, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS },
      disableRequestLogging: true,
      replyOptions: {
        // The API's own word on when to come back goes to the visitor; a connection it had just closed is opened once more.
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
