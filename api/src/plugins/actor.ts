// Who of the staff, or which of their keys, is asking, as the audit log names them.
import type { FastifyRequest } from 'fastify'
import type { AuditEntry } from '../platform/audit.ts'

export type By = Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>

export const byStaff = ({ caller, ip, id }: Pick<FastifyRequest, 'caller' | 'ip' | 'id'>): By =>
  caller.kind === 'api_key'
    ? { actorType: 'api_key', actorId: caller.keyId, ip, requestId: id }
    : { actorType: 'staff', actorId: caller.kind === 'staff' ? caller.userId : null, ip, requestId: id }
