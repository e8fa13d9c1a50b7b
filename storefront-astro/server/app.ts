// Puts the storefront's server together: forwarded paths, the purge, built files, pages.
import Fastify, { type FastifyInstance } from 'fastify'
import { join } from 'node:path'
import { assets } from './assets.ts'
import { bulkhead } from './bulkhead.ts'
import type { Config } from './config.ts'
import { forward } from './forward.ts'
import { pages } from './pages.ts'
import { openPublisher } from './publishing/publisher.ts'
import { openShelf } from './publishing/shelf.ts'
import { purgeRoute } from './purge.ts'
import { apiReadiness } from './readiness.ts'
import type { Renderer } from './renderer.ts'
import { securityHeaders } from './security.ts'
import { forwardTrouble, pageTrouble, troubleStyle } from './trouble.ts'

interface Parts { renderer: Renderer, clientFolder?: string, inlineScripts: string[] }

const RENDERS_AT_ONCE = 8
const RENDERS_WAITING = 256

export async function buildServer (config: Config, parts: Parts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: config.logLevel },
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 2048 },
    requestTimeout: 30_000,
    forceCloseConnections: 'idle'
  })
  const isApiReady = apiReadiness(config.apiUrl)
  const shelf = await openShelf(join(config.dataDir, 'storefront', 'pages'))
  const crowd = bulkhead(RENDERS_AT_ONCE, RENDERS_WAITING)
  const render: Renderer = async (ask) => await crowd.run(async () => await parts.renderer(ask))
  const publisher = openPublisher({ shelf, render, isApiReady, running: crowd.running, log: app.log, publish: config.publish })
  const headers = securityHeaders(config, parts.inlineScripts)

  app.get('/_health', async () => ({ status: 'ok', published: shelf.size(), waiting: publisher.waiting() }))
  await app.register(async (scope) => {
    scope.setErrorHandler(forwardTrouble)
    await scope.register(forward, { config, prefixes: ['/v1', '/media'] })
  })
  await app.register(purgeRoute, { secret: config.frontSecret, onTags: publisher.purge })
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (_request, reply) => { reply.headers(headers) })
    scope.setErrorHandler(pageTrouble(isApiReady))
    await scope.register(troubleStyle)
    if (parts.clientFolder) await scope.register(assets, { folder: parts.clientFolder })
    await scope.register(pages, { shelf, publisher, render, isApiReady, secure: config.publicUrl.startsWith('https:') })
  })
  app.addHook('onListen', async () => publisher.start())
  app.addHook('preClose', async () => await publisher.stop())
  return app
}
