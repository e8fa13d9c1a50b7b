// The devices somebody is signed in on: which they are, whether one still is, and ending them, which every process hears of.
import { notFound } from '../../shared/errors.ts'
import { forget, remember } from '../../platform/cache.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import type { Schedule } from '../../platform/schedules.ts'
import { factorRequired } from './queries.ts'
import * as q from './queries-sessions.ts'

export type EndReason = q.EndReason
export type Device = q.Device

// What a lost notification could cost at most.
const STANDING_SECONDS = 30
const MOST_DEVICES = 100
const BATCH = 1_000

/** How long ago a session's person last proved themselves; undefined when it has ended: that is a 401. Remembered, and forgotten when it ends. */
export const sessionStanding = async (pool: Pool, userId: string, sessionId: string): Promise<number | undefined> =>
  await remember(pool, tagOf(sessionId), [tagOf(sessionId), `user:${userId}`], async () => await freshStanding(pool, userId, sessionId), STANDING_SECONDS)

/** The same asked anew, where seconds count. */
export const freshStanding = async (pool: Pool, userId: string, sessionId: string): Promise<number | undefined> =>
  await q.provenSecondsAgo(pool, userId, sessionId)

/** Ends every session of a person, or every one but theirs of this moment; in force everywhere once the transaction commits. */
export async function endSessions (tx: Db, userId: string, reason: EndReason, { exceptSessionId }: { exceptSessionId?: string } = {}): Promise<number> {
  const ended = await q.revokeAll(tx, userId, reason, exceptSessionId ?? null)
  await forget(tx, [`user:${userId}`])
  return ended
}

export async function endSession (pool: Pool, sessionId: string, reason: 'logout' | 'refresh_reused'): Promise<void> {
  await transaction(pool, async (tx) => {
    await q.revokeSession(tx, sessionId, reason)
    await forget(tx, [tagOf(sessionId)])
  })
}

/** By any refresh token the session ever had. */
export async function endFamily (pool: Pool, refreshHash: Buffer): Promise<void> {
  await transaction(pool, async (tx) => { await forget(tx, (await q.revokeFamily(tx, refreshHash)).map(tagOf)) })
}

export const listDevices = async (pool: Pool, userId: string): Promise<Device[]> => await q.devicesOf(pool, userId, MOST_DEVICES)

export async function endDevice (pool: Pool, userId: string, sessionId: string): Promise<void> {
  await transaction(pool, async (tx) => {
    if (!await q.revokeOwn(tx, userId, sessionId)) throw notFound('session')
    await forget(tx, [tagOf(sessionId)])
  })
}

export async function endDevices (pool: Pool, userId: string, keepSessionId: string | undefined): Promise<void> {
  await transaction(pool, async (tx) => {
    await endSessions(tx, userId, 'signed_out_everywhere', keepSessionId === undefined ? {} : { exceptSessionId: keepSessionId })
  })
}

/** From this moment the session may do what asks for a fresh proof. */
export async function markProven (pool: Pool, sessionId: string): Promise<void> {
  await transaction(pool, async (tx) => {
    await q.markProven(tx, sessionId)
    await forget(tx, [tagOf(sessionId)])
  })
}

/** Does a role of the person ask for a second factor? */
export const needsSecondFactor = async (db: Db, userId: string): Promise<boolean> => await factorRequired(db, userId)

export const authSchedules: Schedule[] = [{
  name: 'auth.sweep',
  cron: '41 * * * *',
  run: async ({ pool }) => { while (await q.deleteOldSessions(pool, BATCH) === BATCH); }
}]

const tagOf = (sessionId: string): string => `session:${sessionId}`
