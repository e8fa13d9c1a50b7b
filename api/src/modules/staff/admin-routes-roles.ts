// The staff's doors of roles, and the table of permissions that roles and keys are made of.
import { actorOf } from '../../plugins/actor.ts'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { changeRole, createRole, deleteRole, listRoles } from './roles.ts'
import * as s from './schemas.ts'
import { permissionTable } from './views.ts'

const fresh = { access: 'staff.write', fresh: true, notFound: 'role' } as const
const base = '/v1/admin/roles'
const problems = { '4xx': ref(ProblemSchema) }
const tags = ['Staff']

export async function roleRoutes (app: App): Promise<void> {
  await app.register(readRoutes)
  await app.register(writeRoutes)
}

async function readRoutes (app: App): Promise<void> {
  app.get(base, {
    config: { access: 'staff.read' },
    schema: { operationId: 'listAdminRoles', summary: 'Roles and what each permits, built-in ones first', tags, response: { 200: ref(s.RoleList), ...problems } }
  }, async () => ({ items: await listRoles(app.pool) }))

  app.get('/v1/admin/permissions', {
    config: { access: 'staff' },
    schema: { operationId: 'listAdminPermissions', summary: 'Every right there is, with what it means', tags, response: { 200: ref(s.PermissionList), ...problems } }
  }, async () => ({ items: permissionTable() }))
}

async function writeRoutes (app: App): Promise<void> {
  app.post(base, {
    config: fresh,
    schema: { operationId: 'createAdminRole', summary: 'Make a role', tags, body: ref(s.NewRoleSchema), response: { 201: ref(s.RoleSchema), ...problems } }
  }, async (request, reply) => {
    reply.code(201)
    return await createRole(app.pool, request.body, actorOf(request))
  })

  app.patch(`${base}/:code`, {
    config: fresh,
    schema: {
      operationId: 'updateAdminRole',
      summary: 'Change what a role is called and permits, or ask for a second factor',
      description: 'In force at once for everybody who has it. Of a built-in role only requiresSecondFactor can change.',
      tags,
      params: s.RoleParams,
      body: ref(s.RoleChangeSchema),
      response: { 200: ref(s.RoleSchema), ...problems }
    }
  }, async (request) => await changeRole(app.pool, request.params.code, request.body, actorOf(request)))

  app.delete(`${base}/:code`, {
    config: fresh,
    schema: { operationId: 'deleteAdminRole', summary: 'Remove a role that nobody has', tags, params: s.RoleParams, response: { 204: { type: 'null' }, ...problems } }
  }, async (request, reply) => {
    await deleteRole(app.pool, request.params.code, actorOf(request))
    reply.code(204)
  })
}
