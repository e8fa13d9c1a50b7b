// Small routes that show one thing each, for the tests of what every request meets.
import { Type } from '@sinclair/typebox'
import { invalidate } from '../../src/platform/cache.ts'
import { AppError, invalid, notFound } from '../../src/shared/errors.ts'
import { mintGuestToken } from '../../src/platform/guest-tokens.ts'
import type { App } from '../../src/plugins/types.ts'
import { ContextQuery, MoneySchema, ref } from '../../src/shared/schemas.ts'
import { isUuid, newId } from '../../src/shared/ids.ts'

export const calls = { made: 0, read: 0 }
export const gate: { open: Promise<void>, entered: () => void } = { open: Promise.resolve(), entered: () => {} }

const closed = { additionalProperties: false }
const Letter = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 20 }),
  quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
  kind: Type.Optional(Type.Union([Type.Literal('gift'), Type.Literal('plain')])),
  price: Type.Optional(ref(MoneySchema)),
  lines: Type.Optional(Type.Array(Type.Object({ sku: Type.String({ format: 'uuid' }) }, closed), { maxItems: 3 }))
}, { $id: 'TestLetter', ...closed })

export async function testRoutes (app: App): Promise<void> {
  app.post('/v1/letters', { config: { access: 'public', idempotency: 'ignored' }, schema: { body: ref(Letter) } }, async ({ body }) => body)
  app.get('/v1/letters/:letterId', {
    config: { access: 'public' },
    schema: { params: Type.Object({ letterId: Type.String({ format: 'uuid' }) }), querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 24 })), deep: Type.Optional(Type.Boolean()) }) }
  }, async ({ params, query }) => {
    if (params.letterId !== '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11') throw notFound('letter')
    return query
  })
  app.get('/v1/broken', { config: { access: 'public' } }, async () => { throw new TypeError('secret words at node_modules/x.js:1') })
  app.get('/v1/driver', { config: { access: 'public' } }, async () => await app.pool`select * from no_such_table`)
  app.get('/v1/context', { config: { access: 'public' }, schema: { querystring: Type.Object(ContextQuery) } }, async ({ context }) =>
    ({ ...context, currency: context.currency.code, channel: context.channel.code }))
  app.get('/v1/admin/things', { config: { access: 'products.read' } }, async ({ caller }) => ({ kind: caller.kind }))
  app.post('/v1/admin/things', { config: { access: 'products.write' }, schema: { body: ref(Letter) } }, async () => ({}))
  app.get('/v1/mine', { config: { access: 'customer' } }, async ({ caller }) => ({ kind: caller.kind }))
  app.get('/v1/guest', { config: { access: 'buyer' } }, async ({ caller, guest }) => ({ caller: caller.kind, guest }))
  await keyedRoutes(app)
  await cachedRoutes(app)
}

async function keyedRoutes (app: App): Promise<void> {
  const made = async (id: string | undefined) => {
    calls.made += 1
    gate.entered()
    await gate.open
    return { id: newId(), idempotencyId: id ?? null, count: calls.made }
  }
  app.post('/v1/required', { config: { access: 'public', idempotency: 'required' }, schema: { body: ref(Letter) } }, async (request, reply) => {
    if (request.body.name === 'refuse') throw new AppError('too_late', 409, 'Too late.')
    if (request.body.name === 'invalid') throw invalid('/name', 'bad', 'Bad.')
    if (request.body.name === 'away') throw new AppError('database_away', 503, 'Away.', { retryAfterSeconds: 1 })
    return await reply.code(201).header('location', '/v1/required/1').send(await made(request.idempotencyId))
  })
  app.post('/v1/accepted', { config: { access: 'public' }, schema: { body: Type.Object({ name: Type.Optional(Type.String()) }, closed) } }, async (request) => await made(request.idempotencyId))
  app.post('/v1/tokens', { config: { access: 'public', guestToken: { kind: 'cart', field: 'token' } } }, async () => {
    const id = newId()
    return { id, token: mintGuestToken(app.deps.config, 'cart', id), quantity: 1 }
  })
}

async function cachedRoutes (app: App): Promise<void> {
  app.get('/v1/pages/:id', {
    config: { access: 'public', cache: { sMaxAge: 60, store: true } },
    schema: { params: Type.Object({ id: Type.String({ maxLength: 80 }) }), querystring: Type.Object({ ...ContextQuery, q: Type.Optional(Type.String()), limit: Type.Optional(Type.Integer({ default: 5 })) }) }
  }, async (request) => {
    calls.read += 1
    gate.entered()
    await gate.open
    request.cacheTags = isUuid(request.params.id) ? [`product:${request.params.id}`] : ['products']
    return { read: calls.read, locale: request.context.locale, currency: request.context.currency.code, q: request.query.q ?? null, channel: request.context.channel.code }
  })
  app.post('/v1/pages/:id/change', { config: { access: 'public' }, schema: { params: Type.Object({ id: Type.String() }) } }, async ({ params }) => {
    await invalidate(app.pool, [`product:${params.id}`])
    return {}
  })
}
