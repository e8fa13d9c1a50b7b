// The street doors of payments: which gateways, pay, and the gateways' own door.
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { userIdOf, type App } from '../../plugins/types.ts'
import { badRequest } from '../../shared/errors.ts'
import { ContextQuery, ProblemSchema, ref } from '../../shared/schemas.ts'
import { listGateways, processPayment, type Buyer } from './process.ts'
import { GatewayListSchema, GatewayParams, PaymentSchema, ProcessPaymentSchema, ReceivedSchema, WebhookSchema } from './schemas.ts'
import { receiveEvent } from './settle.ts'

const tags = ['Payments']
const problems = { '4xx': ref(ProblemSchema) }

export async function paymentRoutes (app: App): Promise<void> {
  app.get('/v1/payments/gateways', {
    config: { access: 'public' },
    schema: { operationId: 'listPaymentGateways', summary: 'How one can pay in this currency and country', tags, querystring: Type.Object(ContextQuery), response: { 200: ref(GatewayListSchema), ...problems } }
  }, async ({ context: { currency, country } }) => listGateways(app.deps, currency.code, country))

  app.post('/v1/payments/process', {
    config: { access: 'buyer', idempotency: 'required' },
    schema: {
      operationId: 'processPayment',
      summary: 'Pay an order; a failed payment may be tried again',
      tags,
      body: ref(ProcessPaymentSchema),
      response: { 200: ref(PaymentSchema), ...problems }
    }
  }, async (request) => await processPayment(app.deps, buyerOf(request), request.body, request.idempotencyId ?? ''))

  await app.register(gatewayDoor)
}

/** The signature covers the very bytes, so this door keeps them as they came. */
async function gatewayDoor (app: App): Promise<void> {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    rawBodies.set(request, String(text))
    try {
      done(null, JSON.parse(String(text)))
    } catch {
      done(badRequest('malformed_json', 'The body is not JSON.'))
    }
  })

  app.post('/v1/payments/webhook/:gateway', {
    config: { access: 'public', idempotency: 'ignored', notFound: 'gateway' },
    schema: {
      operationId: 'receivePaymentWebhook',
      summary: 'What a gateway tells; signed, and each event at most once',
      tags,
      params: GatewayParams,
      body: ref(WebhookSchema),
      response: { 200: ref(ReceivedSchema), ...problems }
    }
  }, async (request) => {
    await receiveEvent(app.deps, request.params.gateway, rawBodies.get(request) ?? '', request.headers)
    return { received: true }
  })
}

const rawBodies = new WeakMap<FastifyRequest, string>()

const buyerOf = ({ caller, guest }: FastifyRequest): Buyer =>
  ({ userId: userIdOf(caller), orderId: guest.orderId ?? null })
