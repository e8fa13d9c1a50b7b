// Invitations: who is asked to join, with which roles; nothing of it is in force before the link was opened and a password set.
import { audit } from '../../platform/audit.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { takeTurn, type Actor } from '../auth/index.ts'
import { issueToken, lockAddress, voidTokens } from '../credentials/index.ts'
import { directory } from '../localization/index.ts'
import { createUser, isEmail, normaliseEmail } from '../users/index.ts'
import { badEmail, isDisabled, isStaffAlready, noMember, notInvited, unsupportedLocale } from './errors.ts'
import * as q from './queries.ts'
import { refuseRoles } from './roles.ts'
import type { NewStaffMember } from './schemas.ts'

export const INVITATION_QUEUE = 'staff.invitation'
const LIFE_HOURS = 7 * 24

/** A customer who is invited stays just a customer until they accept; an open invitation is replaced. */
export async function invite (pool: Pool, { email: given, roles, locale, ...name }: NewStaffMember, contextLocale: string, actor: Actor): Promise<q.Member> {
  const email = normaliseEmail(given)
  if (!isEmail(email)) throw badEmail()
  await refuseLocale(pool, locale)

  return await transaction(pool, async (tx) => {
    const mine = await takeTurn(tx, actor, 'staff.write')
    await refuseRoles(tx, mine, roles)
    // Somebody may be proving the address at this moment.
    await lockAddress(tx, email)
    const person = await q.personAt(tx, email)
    if (person?.isStaff) throw isStaffAlready()
    if (person?.status === 'disabled') throw isDisabled()
    const former = person && await q.invitationOf(tx, person.userId)

    const userId = person?.userId ?? await createUser(tx, { ...name, email, verified: false, locale: locale ?? contextLocale })
    await open(tx, userId, { roles, invitedBy: actor.userId, locale: locale ?? contextLocale })

    await note(tx, actor, 'staff.invite', userId, former ? { roles: former.roles } : null, { roles })
    return await member(tx, userId)
  })
}

/** The same once more, now in the name of whoever sends it; the links of before are void. */
export async function inviteAgain (pool: Pool, userId: string, actor: Actor): Promise<q.Member> {
  return await transaction(pool, async (tx) => {
    const mine = await takeTurn(tx, actor, 'staff.write')
    const { roles, locale } = await invited(tx, userId)
    await refuseRoles(tx, mine, roles)

    await open(tx, userId, { roles, invitedBy: actor.userId, locale })

    await note(tx, actor, 'staff.invite_again', userId, null, { roles })
    return await member(tx, userId)
  })
}

export async function takeBack (pool: Pool, userId: string, actor: Actor): Promise<void> {
  await transaction(pool, async (tx) => {
    const mine = await takeTurn(tx, actor, 'staff.write')
    const { roles } = await invited(tx, userId)
    await refuseRoles(tx, mine, roles)

    await voidTokens(tx, userId, 'invitation')

    await note(tx, actor, 'staff.uninvite', userId, { roles }, null)
  })
}

// What is kept here says who is invited to what; the link itself is made when the mail is written, since only its hash may be kept.
async function open (tx: Db, userId: string, payload: { roles: string[], invitedBy: string | null, locale: string }): Promise<void> {
  await voidTokens(tx, userId, 'invitation')
  await issueToken(tx, { userId, kind: 'invitation', hours: LIFE_HOURS, payload })
  await enqueue(tx, INVITATION_QUEUE, { userId })
}

async function invited (tx: Db, userId: string): Promise<q.Invitation> {
  const invitation = await q.invitationOf(tx, userId)
  const { status } = await member(tx, userId)
  if (!invitation || status !== 'invited') throw notInvited()
  return invitation
}

async function member (db: Db, id: string): Promise<q.Member> {
  const found = await q.findMember(db, id)
  if (!found) throw noMember()
  return found
}

async function refuseLocale (pool: Pool, locale: string | undefined): Promise<void> {
  if (locale === undefined) return
  const { languages } = await directory(pool)
  if (!languages.some(({ code, enabled }) => code === locale && enabled)) throw unsupportedLocale()
}

// No address: who is invited may be a customer, whom the log could never forget.
async function note (tx: Db, { by }: Actor, action: string, objectId: string, before: object | null, after: object | null): Promise<void> {
  await audit(tx, { ...by, action, objectType: 'staff', objectId, before, after })
}
