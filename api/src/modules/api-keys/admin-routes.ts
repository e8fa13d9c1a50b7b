// The staff's doors of API keys: see, make, change, rotate, revoke.
import { actorOf } from '../../plugins/actor.ts'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import * as s from './schemas.ts'
import { changeKey, createKey, getKey, listKeys, revokeKey, rotateKey } from './service.ts'
import { toKeyView } from './views.ts'

const read = { access: 'api_keys.read', notFound: 'api key' } as const
const write = { access: 'api_keys.write', fresh: true, notFound: 'api key' } as const
const withSecret = { ...write, idempotency: 'ignored' } as const
const base = '/v1/admin/api_keys'
const problems = { '4xx': ref(ProblemSchema) }
const tags = ['API keys']

export async function apiKeyRoutes (app: App): Promise<void> {
  await app.register(readRoutes)
  await app.register(secretRoutes)
  await app.register(changeRoutes)
}

async function readRoutes (app: App): Promise<void> {
  app.get(base, {
    config: read,
    schema: { operationId: 'listAdminApiKeys', summary: 'API keys, newest first, revoked ones too', tags, querystring: s.KeyQuery, response: { 200: ref(s.ApiKeyPage), ...problems } }
  }, async ({ query }) => {
    const { items, ...page } = await listKeys(app.pool, query)
    return { ...page, items: items.map(toKeyView) }
  })

  app.get(`${base}/:id`, {
    config: read,
    schema: { operationId: 'getAdminApiKey', summary: 'An API key', tags, params: s.KeyParams, response: { 200: ref(s.ApiKeySchema), ...problems } }
  }, async ({ params }) => toKeyView(await getKey(app.pool, params.id)))
}

async function secretRoutes (app: App): Promise<void> {
  app.post(base, {
    config: withSecret,
    schema: {
      operationId: 'createAdminApiKey',
      summary: 'Make an API key',
      description: 'The answer holds the secret, once. A key never may more than its maker may at that moment.',
      tags,
      body: ref(s.NewApiKeySchema),
      response: { 201: ref(s.ApiKeySecretSchema), ...problems }
    }
  }, async (request, reply) => {
    reply.code(201)
    const { key, secret } = await createKey(app.pool, request.body, actorOf(request))
    return { ...toKeyView(key), secret }
  })

  app.post(`${base}/:id/rotate`, {
    config: withSecret,
    schema: {
      operationId: 'rotateAdminApiKey',
      summary: 'Give a key a new secret',
      description: 'The old secret stays good for the overlap; one before it ends at once. Only the maker of a key may rotate it.',
      tags,
      params: s.KeyParams,
      body: ref(s.RotationSchema),
      response: { 200: ref(s.ApiKeySecretSchema), ...problems }
    }
  }, async (request) => {
    const { key, secret } = await rotateKey(app.pool, request.params.id, request.body.overlapHours, actorOf(request))
    return { ...toKeyView(key), secret }
  })
}

async function changeRoutes (app: App): Promise<void> {
  app.patch(`${base}/:id`, {
    config: write,
    schema: {
      operationId: 'updateAdminApiKey',
      summary: 'Change what a key is called, may do, from where and until when',
      tags,
      params: s.KeyParams,
      body: ref(s.ApiKeyChangeSchema),
      response: { 200: ref(s.ApiKeySchema), ...problems }
    }
  }, async (request) => toKeyView(await changeKey(app.pool, request.params.id, request.body, actorOf(request))))

  app.delete(`${base}/:id`, {
    config: write,
    schema: { operationId: 'revokeAdminApiKey', summary: 'End a key at once, for good', tags, params: s.KeyParams, response: { 204: { type: 'null' }, ...problems } }
  }, async (request, reply) => {
    await revokeKey(app.pool, request.params.id, actorOf(request))
    reply.code(204)
  })
}
