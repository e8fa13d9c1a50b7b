// The staff's doors of customers.
import type { FastifyRequest } from 'fastify'
import { byStaff } from '../../plugins/actor.ts'
import { userIdOf, type App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { ArchiveReply, CustomerChangeSchema, CustomerPageSchema, CustomerParams, CustomerQuery, CustomerSchema, DataExportSchema } from './schemas.ts'
import { archiveHeaders, changeCustomer, customer, erase, exportFile, exportOf, listCustomers, signOut, startExport, toExportView } from './service.ts'

const tags = ['Customers (staff)']
const problems = { '4xx': ref(ProblemSchema) }
const mayRead = { access: 'users.read', notFound: 'user' } as const
const mayWrite = { access: 'users.write', notFound: 'user' } as const
const params = CustomerParams

const holdsWrite = ({ caller }: FastifyRequest): boolean => 'permissions' in caller && caller.permissions.has('users.write')

export async function customerRoutes (app: App): Promise<void> {
  app.get('/v1/admin/users', {
    config: { access: 'users.read' },
    schema: {
      operationId: 'listAdminUsers',
      summary: 'Customers by words, state and orders, newest first',
      tags,
      querystring: CustomerQuery,
      response: { 200: ref(CustomerPageSchema), ...problems }
    }
  }, async ({ query: { limit = 24, include, ...filter } }) => await listCustomers(app.pool, { ...filter, limit, total: include === 'total' }))

  app.get('/v1/admin/users/:userId', {
    config: mayRead,
    schema: { operationId: 'getAdminUser', summary: 'A customer with addresses, consents and latest orders', tags, params, response: { 200: ref(CustomerSchema), ...problems } }
  }, async (request) => await customer(app.pool, request.params.userId, holdsWrite(request)))

  app.patch('/v1/admin/users/:userId', {
    config: mayWrite,
    schema: { operationId: 'updateAdminUser', summary: 'Correct a customer\'s profile, shut them out or let them in again', tags, params, body: ref(CustomerChangeSchema), response: { 200: ref(CustomerSchema), ...problems } }
  }, async (request) => await changeCustomer(app.pool, request.params.userId, request.body, byStaff(request)))

  app.post('/v1/admin/users/:userId/sign_out', {
    config: mayWrite,
    schema: { operationId: 'signOutAdminUser', summary: 'End every session of a customer', tags, params, response: { 204: { type: 'null', description: 'Signed out on every device.' }, ...problems } }
  }, async (request, reply) => {
    await signOut(app.pool, request.params.userId, byStaff(request))
    reply.code(204)
  })

  app.delete('/v1/admin/users/:userId', {
    config: { ...mayWrite, fresh: true },
    schema: { operationId: 'eraseAdminUser', summary: 'Erase a customer; orders keep their amounts and lose the name', tags, params, response: { 204: { type: 'null', description: 'Erased, now or before.' }, ...problems } }
  }, async (request, reply) => {
    await erase(app.deps, request.params.userId, byStaff(request))
    reply.code(204)
  })

  await app.register(customerExportRoutes)
}

async function customerExportRoutes (app: App): Promise<void> {
  app.post('/v1/admin/users/:userId/export', {
    config: mayWrite,
    schema: { operationId: 'exportAdminUser', summary: 'Have everything the shop keeps of a customer put into an archive', tags, params, response: { 202: ref(DataExportSchema), ...problems } }
  }, async (request, reply) => {
    reply.code(202)
    return toExportView(await startExport(app.pool, request.params.userId, userIdOf(request.caller), byStaff(request)))
  })

  app.get('/v1/admin/users/:userId/export', {
    config: mayWrite,
    schema: { operationId: 'getAdminUserExport', summary: 'How far the latest archive is', tags, params, response: { 200: ref(DataExportSchema), ...problems } }
  }, async ({ params: { userId } }) => toExportView(await exportOf(app.pool, userId)))

  app.get('/v1/admin/users/:userId/export/file', {
    config: mayWrite,
    schema: { operationId: 'downloadAdminUserExport', summary: 'The archive, once it is completed', tags, params, response: { 200: ArchiveReply, ...problems } }
  }, async ({ params: { userId } }, reply) => {
    const { made, bytes } = await exportFile(app.pool, userId)
    reply.headers(archiveHeaders(made))
    return bytes
  })
}
