// The merchant's start page: the summary of sales, and who is signed in with which rights.
import type { App, Caller } from '../../plugins/types.ts'
import { forbidden } from '../../shared/errors.ts'
import { ProblemSchema, ref } from '../../shared/schemas.ts'
import { StaffSessionSchema, SummarySchema } from './schemas.ts'
import { staffMember, summary } from './service.ts'
import { toStaffSessionView, toSummaryView } from './views.ts'

export async function adminRoutes (app: App): Promise<void> {
  app.get('/v1/admin/analytics/summary', {
    config: { access: 'analytics.read' },
    schema: {
      operationId: 'getAdminAnalyticsSummary',
      summary: 'Sales of today, yesterday and the week, and what waits',
      tags: ['Dashboard (staff)'],
      response: { 200: ref(SummarySchema), '4xx': ref(ProblemSchema) }
    }
  }, async () => toSummaryView(await summary(app.pool)))

  app.get('/v1/admin/session', {
    config: { access: 'staff' },
    schema: {
      operationId: 'getAdminSession',
      summary: 'Who is signed in, and what they may do',
      tags: ['Dashboard (staff)'],
      response: { 200: ref(StaffSessionSchema), '4xx': ref(ProblemSchema) }
    }
  }, async (request) => {
    const { userId, permissions, provenSecondsAgo } = staff(request.caller)
    return toStaffSessionView(await staffMember(app.pool, userId), permissions, provenSecondsAgo)
  })
}

function staff (caller: Caller): Extract<Caller, { kind: 'staff' }> {
  if (caller.kind !== 'staff') throw forbidden()
  return caller
}
