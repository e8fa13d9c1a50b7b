// Who of the staff is asking, as the audit log names them.
import type { FastifyRequest } from 'fastify'
import type { AuditEntry } from '../platform/audit.ts'

export type By = Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>

export const byStaff = ({ caller, ip, id }: Pick<FastifyRequest, 'caller' | 'ip' | 'id'>): By =>
  ({ actorType: 'staff', actorId: caller.kind === 'staff' ? caller.userId : null, ip, requestId: id })
