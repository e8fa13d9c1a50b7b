// A server that does everything the contract asks of every route, before any route is there.
import cookie from '@fastify/cookie'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { LogController, type FastifyServerOptions } from 'fastify'
import type { Config } from '../config.ts'
import { Cache } from '../platform/cache.ts'
import type { Pool } from '../platform/db.ts'
import type { PreferencesOf } from './context.ts'
import { developmentMailbox } from './dev-mail.ts'
import { docs } from './docs.ts'
import { health, type Readiness } from './health.ts'
import { strictJson } from './input.ts'
import { outerIdOf } from './inside.ts'
import { limits } from './limits.ts'
import { memoryDoor } from './memory-door.ts'
import { metrics, type Metrics } from './metrics.ts'
import { network } from './network.ts'
import { openapi } from './openapi.ts'
import { answer, problems, refuseSocket, toRefusal } from './problems.ts'
import { crossOrigin, securityHeaders } from './security.ts'
import type { App } from './types.ts'
import { wire } from './wire.ts'

export interface ServerParts {
  config: Config
  pool: Pool
  preferencesOf: PreferencesOf
  readiness?: Readiness
  logger?: FastifyServerOptions['logger']
}
export interface Server { app: App, metrics: Metrics }

export async function createServer ({ config, pool, preferencesOf, readiness = { leaving: false }, logger }: ServerParts): Promise<Server> {
  const from = network(config)
  const headers = await securityHeaders(config)
  const app = bare(config, logger, from.trustProxy, headers)
  app.decorate('pool', pool)
  app.decorate('cache', new Cache(config.CACHE_BYTES))
  app.decorate('deps', { pool, config, log: app.log })

  const measured = metrics(app)
  app.addHook('onRequest', from.scrub)
  await crossOrigin(app, config)
  await app.register(cookie)
  problems(app, headers)
  strictJson(app)
  await openapi(app)
  const limit = await limits(app, config, from)
  const served = measured.servedFromMemory
  const door = memoryDoor(app, { allows: limit.allowsAtOnce, served })
  wire(app, { preferencesOf, limitOf: limit.of, headers, memory: { door, served } })

  health(app, readiness)
  await docs(app)
  await developmentMailbox(app)
  return { app, metrics: measured }
}

// The driver's detail of a refused row holds the row: somebody's address.
export const redacted = ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token', 'err.detail', 'err.where']

let servers = 0

function bare (config: Config, logger: ServerParts['logger'], trustProxy: (address: string, hop: number) => boolean, headers: Record<string, string>): App {
  const prefix = `${Date.now().toString(36)}${(servers += 1).toString(36)}`
  let requests = 0
  return fastify({
    logger: logger ?? { level: config.LOG_LEVEL, redact: redacted },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (raw) => outerIdOf(raw) ?? `${prefix}-${(requests += 1).toString(36)}`,
    trustProxy,
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => { void answer(reply, toRefusal(error, request), headers) },
    clientErrorHandler: (error, socket) => { refuseSocket(error, socket) },
    routerOptions: { maxParamLength: 300 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: true, allErrors: true, strict: false } }
  }).withTypeProvider<TypeBoxTypeProvider>()
}
