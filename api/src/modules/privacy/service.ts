// The verbs of a person's data: have it exported, have it erased.
import { setTimeout as sleep } from 'node:timers/promises'
import { accountBrake, addressBrake } from '../attempts/index.ts'
import { endSessions, keepAnOwner } from '../auth/index.ts'
import { audit, type AuditEntry } from '../../platform/audit.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { announce } from '../../platform/events.ts'
import { enqueue, type Job } from '../../platform/jobs.ts'
import type { Schedule } from '../../platform/schedules.ts'
import { currentConsents, recordConsent } from '../users/index.ts'
import { filesOf, zip } from './archive.ts'
import { noSuchExport, noSuchUser, orderInProgress } from './errors.ts'
import * as exports from './export-queries.ts'
import { PLACES } from './personal-data.ts'
import * as q from './queries.ts'

export type By = Pick<AuditEntry, 'actorType' | 'actorId' | 'ip' | 'requestId'>
export type Asker = { id: string | null, by?: By }

const POLL_MS = 200
const SWEEP_BATCH = 100

/** Joins what is at work, takes what is less than an hour old, else begins anew. */
export async function requestExport (pool: Pool, userId: string, asker: Asker): Promise<exports.Export> {
  return await transaction(pool, async (tx) => {
    const person = await q.findPerson(tx, userId)
    if (!person || person.status === 'erased') throw noSuchUser()
    const latest = await exports.latestExport(tx, userId)
    if (asker.by) await note(tx, asker.by, 'user.export', person, {})
    if (latest?.isRecent) return latest

    await exports.giveUpStale(tx, userId)
    const begun = await exports.insertExport(tx, userId, asker.id)
    if (begun) await enqueue(tx, 'privacy.export', { exportId: begun.id }, { id: begun.id })

    const found = begun ?? await exports.latestExport(tx, userId)
    if (!found) throw noSuchExport()
    return found
  })
}

/** Asks again until the archive is there or the patience is over. */
export async function waitForExport (pool: Pool, begun: exports.Export, patienceMs: number): Promise<exports.Export> {
  const end = Date.now() + patienceMs
  let seen = begun
  while (['queued', 'running'].includes(seen.status) && Date.now() < end) {
    await sleep(POLL_MS)
    seen = await exports.exportById(pool, begun.id) ?? seen
  }
  return seen
}

export const latestExport = async (pool: Pool, userId: string): Promise<exports.Export> => {
  const latest = await exports.latestExport(pool, userId)
  if (!latest) throw noSuchExport()
  return latest
}

export const archive = async (pool: Pool, exportId: string): Promise<Buffer> => {
  const bytes = await exports.archiveOfExport(pool, exportId)
  if (!bytes) throw noSuchExport()
  return bytes
}

const makeArchive: Job<{ exportId: string }> = {
  queue: 'privacy.export',
  async handle ({ pool }, { exportId }) {
    const begun = await exports.beginExport(pool, exportId)
    if (!begun) return
    const { userId, requestedBy } = begun

    const rows = await transaction(pool, async (tx) => {
      await q.asOfOneMoment(tx)
      const person = await q.findPerson(tx, userId)
      return person && await q.readPlaces(tx, await q.thingsOf(tx, person, { guestCarts: false }))
    })
    if (!rows) return

    const at = new Date()
    const bytes = await zip(filesOf(rows, at), at)
    await transaction(pool, async (tx) => {
      const isDone = await exports.completeExport(tx, exportId, bytes)
      // Who asked is told, and so is the owner if somebody else sat at their account.
      if (isDone && requestedBy === userId) await enqueue(tx, 'accounts.letter', { kind: 'export_ready', userId }, { id: exportId })
    })
  }
}

const sweep: Schedule = {
  name: 'privacy.sweep',
  cron: '11 * * * *',
  async run ({ pool }) {
    while (await exports.deleteExpired(pool, SWEEP_BATCH) === SWEEP_BATCH);
  }
}

/** In one transaction, or not at all. Erased already is as good as erased now. */
export async function eraseUser ({ pool, config }: Pick<Deps, 'pool' | 'config'>, userId: string, by: By): Promise<void> {
  await transaction(pool, async (tx) => {
    await keepAnOwner(tx, userId)
    const person = await q.lockPerson(tx, userId)
    if (!person) throw noSuchUser()
    if (person.status === 'erased') return
    const things = await q.thingsOf(tx, person, { guestCarts: true })
    await q.holdOrders(tx, things)
    const orders = await q.countOrdersInProgress(tx, things)
    if (orders > 0) throw orderInProgress(orders)

    await takeBackConsents(tx, userId)
    await endSessions(tx, userId, 'erased')
    const attempts = [addressBrake(config, person.email).key, accountBrake(config, userId, 'otp').key]
    const counts = await q.eraseElsewhere(tx, person, things, attempts)
    for (const place of PLACES) {
      if (place.removed !== undefined || place.scrubbed !== undefined) counts[place.table] = await q.erasePlace(tx, place, things)
    }

    await announce(tx, { name: 'user.erased', objectType: 'user', objectId: userId })
    const scrubbed = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
    await note(tx, by, 'user.erase', person, { status: 'erased', scrubbed })
  })
}

const takeBackConsents = async (tx: Db, userId: string): Promise<void> => {
  for (const consent of await currentConsents(tx, userId)) {
    if (consent.granted) await recordConsent(tx, { ...consent, userId, granted: false, source: 'erasure' })
  }
}

const note = async (tx: Db, by: By, action: string, { id, status }: q.Person, after: object): Promise<void> => {
  await audit(tx, { ...by, action, objectType: 'user', objectId: id, before: { status }, after: { status, ...after } })
}

export const privacyJobs = [makeArchive] as Job[]
export const privacySchedules: Schedule[] = [sweep]
