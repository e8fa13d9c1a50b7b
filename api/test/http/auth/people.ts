// People for the tests of sign-in: a customer with a password, a factor, and the ways they ask.
import type { LightMyRequestResponse } from 'fastify'
import type { Config } from '../../../src/config.ts'
import { beginFactor, confirmFactor } from '../../../src/modules/credentials/index.ts'
import { generate } from 'otplib'
import type { Pool } from '../../../src/platform/db.ts'
import { transaction } from '../../../src/platform/db.ts'
import { hashPassword, openSession, type OpenedSession } from '../../../src/modules/auth/index.ts'
import { createUser } from '../../../src/modules/users/index.ts'

export const PASSWORD = 'a walk along the Spree'

// The hash takes a fifth of a second; one serves every person of a file.
const hash = hashPassword(PASSWORD)

export interface Person { id: string, email: string }

let people = 0

export async function aPerson (pool: Pool, { verified = true, email = `person-${people += 1}@example.com`, passwordHash = hash }: { verified?: boolean, email?: string, passwordHash?: string | Promise<string> } = {}): Promise<Person> {
  const secret = await passwordHash
  return await transaction(pool, async (tx) => {
    const id = await createUser(tx, { email, verified })
    await tx`insert into credentials (user_id, kind, secret) values (${id}, 'password', ${secret})`
    return { id, email }
  })
}

/** name=value of a Set-Cookie header, to send back. */
export const cookieOf = (header: string | string[] | number | undefined): string => {
  const line = [header].flat()[0]
  return String(line ?? '').split(';')[0] ?? ''
}

export const cookiesOf = ({ headers }: LightMyRequestResponse): string[] => [headers['set-cookie'] ?? []].flat().map(String)

/** name=value of every cookie an answer sets, as a browser would send them back. */
export const sentBack = (reply: LightMyRequestResponse): string => cookiesOf(reply).map((line) => line.split(';')[0]).join('; ')

export type Signed = OpenedSession & { bearer: { authorization: string } }

/** Signed in without the work of a password. */
export async function signedIn (pool: Pool, config: Config, userId: string, from: Parameters<typeof openSession>[3] = {}): Promise<Signed> {
  const session = await openSession(pool, config, userId, from)
  return { ...session, bearer: { authorization: `Bearer ${session.accessToken}` } }
}

/** The code an authenticator app shows now, or so many half minutes away: by a library other than the one that checks. */
export const codeOf = async (secret: string, steps = 0): Promise<string> =>
  await generate({ secret, strategy: 'totp', epoch: Math.floor(Date.now() / 1000) + steps * 30 })

/** Sets a factor up with a code of a minute ago taken already, so that the tests have those of now. */
export async function withFactor (pool: Pool, config: Config, userId: string): Promise<{ secret: string, recoveryCodes: string[] }> {
  return await transaction(pool, async (tx) => {
    const secret = await beginFactor(tx, config, userId)
    const recoveryCodes = await confirmFactor(tx, config, userId, await codeOf(secret, -1))
    if (recoveryCodes === undefined) throw new Error('The code of half a minute ago was not taken')
    return { secret, recoveryCodes }
  })
}
