// The state of the log as an address, and what it asks of the API; pure.
import { pick } from '../../lib/search.ts'
import { spanOf } from '../../lib/spans.ts'
import type { AuditFilter, AuditQuery } from './queries.ts'

export const ACTOR_TYPES = ['staff', 'api_key', 'system'] as const

const NAMES = ['q', 'actor', 'by', 'object', 'id', 'action', 'when', 'from', 'to', 'cursor'] as const
export type AuditSearch = { [N in typeof NAMES[number]]?: string }

export const readAuditSearch = (search: Record<string, unknown>): AuditSearch => pick(search, NAMES)

export function auditFilter ({ q, actor, by, object, id, action, when, from: first, to: last }: AuditSearch, today: Date): AuditFilter {
  const { from, to } = spanOf({ ...(when === undefined ? {} : { when }), ...(first === undefined ? {} : { from: first }), ...(last === undefined ? {} : { to: last }) }, today)
  const actorType = ACTOR_TYPES.find((type) => type === by)
  return {
    ...(q === undefined ? {} : { q }),
    ...(actor === undefined ? {} : { actorId: actor }),
    ...(actorType === undefined ? {} : { actorType }),
    ...(object === undefined ? {} : { objectType: object }),
    ...(id === undefined ? {} : { objectId: id }),
    ...(action === undefined ? {} : { action }),
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(to === undefined ? {} : { to: to.toISOString() })
  }
}

export const auditQuery = (search: AuditSearch, today: Date): AuditQuery =>
  ({ limit: 50, ...auditFilter(search, today), ...(search.cursor === undefined ? {} : { cursor: search.cursor }) })

export const isFiltered = ({ cursor, ...filters }: AuditSearch): boolean => Object.values(filters).some((value) => value !== undefined)
