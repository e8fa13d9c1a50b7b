// Who of the staff, or which of their keys, is asking, as the audit log names them.
import type { FastifyRequest } from 'fastify'
import type { Actor } from '../modules/auth/index.ts'
import type { AuditEntry } from '../platform/audit.ts'

export type By = Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>

export const byStaff = ({ caller, ip, id }: Pick<FastifyRequest, 'caller' | 'ip' | 'id'>): By =>
  caller.kind === 'api_key'
    ? { actorType: 'api_key', actorId: caller.keyId, ip, requestId: id }
    : { actorType: 'staff', actorId: caller.kind === 'staff' ? caller.userId : null, ip, requestId: id }

/** The same with what the caller may do, for whoever hands rights on. */
export const actorOf = (request: Pick<FastifyRequest, 'caller' | 'ip' | 'id'>): Actor => ({
  by: byStaff(request),
  userId: request.caller.kind === 'staff' ? request.caller.userId : null,
  permissions: 'permissions' in request.caller ? request.caller.permissions : new Set()
})
