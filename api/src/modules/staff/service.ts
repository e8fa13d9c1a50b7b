// The verbs of staff members: change their roles, let them go and come back, sign them out, help them after a lost factor.
import { audit } from '../../platform/audit.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { decodeCursor, encodeCursor } from '../../shared/page.ts'
import { endSessions, keepAnOwner, refuseStronger, takeTurn, type Actor } from '../auth/index.ts'
import { removeFactor, voidTokens } from '../credentials/index.ts'
import { setStatus } from '../users/index.ts'
import { noMember, onlyInvited } from './errors.ts'
import * as q from './queries.ts'
import { refuseRoles } from './roles.ts'
import type { StaffChange } from './schemas.ts'

export async function listMembers (pool: Pool, { limit = 24, cursor, include }: { limit?: number, cursor?: string, include?: string }) {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, ['uuid'])[0]
  const rows = await q.pageOfMembers(pool, limit + 1, after)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const nextCursor = rows.length > limit && last ? encodeCursor([last.id]) : null
  return { items, nextCursor, ...(include === 'total' ? { total: await q.countMembers(pool) } : {}) }
}

export async function getMember (db: Db, id: string): Promise<q.Member> {
  const found = await q.findMember(db, id)
  if (!found) throw noMember()
  return found
}

export async function changeMember (pool: Pool, id: string, { roles, status }: StaffChange, actor: Actor): Promise<q.Member> {
  return await transaction(pool, async (tx) => {
    const mine = await takeTurn(tx, actor, 'staff.write')
    const before = await touchable(tx, mine, id)
    if (roles) await refuseRoles(tx, mine, roles)
    const leaves = status === 'deactivated' || (roles && !roles.includes('owner'))
    if (leaves && before.roles.some(({ code }) => code === 'owner')) await keepAnOwner(tx, id)

    if (roles) await q.replaceRoles(tx, id, roles)
    if (status === 'deactivated') await shutOut(tx, id)
    if (status === 'active') await setStatus(tx, id, 'disabled', 'active')
    const after = await getMember(tx, id)

    await note(tx, actor, 'staff.update', id, described(before), described(after))
    return after
  })
}

// Roles stay for the day they come back; keys are dead as long as their maker is out.
async function shutOut (tx: Db, id: string): Promise<void> {
  await setStatus(tx, id, 'active', 'disabled')
  await voidTokens(tx, id)
  await endSessions(tx, id, 'disabled')
}

export async function signOut (pool: Pool, id: string, actor: Actor): Promise<void> {
  await transaction(pool, async (tx) => {
    await touchable(tx, await takeTurn(tx, actor, 'staff.write'), id)

    const sessions = await endSessions(tx, id, 'signed_out_by_staff')

    await note(tx, actor, 'staff.sign_out', id, { sessions }, { sessions: 0 })
  })
}

/** Whoever lost phone and codes proves themselves to a colleague. Their sessions end, since the factor may be in other hands. */
export async function resetSecondFactor (pool: Pool, id: string, actor: Actor): Promise<void> {
  await transaction(pool, async (tx) => {
    const member = await touchable(tx, await takeTurn(tx, actor, 'staff.write'), id)

    const removed = await removeFactor(tx, id)
    await endSessions(tx, id, 'signed_out_by_staff')
    if (removed) await enqueue(tx, 'accounts.letter', { kind: 'second_factor_changed', userId: id })

    await note(tx, actor, 'staff.reset_second_factor', id, { secondFactor: member.secondFactor }, { secondFactor: false })
  })
}

/** Somebody who may not do more than the caller, and who has joined. */
async function touchable (tx: Db, mine: ReadonlySet<string>, id: string): Promise<q.Member> {
  const member = await getMember(tx, id)
  if (member.status === 'invited') throw onlyInvited()
  await refuseStronger(tx, mine, id)
  return member
}

const described = ({ roles, status }: q.Member): object => ({ roles: roles.map(({ code }) => code), status })

async function note (tx: Db, { by }: Actor, action: string, objectId: string, before: object, after: object): Promise<void> {
  await audit(tx, { ...by, action, objectType: 'staff', objectId, before, after })
}
