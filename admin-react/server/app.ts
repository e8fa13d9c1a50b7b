// Puts the admin's server together: forwarded paths, built files, and the one page for every address in it.
import Fastify, { type FastifyInstance } from 'fastify'
import serve from '@fastify/static'
import type { Config } from './config.ts'
import { forward } from './forward.ts'

const FOREVER = 'public, max-age=31536000, immutable'

export async function buildServer (config: Config, folder: string): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: config.logLevel },
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
    requestTimeout: 120_000,
    forceCloseConnections: 'idle'
  })
  const headers = securityHeaders(config)

  app.get('/_health', async () => ({ status: 'ok' }))
  await app.register(async (scope) => await forward(scope, { config, prefixes: ['/v1', '/media'] }))
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => { reply.headers(headers) })
    await scope.register(serve, {
      root: folder,
      wildcard: false,
      globIgnore: ['**/*.br', '**/*.gz', 'index.html'],
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => { reply.header('cache-control', /[/\\]assets[/\\]/.test(path) ? FOREVER : 'no-cache') }
    })
    // An address inside the admin is the page's to read; a missing file stays missing.
    scope.get('/*', async (request, reply) => {
      const [path = ''] = request.url.split('?')
      if (!/\.[a-z0-9]{1,8}$/i.test(path) && !path.startsWith('/assets/')) return await reply.sendFile('index.html')
      reply.code(404).headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      return ''
    })
  })
  return app
}

function securityHeaders (config: Config): Record<string, string> {
  const secure = config.publicUrl.startsWith('https:')
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : [])
  ].join('; ')
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {})
  }
}
