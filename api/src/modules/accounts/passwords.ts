// A new password: by a mailed link, by an invitation, or by knowing the old one. Each ends the open links and the other sessions.
import { accountBrake, judged } from '../attempts/index.ts'
import { clearAttempts, endSessions, giveRoles } from '../auth/index.ts'
import {
  assertGoodPassword, hashPassword, isPassword, passwordOf, setPassword, takeToken, tokenIsLive, upgradePassword, voidTokens, type TakenToken, type TokenKind
} from '../credentials/index.ts'
import { nameUser, provenUser } from '../users/index.ts'
import { transaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { announce } from '../../platform/events.ts'
import { enqueue } from '../../platform/jobs.ts'
import { notFound } from '../../shared/errors.ts'
import { tokenInvalid, wrongPassword } from './errors.ts'

export { rememberDevice } from '../auth/index.ts'

export interface Reset { token: string, password: string }
export interface Acceptance extends Reset { firstName?: string, lastName?: string }
export interface Proven { email: string, client: 'storefront' | 'admin' }
export interface Change { ownId: string, sessionId: string, id: string, ip: string, currentPassword: string, newPassword: string }

/** The wrong passwords that strangers gave are forgotten with it: the owner of the mailbox always gets in again. */
export async function resetPassword ({ pool, config }: Deps, { token, password }: Reset): Promise<Proven> {
  return await byLink({ pool, config }, 'reset_password', { token, password }, async (tx, { payload }, { email }) => {
    await clearAttempts(tx, config, email)
    return { email, client: payload['client'] === 'admin' ? 'admin' : 'storefront' }
  })
}

export async function acceptInvitation ({ pool, config }: Deps, { firstName, lastName, ...reset }: Acceptance, from: { ip: string, requestId: string }): Promise<Proven> {
  return await byLink({ pool, config }, 'invitation', reset, async (tx, { userId, payload }, { email }) => {
    if (firstName !== undefined || lastName !== undefined) {
      await nameUser(tx, userId, { ...(firstName === undefined ? {} : { firstName }), ...(lastName === undefined ? {} : { lastName }) })
    }
    const { roles, invitedBy } = payload
    if (!Array.isArray(roles) || typeof invitedBy !== 'string') throw tokenInvalid()
    await giveRoles(tx, userId, roles.map(String), invitedBy, from)
    return { email, client: 'admin' }
  })
}

export async function changePassword ({ pool, config }: Deps, { ownId, sessionId, id, ip, currentPassword, newPassword }: Change): Promise<void> {
  if (id !== 'me' && id.toLowerCase() !== ownId) throw notFound('user')
  assertGoodPassword(newPassword, '/newPassword')
  const known = await passwordOf(pool, ownId)
  const matches = await judged(pool, accountBrake(config, ownId, 'password'), ip, async () => await isPassword(currentPassword, known))
  if (!matches || known === undefined) throw wrongPassword()
  const hash = await hashPassword(newPassword)

  await transaction(pool, async (tx) => {
    if (!await upgradePassword(tx, ownId, known, hash)) throw wrongPassword()
    await passwordIsNew(tx, ownId, sessionId)
  })
}

type OfUser = { email: string }
type Then = (tx: Db, taken: TakenToken, user: OfUser) => Promise<Proven>

// Hashing is costly, so a link that is worth nothing is refused before; of two who press at once one takes it after.
async function byLink ({ pool }: Pick<Deps, 'pool' | 'config'>, kind: TokenKind, { token, password }: Reset, then: Then): Promise<Proven> {
  assertGoodPassword(password, '/password')
  if (!await tokenIsLive(pool, kind, token)) throw tokenInvalid()
  const hash = await hashPassword(password)

  return await transaction(pool, async (tx) => {
    const taken = await takeToken(tx, kind, token)
    const user = taken && await provenUser(tx, taken.userId)
    if (!taken || !user) throw tokenInvalid()

    await setPassword(tx, taken.userId, hash)
    await passwordIsNew(tx, taken.userId)
    const proven = await then(tx, taken, user)

    if (user.newly) await announce(tx, { name: 'user.verified', objectType: 'user', objectId: taken.userId, payload: { userId: taken.userId } })
    return proven
  })
}

async function passwordIsNew (tx: Db, userId: string, exceptSessionId?: string): Promise<void> {
  await voidTokens(tx, userId)
  await endSessions(tx, userId, 'password_changed', exceptSessionId === undefined ? {} : { exceptSessionId })
  await announce(tx, { name: 'password.changed', objectType: 'user', objectId: userId })
  await enqueue(tx, 'accounts.letter', { kind: 'password_changed', userId })
}
