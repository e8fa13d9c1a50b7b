// Signing in, turning a refresh token over, signing out.
import { createHmac } from 'node:crypto'
import type { Deps } from '../../platform/deps.ts'
import { transaction, type Db } from '../../platform/db.ts'
import { passwordMatches } from '../credentials/index.ts'
import { findUser, normaliseEmail, toUserView, type UserView } from '../users/index.ts'
import { emailNotVerified, invalidCredentials, refreshInvalid, refreshMissing, refreshReused, tooManyAttempts } from './errors.ts'
import * as q from './queries.ts'
import type { Client } from './schemas.ts'
import { openSession, type OpenedSession } from './staff.ts'
import { ACCESS_TOKEN_SECONDS, hashOfRefreshToken, mintAccessToken, nextRefreshToken, verifyAccessToken } from './tokens.ts'

export interface Origin { ip: string | null, userAgent: string | null }
export interface Login { email: string, password: string, client: Client, from: Origin }
export interface Refreshed { accessToken: string, refreshToken: string, expiresIn: number, client: Client }
type SignedIn = OpenedSession & { user: UserView }

// A client whose answer was lost asks again at once; later than this it is somebody else's copy.
const GRACE_SECONDS = 10
// Tokens of a family that a client can have used within the grace; more is a loop, not a lost answer.
const GRACE_STEPS = 20

export async function login (deps: Deps, { email, password, client, from }: Login): Promise<SignedIn> {
  const address = normaliseEmail(email)
  const hash = hashOfEmail(deps.config.SECRET, address)
  const { account, waitSeconds } = await q.standingOf(deps.pool, address, hash)
  if (waitSeconds !== null) throw tooManyAttempts(waitSeconds)

  const mayEnter = account?.status === 'active' || account?.status === 'pending'
  const matches = await passwordMatches(password, mayEnter ? account.passwordHash ?? undefined : undefined)

  const counted = await transaction(deps.pool, async (tx) => {
    await q.lockAttempts(tx, hash)
    if (!await q.recordAttempt(tx, hash, matches, from.ip)) return undefined
    return matches && account?.emailVerified ? await enter(tx, deps, account.userId, { client, ...from }) : 'refused'
  })

  if (counted === undefined) throw tooManyAttempts((await q.standingOf(deps.pool, address, hash)).waitSeconds ?? 1)
  if (counted === 'refused') throw matches ? emailNotVerified() : invalidCredentials()
  return counted
}

export async function refresh (deps: Deps, token: string | undefined, from: Origin): Promise<Refreshed> {
  if (token === undefined) throw refreshMissing()
  const refreshToken = nextRefreshToken(deps.config.SECRET, token)

  const session = await q.rotate(deps.pool, hashOfRefreshToken(token), hashOfRefreshToken(refreshToken), from.userAgent)

  if (!session) return await answerAgain(deps, token, from)
  return await tokensOf(deps, session, refreshToken)
}

export async function logout (deps: Deps, refreshToken: string | undefined, accessToken: string | undefined): Promise<void> {
  if (refreshToken !== undefined) await q.revokeFamily(deps.pool, hashOfRefreshToken(refreshToken))
  if (accessToken === undefined) return

  const claims = await verifyAccessToken(deps.config, accessToken).catch(() => undefined)
  if (claims) await q.revokeSession(deps.pool, claims.sessionId, 'logout')
}

async function enter (tx: Db, deps: Deps, userId: string, from: Origin & { client: Client }): Promise<SignedIn> {
  const session = await openSession(tx, deps.config, userId, from)
  const user = await findUser(tx, userId)
  if (!user) throw new Error('A user vanished while signing in')
  return { ...session, user: toUserView(user) }
}

async function answerAgain (deps: Deps, token: string, from: Origin): Promise<Refreshed> {
  const used = await q.usedToken(deps.pool, hashOfRefreshToken(token))
  if (!used?.live) throw refreshInvalid()

  const current = used.secondsAgo <= GRACE_SECONDS && used.userAgent === from.userAgent
    ? successor(deps.config.SECRET, token, used.refreshHash)
    : undefined
  if (current === undefined) {
    await q.revokeSession(deps.pool, used.sessionId, 'refresh_reused')
    throw refreshReused()
  }

  const session = await q.liveSession(deps.pool, used.sessionId)
  if (!session) throw refreshInvalid()
  return await tokensOf(deps, session, current)
}

function successor (secret: string, token: string, currentHash: Buffer): string | undefined {
  let next = token
  for (let step = 0; step < GRACE_STEPS; step += 1) {
    next = nextRefreshToken(secret, next)
    if (hashOfRefreshToken(next).equals(currentHash)) return next
  }
  return undefined
}

const tokensOf = async (deps: Deps, session: q.Session, refreshToken: string): Promise<Refreshed> => ({
  accessToken: await mintAccessToken(deps.config, session),
  refreshToken,
  expiresIn: ACCESS_TOKEN_SECONDS,
  client: session.client
})

const hashOfEmail = (secret: string, email: string): Buffer => createHmac('sha256', secret).update('email ').update(email).digest()
