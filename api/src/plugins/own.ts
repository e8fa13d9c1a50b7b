// Whose things a path is about: one's own, by id or as `me`; anybody else's id is as unknown as one that never was.
import type { FastifyRequest } from 'fastify'
import { notFound, unauthorized } from '../shared/errors.ts'

export interface Person { userId: string, sessionId: string }

export function ownPerson ({ caller }: Pick<FastifyRequest, 'caller'>, id: string): Person {
  if (!('userId' in caller)) throw unauthorized()
  if (id !== 'me' && id.toLowerCase() !== caller.userId) throw notFound('user')
  return { userId: caller.userId, sessionId: caller.sessionId }
}
