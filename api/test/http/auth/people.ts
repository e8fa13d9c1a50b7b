// People for the tests of sign-in: a customer with a password, and the ways they ask.
import type { Pool } from '../../../src/platform/db.ts'
import { transaction } from '../../../src/platform/db.ts'
import { hashPassword } from '../../../src/modules/auth/index.ts'
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
