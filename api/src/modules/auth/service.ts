// Signing in, turning a refresh token over, signing out, and proving oneself again.
import type { Deps } from '../../platform/deps.ts'
import { transaction, type Db, type Pool } from '../../platform/db.ts'
import { announce } from '../../platform/events.ts'
import type { Config } from '../../config.ts'
import { AppError } from '../../shared/errors.ts'
import { accountBrake, addressBrake, judged, judgedWithin, tooManyAttempts } from '../attempts/index.ts'
import { awaitsProof, factorOf, hashPassword, isPassword, needsUpgrade, passwordOf, takeCode, upgradePassword } from '../credentials/index.ts'
import { findUser, normaliseEmail, toUserView, type UserView } from '../users/index.ts'
import { emailNotVerified, invalidCredentials, otpInvalid, otpRequired, refreshInvalid, refreshMissing, refreshReused, wrongPassword } from './errors.ts'
import { accountOf, holdAccount } from './queries.ts'
import { liveSession, rotate, usedToken, type Session } from './queries-sessions.ts'
import type { Client } from './schemas.ts'
import { endFamily, endSession, markProven } from './sessions.ts'
import { openSession, type OpenedSession } from './staff.ts'
import { ACCESS_TOKEN_SECONDS, hashOfRefreshToken, mintAccessToken, nextRefreshToken, verifyAccessToken } from './tokens.ts'

export interface Origin { ip: string | null, userAgent: string | null }
export interface Login { email: string, password: string, otp: string | undefined, client: Client, deviceNotes: readonly string[], from: Origin }
export interface Refreshed { accessToken: string, refreshToken: string, expiresIn: number, client: Client }
export interface Proof { password?: string, otp?: string }
type SignedIn = OpenedSession & { user: UserView }

// A client whose answer was lost asks again at once; later than this it is somebody else's copy.
const GRACE_SECONDS = 10
// Tokens of a family that a client can have used within the grace; more is a loop, not a lost answer.
const GRACE_STEPS = 20

/** Known address or not, second factor or not: nothing differs until the right password was given. */
export async function login (deps: Deps, { email, password, otp, client, deviceNotes, from }: Login): Promise<SignedIn> {
  const { pool, config } = deps
  const address = normaliseEmail(email)
  const account = await accountOf(pool, address)
  const known = account?.status === 'active' || account?.status === 'pending' ? account.passwordHash ?? undefined : undefined

  const isRight = await judged(pool, addressBrake(config, address, deviceNotes), from.ip, async () => await isPassword(password, known))
  // Somebody who registered and has yet to open the link has no account to be found.
  if (!isRight || account === undefined || known === undefined) throw await awaitsProof(pool, config.SECRET, address, password) ? emailNotVerified() : invalidCredentials()
  if (!account.emailVerified) throw emailNotVerified()

  const entered = await transaction(pool, async (tx) => {
    if (!await holdAccount(tx, account.userId, known)) return invalidCredentials()
    return await refusalOfFactor(tx, config, account.userId, otp, from.ip) ?? await enter(tx, deps, account.userId, { client, ...from })
  })

  if (entered instanceof AppError) throw entered
  if (needsUpgrade(known)) await renewHash(deps, account.userId, known, password)
  return entered
}

export async function refresh (deps: Deps, token: string | undefined, from: Origin): Promise<Refreshed> {
  if (token === undefined) throw refreshMissing()
  const refreshToken = nextRefreshToken(deps.config.SECRET, token)

  const session = await rotate(deps.pool, hashOfRefreshToken(token), hashOfRefreshToken(refreshToken), from.userAgent)

  if (!session) return await answerAgain(deps, token, from)
  return await tokensOf(deps, session, refreshToken)
}

export async function logout ({ pool, config }: Deps, refreshToken: string | undefined, accessToken: string | undefined): Promise<void> {
  if (refreshToken !== undefined) await endFamily(pool, hashOfRefreshToken(refreshToken))
  if (accessToken === undefined) return

  const claims = await verifyAccessToken(config, accessToken).catch(() => undefined)
  if (claims) await endSession(pool, claims.sessionId, 'logout')
}

