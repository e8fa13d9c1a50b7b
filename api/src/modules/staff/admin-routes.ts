// The staff's doors of staff: who is who, invitations, roles given and taken, sign-out.
import { actorOf } from '../../plugins/actor.ts'
import type { App } from '../../plugins/types.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { invite, inviteAgain, takeBack } from './invitations.ts'
import * as s from './schemas.ts'
import { changeMember, getMember, listMembers, resetSecondFactor, signOut } from './service.ts'
import { toMemberView } from './views.ts'

const read = { access: 'staff.read', notFound: 'staff member' } as const
const write = { access: 'staff.write', notFound: 'staff member' } as const
const fresh = { ...write, fresh: true } as const
const base = '/v1/admin/staff'
const problems = { '4xx': ref(ProblemSchema) }
const nothing = { 204: { type: 'null' }, ...problems } as const
const tags = ['Staff']

export async function staffRoutes (app: App): Promise<void> {
  await app.register(memberRoutes)
  await app.register(invitationRoutes)
  await app.register(remedyRoutes)
}

async function memberRoutes (app: App): Promise<void> {
  app.get(base, {
    config: read,
    schema: { operationId: 'listAdminStaff', summary: 'The staff, newest first, with who is invited and who was let go', tags, querystring: s.MemberQuery, response: { 200: ref(s.StaffMemberPage), ...problems } }
  }, async ({ query }) => {
    const { items, ...page } = await listMembers(app.pool, query)
    return { ...page, items: items.map(toMemberView) }
  })

  app.get(`${base}/:id`, {
    config: read,
    schema: { operationId: 'getAdminStaff', summary: 'A member of the staff', tags, params: s.MemberParams, response: { 200: ref(s.StaffMemberSchema), ...problems } }
  }, async ({ params }) => toMemberView(await getMember(app.pool, params.id)))

  app.patch(`${base}/:id`, {
    config: fresh,
    schema: {
      operationId: 'updateAdminStaff',
      summary: 'Give other roles, deactivate or reactivate',
      description: 'In force at once. Whoever is deactivated is signed out everywhere, their keys are dead, their roles stay for their return.',
      tags,
      params: s.MemberParams,
      body: ref(s.StaffChangeSchema),
      response: { 200: ref(s.StaffMemberSchema), ...problems }
    }
  }, async (request) => toMemberView(await changeMember(app.pool, request.params.id, request.body, actorOf(request))))
}

async function invitationRoutes (app: App): Promise<void> {
  app.post(base, {
    config: fresh,
    schema: {
      operationId: 'inviteAdminStaff',
      summary: 'Invite somebody by mail',
      description: 'The link is good for seven days. Roles are given when it is accepted, if whoever invited may then still give them.',
      tags,
      body: ref(s.NewStaffMemberSchema),
      response: { 201: ref(s.StaffMemberSchema), ...problems }
    }
  }, async (request, reply) => {
    reply.code(201)
    return toMemberView(await invite(app.pool, request.body, request.context.locale, actorOf(request)))
  })

  app.post(`${base}/:id/invitation`, {
    config: fresh,
    schema: { operationId: 'resendAdminStaffInvitation', summary: 'Send an open invitation again', description: 'The links of before are void.', tags, params: s.MemberParams, response: { 200: ref(s.StaffMemberSchema), ...problems } }
  }, async (request) => toMemberView(await inviteAgain(app.pool, request.params.id, actorOf(request))))

  app.delete(`${base}/:id/invitation`, {
    config: fresh,
    schema: { operationId: 'cancelAdminStaffInvitation', summary: 'Take an invitation back', tags, params: s.MemberParams, response: nothing }
  }, async (request, reply) => {
    await takeBack(app.pool, request.params.id, actorOf(request))
    reply.code(204)
  })
}

async function remedyRoutes (app: App): Promise<void> {
  app.post(`${base}/:id/sign_out`, {
    config: write,
    schema: { operationId: 'signOutAdminStaff', summary: 'End every session of a member', tags, params: s.MemberParams, response: nothing }
  }, async (request, reply) => {
    await signOut(app.pool, request.params.id, actorOf(request))
    reply.code(204)
  })

  app.post(`${base}/:id/reset_second_factor`, {
    config: fresh,
    schema: {
      operationId: 'resetAdminSecondFactor',
      summary: 'Take away a lost second factor',
      description: 'Ends every session of the member too; where a role asks for a factor they set up a new one first.',
      tags,
      params: s.MemberParams,
      response: nothing
    }
  }, async (request, reply) => {
    await resetSecondFactor(app.pool, request.params.id, actorOf(request))
    reply.code(204)
  })
}
