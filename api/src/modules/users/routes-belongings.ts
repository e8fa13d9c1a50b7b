// The street doors of what belongs to a person: the address book and the consents.
import type { FastifyRequest } from 'fastify'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { changeAddress, createAddress, listAddresses, removeAddress } from './addresses.ts'
import { giveConsent, listConsents } from './consents.ts'
import { ownId } from './routes.ts'
import {
  AddressChangeSchema, AddressParams, BelongingsQuery, ConsentPage, ConsentSchema, NewAddressSchema, NewConsentSchema,
  UserAddressPage, UserAddressSchema, UserParams
} from './schemas.ts'
import { mustBeOwn } from './service.ts'
import { toAddressView, toConsentView } from './views.ts'

const config = { access: 'customer' } as const
const problems = { '4xx': ref(ProblemSchema) }
const ownerOf = ({ caller, params }: Pick<FastifyRequest, 'caller'> & { params: { id: string } }): string => mustBeOwn(ownId(caller), params.id)

export async function addressRoutes (app: App): Promise<void> {
  const tags = ['Addresses']

  app.get('/v1/users/:id/addresses', {
    config,
    schema: { operationId: 'listAddresses', summary: 'Your addresses, newest first', tags, params: UserParams, querystring: BelongingsQuery, response: { 200: ref(UserAddressPage), ...problems } }
  }, async (request) => {
    const { limit = 24, cursor } = request.query
    const { rows, nextCursor } = await listAddresses(app.pool, ownerOf(request), { limit, cursor })
    return { items: rows.map(toAddressView), nextCursor }
  })

  app.post('/v1/users/:id/addresses', {
    config,
    schema: {
      operationId: 'createAddress',
      summary: 'Keep an address, checked as its country writes it',
      tags,
      params: UserParams,
      body: ref(NewAddressSchema),
      response: { 201: ref(UserAddressSchema), ...problems }
    }
  }, async (request, reply) => {
    reply.code(201)
    return toAddressView(await createAddress(app.pool, ownerOf(request), request.body))
  })

  app.patch('/v1/users/:id/addresses/:addressId', {
    config,
    schema: {
      operationId: 'updateAddress',
      summary: 'Change an address, or make it the default',
      tags,
      params: AddressParams,
      body: ref(AddressChangeSchema),
      response: { 200: ref(UserAddressSchema), ...problems }
    }
  }, async (request) => toAddressView(await changeAddress(app.pool, ownerOf(request), request.params.addressId, request.body)))

  app.delete('/v1/users/:id/addresses/:addressId', {
    config,
    schema: { operationId: 'deleteAddress', summary: 'Remove an address', tags, params: AddressParams, response: { 204: { type: 'null' }, ...problems } }
  }, async (request, reply) => {
    await removeAddress(app.pool, ownerOf(request), request.params.addressId)
    reply.code(204)
  })
}

export async function consentRoutes (app: App): Promise<void> {
  const tags = ['Consents']

  app.get('/v1/users/:id/consents', {
    config,
    schema: {
      operationId: 'listConsents',
      summary: 'What you agreed to or took back, newest first',
      description: 'Rows are added and never changed; the newest of a purpose counts.',
      tags,
      params: UserParams,
      querystring: BelongingsQuery,
      response: { 200: ref(ConsentPage), ...problems }
    }
  }, async (request) => {
    const { limit = 24, cursor } = request.query
    const { rows, nextCursor } = await listConsents(app.pool, ownerOf(request), { limit, cursor })
    return { items: rows.map(toConsentView), nextCursor }
  })

  app.post('/v1/users/:id/consents', {
    config,
    schema: {
      operationId: 'recordConsent',
      summary: 'Agree to something, or take it back',
      tags,
      params: UserParams,
      body: ref(NewConsentSchema),
      response: { 201: ref(ConsentSchema), ...problems }
    }
  }, async (request, reply) => {
    reply.code(201)
    return toConsentView(await giveConsent(app.pool, ownerOf(request), request.body, request.context.locale))
  })
}
