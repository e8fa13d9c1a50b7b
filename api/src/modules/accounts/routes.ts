// The street doors of accounts: register, verify, forgot, reset, accept an invitation, change the password.
import type { FastifyRequest } from 'fastify'
import type { App } from '../../plugins/types.ts'
import { unauthorized } from '../../shared/errors.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { acceptInvitation, changePassword, rememberDevice, resetPassword } from './passwords.ts'
import {
  AcceptInvitationSchema, ChangePasswordSchema, ForgotPasswordSchema, OwnParams, RegisterSchema, ResetPasswordSchema, ResetSentSchema, VerificationSentSchema,
  VerifyEmailSchema
} from './schemas.ts'
import { forgotPassword, register, verifyEmail } from './service.ts'

const tags = ['Sign-in']
const refused = { '4xx': ref(ProblemSchema) }
const nothing = (description: string) => ({ 204: { type: 'null', description }, ...refused })

export async function accountRoutes (app: App): Promise<void> {
  await app.register(beginning)
  await app.register(forgetting)
  await app.register(links)
  await app.register(changing)
}

async function beginning (app: App): Promise<void> {
  app.post('/v1/auth/register', {
    config: { access: 'public', idempotency: 'ignored', limit: 'register' },
    schema: {
      operationId: 'register',
      summary: 'Ask for an account',
      description: 'The answer is the same whether or not the address has an account: what follows is in the mailbox.',
      tags,
      body: ref(RegisterSchema),
      response: { 202: ref(VerificationSentSchema), ...refused }
    }
  }, async (request, reply) => {
    await register(app.deps, request.body, request.headers['accept-language'])
    reply.code(202)
    return { status: 'verification_sent' as const }
  })

  app.post('/v1/auth/verify_email', {
    config: { access: 'public', idempotency: 'ignored', limit: 'verify' },
    schema: {
      operationId: 'verifyEmail',
      summary: 'Prove the address and begin the account',
      description: 'Takes the token of the mailed link, on any device. A second press changes nothing.',
      tags,
      body: ref(VerifyEmailSchema),
      response: nothing('The account is there.')
    }
  }, async (request, reply) => {
    await verifyEmail(app.deps, request.body.token)
    reply.code(204)
  })
}

async function forgetting (app: App): Promise<void> {
  app.post('/v1/auth/forgot_password', {
    config: { access: 'public', idempotency: 'ignored', limit: 'forgot' },
    schema: {
      operationId: 'forgotPassword',
      summary: 'Ask for a link to a new password',
      description: 'The answer is always the same. At most five letters go to an address within an hour; each link is good for two.',
      tags,
      body: ref(ForgotPasswordSchema),
      response: { 202: ref(ResetSentSchema), ...refused }
    }
  }, async (request, reply) => {
    await forgotPassword(app.deps, request.body, request.headers['accept-language'])
    reply.code(202)
    return { status: 'reset_sent' as const }
  })
}

async function links (app: App): Promise<void> {
  const { config } = app.deps

  app.post('/v1/auth/reset_password', {
    config: { access: 'public', idempotency: 'ignored', limit: 'verify' },
    schema: {
      operationId: 'resetPassword',
      summary: 'Set a new password by a mailed link',
      description: 'Ends every session of the account and every other open link.',
      tags,
      body: ref(ResetPasswordSchema),
      response: nothing('The password is set.')
    }
  }, async (request, reply) => {
    const { email, client } = await resetPassword(app.deps, request.body)
    rememberDevice(reply, config, email, client)
    reply.code(204)
  })

  app.post('/v1/auth/accept_invitation', {
    config: { access: 'public', idempotency: 'ignored', limit: 'verify' },
    schema: {
      operationId: 'acceptInvitation',
      summary: 'Join the staff by a mailed invitation',
      tags,
      body: ref(AcceptInvitationSchema),
      response: nothing('The account is one of the staff\'s.')
    }
  }, async (request, reply) => {
    const { email, client } = await acceptInvitation(app.deps, request.body, { ip: request.ip, requestId: request.id })
    rememberDevice(reply, config, email, client)
    reply.code(204)
  })
}

async function changing (app: App): Promise<void> {
  app.put('/v1/users/:id/password', {
    config: { access: 'customer', notFound: 'user', limit: 'otp' },
    schema: {
      operationId: 'changePassword',
      summary: 'Change your password',
      description: 'Signs out every other device and voids open links.',
      tags: ['Profile'],
      params: OwnParams,
      body: ref(ChangePasswordSchema),
      response: nothing('The password is changed.')
    }
  }, async (request, reply) => {
    await changePassword(app.deps, { ...ownSession(request), id: request.params.id, ip: request.ip, ...request.body })
    reply.code(204)
  })
}

function ownSession ({ caller }: Pick<FastifyRequest, 'caller'>): { ownId: string, sessionId: string } {
  if (!('userId' in caller)) throw unauthorized()
  return { ownId: caller.userId, sessionId: caller.sessionId }
}
