// The headers that keep browsers honest, computed once, and the origins that may call us from a page.
import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import fastify from 'fastify'
import type { Config } from '../config.ts'
import type { App } from './types.ts'

const exposed = ['ETag', 'Content-Language', 'Content-Currency', 'Idempotency-Replayed', 'Retry-After', 'Location']

export async function crossOrigin (app: App, config: Config): Promise<void> {
  const origins = [config.PUBLIC_API_URL, config.PUBLIC_STOREFRONT_URL, config.PUBLIC_ADMIN_URL].map((url) => new URL(url).origin)
  await app.register(cors, {
    origin: [...new Set(origins)],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Accept', 'Accept-Language', 'Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match', 'X-Cart-Token', 'X-Channel', 'X-Country', 'X-Currency', 'X-Order-Token'],
    exposedHeaders: exposed,
    credentials: true,
    maxAge: 600,
    strictPreflight: false
  })
}

/** What helmet would set on each reply never varies, so it is asked once. */
export async function securityHeaders (config: Config, styles?: string): Promise<Record<string, string>> {
  const asked = fastify()
  await asked.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        ...(styles === undefined ? {} : { styleSrc: [styles], frameSrc: ["'self'"], imgSrc: ["'self'", 'data:'] })
      }
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: config.NODE_ENV === 'production' && { maxAge: 31_536_000 },
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    originAgentCluster: false,
    xXssProtection: false,
    xFrameOptions: { action: 'deny' }
  })
  asked.get('/', async () => '')
  const { headers } = await asked.inject('/')
  await asked.close()
  const transport = new Set(['content-length', 'content-type', 'date', 'connection'])
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !transport.has(name)).map(([name, value]) => [name, String(value)]))
}
