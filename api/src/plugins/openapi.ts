// The contract as OpenAPI 3.1, made from the routes: named shapes, permissions, examples, nothing written twice.
import swagger from '@fastify/swagger'
import { type Kind, Type, type TSchema } from '@sinclair/typebox'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { referred } from '../shared/schemas.ts'
import { finish, type Document } from './openapi-document.ts'
import type { App } from './types.ts'

export async function openapi (app: App): Promise<void> {
  app.addHook('onRoute', function (route) {
    addReferred(this, route.schema)
    if (route.config?.beside === true) route.schema = { ...route.schema, hide: true }
    else describe(route)
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Tradewind', version: '1.0.0', description: 'A shop in many languages and currencies.', license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/', description: 'The shop\'s own origin; every front forwards /v1.' }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          cartToken: { type: 'apiKey', in: 'header', name: 'X-Cart-Token' },
          orderToken: { type: 'apiKey', in: 'header', name: 'X-Order-Token' }
        }
      }
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, index) => typeof json['$id'] === 'string' ? json['$id'] : `def-${index}` }
  })
}

const finished = new WeakMap<App, Document>()

/** The document as it is published; the application must be ready. */
export function documentOf (app: App): Document {
  const known = finished.get(app)
  if (known !== undefined) return known
  const document = finish(app.swagger() as unknown as Document)
  finished.set(app, document)
  return document
}

/** Shapes that a route refers to by name come along by themselves. */
function addReferred (instance: FastifyInstance, part: unknown, seen = new Set<unknown>()): void {
  if (typeof part !== 'object' || part === null || seen.has(part)) return
  seen.add(part)
  const target = (part as { [referred]?: TSchema })[referred]
  if (target?.$id !== undefined) {
    if (instance.getSchema(target.$id) === undefined) instance.addSchema(target)
    addReferred(instance, target, seen)
  }
  for (const child of Object.values(part)) addReferred(instance, child, seen)
}

/** What the route's config says is told in the document too: who may call it, and whether it takes a key. */
function describe (route: RouteOptions): void {
  const { access = 'public', idempotency, fresh } = route.config ?? {}
  const takesKey = route.method === 'POST' && route.url.startsWith('/v1/') && !route.url.startsWith('/v1/auth/') && idempotency !== 'ignored'
  const schema = { ...route.schema }
  if (takesKey) {
    const key = Type.String({ minLength: 1, maxLength: 257, description: 'A new random value for each new request; a retry sends the same.', examples: ['01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11'] })
    const headers = (schema.headers ?? Type.Object({})) as { properties?: Record<string, TSchema>, [Kind]?: string }
    // Asked for by plugins/idempotency, with a code of its own: here it is only described.
    Object.assign(schema, { 'x-idempotency': { key, required: idempotency === 'required', headers: headers.properties ?? {} } })
  }
  // Asks for the password or factor again when they were given long ago.
  if (fresh === true) Object.assign(schema, { 'x-fresh': true })
  Object.assign(schema, { 'x-permission': access, security: securityOf(access) })
  route.schema = schema
}

function securityOf (access: string): Array<Record<string, string[]>> {
  if (access === 'public') return []
  const bearer = { bearer: [] }
  return access === 'buyer' ? [bearer, { cartToken: [] }, { orderToken: [] }, {}] : [bearer]
}
