// The street doors of one's own second factor.
import { ownPerson } from '../../plugins/own.ts'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { OwnParams, RecoveryCodesSchema, SecondFactorProofSchema, SecondFactorSchema, SecondFactorSetupSchema, type SecondFactorView } from './schemas.ts'
import { confirmSecondFactor, removeSecondFactor, renewCodes, secondFactorOf, startSecondFactor, type SecondFactor } from './service.ts'

const tags = ['Second factor']
const path = '/v1/users/:id/second_factor'
const refusals = { '4xx': ref(ProblemSchema) }

export async function secondFactorRoutes (app: App): Promise<void> {
  await app.register(settingUp)
  await app.register(keeping)
}

async function settingUp (app: App): Promise<void> {
  app.post(path, {
    config: { access: 'customer', fresh: true, idempotency: 'ignored' },
    schema: {
      operationId: 'startSecondFactor',
      summary: 'A new secret for the authenticator app',
      description: 'It counts once confirmed; a factor set up before stands until then.',
      tags,
      params: OwnParams,
      response: { 201: ref(SecondFactorSetupSchema), ...refusals }
    }
  }, async (request, reply) => {
    reply.code(201)
    return await startSecondFactor(app.deps, ownPerson(request, request.params.id).userId)
  })

  app.post(`${path}/confirm`, {
    config: { access: 'customer', idempotency: 'ignored', limit: 'otp' },
    schema: {
      operationId: 'confirmSecondFactor',
      summary: 'Prove the new secret by its first code',
      tags,
      params: OwnParams,
      body: ref(SecondFactorProofSchema),
      response: { 200: ref(RecoveryCodesSchema), ...refusals }
    }
  }, async (request) => ({
    recoveryCodes: await confirmSecondFactor(app.deps, ownPerson(request, request.params.id).userId, request.body.otp)
  }))
}

async function keeping (app: App): Promise<void> {
  app.get(path, {
    config: { access: 'customer' },
    schema: { operationId: 'getSecondFactor', summary: 'Your second factor', tags, params: OwnParams, response: { 200: ref(SecondFactorSchema), ...refusals } }
  }, async (request) =>
    toView(await secondFactorOf(app.pool, ownPerson(request, request.params.id).userId)))

  app.post(`${path}/recovery_codes`, {
    config: { access: 'customer', fresh: true, idempotency: 'ignored' },
    schema: {
      operationId: 'renewRecoveryCodes',
      summary: 'Ten new recovery codes; the former are void',
      tags,
      params: OwnParams,
      response: { 200: ref(RecoveryCodesSchema), ...refusals }
    }
  }, async (request) =>
    ({ recoveryCodes: await renewCodes(app.pool, ownPerson(request, request.params.id).userId) }))

  app.delete(path, {
    config: { access: 'customer', fresh: true },
    schema: {
      operationId: 'removeSecondFactor',
      summary: 'Go without a second factor',
      tags,
      params: OwnParams,
      response: { 204: { type: 'null', description: 'There is none now.' }, ...refusals }
    }
  }, async (request, reply) => {
    await removeSecondFactor(app.pool, ownPerson(request, request.params.id).userId)
    reply.code(204)
  })
}

const toView = ({ confirmedAt, ...factor }: SecondFactor): SecondFactorView => ({ ...factor, confirmedAt: confirmedAt?.toISOString() ?? null })
