// The street doors of a person's own data: take it along, or have it erased.
import type { FastifyRequest } from 'fastify'
import { byStaff } from '../../plugins/actor.ts'
import { userIdOf, type App, type Caller } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { noSuchUser } from './errors.ts'
import { ArchiveReply, DataExportSchema, OwnUserParams } from './schemas.ts'
import { archive, eraseUser, requestExport, waitForExport, type By } from './service.ts'
import { archiveHeaders, toExportView } from './views.ts'

const tags = ['Profile']
const problems = { '4xx': ref(ProblemSchema) }
// Well within the deadline of a request.
const PATIENCE_MS = 8_000

export async function privacyRoutes (app: App): Promise<void> {
  app.get('/v1/users/:id/export', {
    config: { access: 'customer', notFound: 'user' },
    schema: {
      operationId: 'exportUser',
      summary: 'Everything the shop keeps of you, as a ZIP of JSON',
      description: 'A job makes the archive. If it takes longer than a few seconds the answer is 202: ask again after `Retry-After`.',
      tags,
      params: OwnUserParams,
      response: { 200: ArchiveReply, 202: ref(DataExportSchema), ...problems }
    }
  }, async (request, reply) => {
    const userId = ownId(request.caller, request.params.id)
    const made = await waitForExport(app.pool, await requestExport(app.pool, userId, { id: userId }), PATIENCE_MS)
    if (made.status === 'completed') {
      reply.headers(archiveHeaders(made))
      return await archive(app.pool, made.id)
    }
    reply.code(202).header('retry-after', '5')
    return toExportView(made)
  })

  app.delete('/v1/users/:id', {
    config: { access: 'customer', fresh: true, notFound: 'user' },
    schema: {
      operationId: 'eraseUser',
      summary: 'Erase yourself; orders keep their amounts and lose your name',
      tags,
      params: OwnUserParams,
      response: { 204: { type: 'null', description: 'Erased; every session has ended.' }, ...problems }
    }
  }, async (request, reply) => {
    await eraseUser(app.deps, ownId(request.caller, request.params.id), byPerson(request))
    reply.code(204)
  })
}

/** A stranger's id is as unknown as one that never was. */
function ownId (caller: Caller, id: string): string {
  const own = userIdOf(caller)
  if (own === null || (id !== 'me' && id.toLowerCase() !== own)) throw noSuchUser()
  return own
}

// The log of the staff's acts never learns a customer's address: who asked is the one who was erased.
const byPerson = (request: FastifyRequest): By =>
  request.caller.kind === 'staff' ? byStaff(request) : { actorType: 'system', actorId: null, ip: null, requestId: request.id }
