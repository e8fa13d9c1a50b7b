// The devices somebody is signed in on: which they are, whether one still is, and ending them, which every process hears of.
import { forget } from '../../platform/cache.ts'
import type { Db } from '../../platform/db.ts'
import * as q from './queries.ts'

export type EndReason = q.EndReason

/** Ends every session of a person, or every one but theirs of this moment; in force everywhere once the transaction commits. */
export async function endSessions (tx: Db, userId: string, reason: EndReason, { exceptSessionId }: { exceptSessionId?: string } = {}): Promise<number> {
  const ended = await q.revokeAll(tx, userId, reason, exceptSessionId ?? null)
  await forget(tx, [`user:${userId}`])
  return ended
}