/** The password or a code again, for what asks for a fresh proof. */
export async function reauthenticate (deps: Deps, who: { userId: string, sessionId: string }, { password, otp }: Proof, ip: string | null): Promise<void> {
  if (password !== undefined) await provePassword(deps, who.userId, password, ip)
  else await proveCode(deps, who.userId, otp ?? '', ip)

  await markProven(deps.pool, who.sessionId)
}

// Returned and not thrown: what was counted must stay counted.
async function refusalOfFactor (tx: Db, config: Config, userId: string, otp: string | undefined, ip: string | null): Promise<AppError | undefined> {
  if ((await factorOf(tx, userId)).confirmedAt === null) return undefined
  return otp === undefined ? otpRequired() : await refusalOfCode(tx, config, userId, otp, ip, 401)
}

async function refusalOfCode (tx: Db, config: Config, userId: string, otp: string, ip: string | null, status: 401 | 403): Promise<AppError | undefined> {
  const verdict = await judgedWithin(tx, accountBrake(config, userId, 'otp'), ip, async () => {
    const taken = await takeCode(tx, config, userId, otp)
    if (taken === 'recovery') await announce(tx, { name: 'second_factor.changed', objectType: 'user', objectId: userId, payload: { change: 'code_used' } })
    return taken !== undefined
  })
  if (typeof verdict === 'number') return tooManyAttempts(verdict)
  return verdict ? undefined : otpInvalid(status)
}

async function enter (tx: Db, deps: Deps, userId: string, from: Origin & { client: Client }): Promise<SignedIn> {
  const session = await openSession(tx, deps.config, userId, from)
  const user = await findUser(tx, userId)
  if (!user) throw new Error('A user vanished while signing in')
  return { ...session, user: toUserView(user) }
}

// Nobody is kept out because the renewal found no room.
async function renewHash ({ pool, log }: Deps, userId: string, from: string, password: string): Promise<void> {
  try {
    await upgradePassword(pool, userId, from, await hashPassword(password))
  } catch (error) {
    log.warn({ err: error, userId }, 'a weak password hash was not renewed')
  }
}

async function provePassword ({ pool, config }: Deps, userId: string, password: string, ip: string | null): Promise<void> {
  const known = await passwordOf(pool, userId)
  const isRight = await judged(pool, accountBrake(config, userId, 'password'), ip, async () => await isPassword(password, known))
  if (!isRight) throw wrongPassword()
}

async function proveCode ({ pool, config }: { pool: Pool, config: Config }, userId: string, otp: string, ip: string | null): Promise<void> {
  const refusal = await transaction(pool, async (tx) => await refusalOfCode(tx, config, userId, otp, ip, 403))
  if (refusal) throw refusal
}

async function answerAgain (deps: Deps, token: string, from: Origin): Promise<Refreshed> {
  const used = await usedToken(deps.pool, hashOfRefreshToken(token))
  if (!used?.live) throw refreshInvalid()

  const current = used.secondsAgo <= GRACE_SECONDS && used.userAgent === from.userAgent
    ? successor(deps.config, token, used.refreshHash)
    : undefined
  if (current === undefined) {
    await endSession(deps.pool, used.sessionId, 'refresh_reused')
    throw refreshReused()
  }

  const session = await liveSession(deps.pool, used.sessionId)
  if (!session) throw refreshInvalid()
  return await tokensOf(deps, session, current)
}

// A token may have been turned over by a process that had the SECRET of before.
function successor ({ SECRET, SECRET_PREVIOUS }: Config, token: string, currentHash: Buffer): string | undefined {
  for (const secret of [SECRET, SECRET_PREVIOUS].filter((each) => each !== undefined)) {
    let next = token
    for (let step = 0; step < GRACE_STEPS; step += 1) {
      next = nextRefreshToken(secret, next)
      if (hashOfRefreshToken(next).equals(currentHash)) return next
    }
  }
  return undefined
}

const tokensOf = async (deps: Deps, session: Session, refreshToken: string): Promise<Refreshed> => ({
  accessToken: await mintAccessToken(deps.config, session),
  refreshToken,
  expiresIn: ACCESS_TOKEN_SECONDS,
  client: session.client
})
