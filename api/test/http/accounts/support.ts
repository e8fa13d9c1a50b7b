// A shop whose mailbox can be read, and people who come to it by the front door.
import type { LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { hashPassword, setPassword } from '../../../src/modules/credentials/index.ts'
import { createUser } from '../../../src/modules/users/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { anApp, type TestApp, type TestOptions } from '../../support/app.ts'

export type Reply = LightMyRequestResponse
export interface Mail { to: string, subject: string, text: string, html: string, locale: string }

export const PASSWORD = 'a walk along the Spree'
export const OTHER = 'two walks along the Elbe'

// The hash takes a fifth of a second; one serves every person of a file.
const hash = hashPassword(PASSWORD)

export interface Shop extends TestApp {
  post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Reply>
  register: (email: string, more?: object) => Promise<Reply>
  /** Newest first, once every job is done. */
  mailsTo: (email: string) => Promise<Mail[]>
  /** The token of the newest letter. */
  tokenTo: (email: string) => Promise<string>
  /** There already, without the way of the front door. */
  aPerson: (email: string, more?: { firstName?: string, locale?: string }) => Promise<string>
  /** Registered and verified. */
  aMember: (email: string, more?: object) => Promise<string>
  login: (email: string, password: string, headers?: Record<string, string>) => Promise<Reply>
  bearer: (email: string, password: string) => Promise<Record<string, string>>
}

export async function aShop (t: Test, options: TestOptions = {}): Promise<Shop> {
  const shop = await anApp(t, { template: 'demo', ...options, env: { RATE_LIMITS: 'off', ...options.env } })
  const post: Shop['post'] = async (path, body, headers = {}) =>
    await shop.app.inject({ method: 'POST', url: `/v1/auth/${path}`, payload: body as object, headers })
  const register: Shop['register'] = async (email, more = {}) => await post('register', { email, password: PASSWORD, ...more })
  const login: Shop['login'] = async (email, password, headers) => await post('login', { email, password, tokenDelivery: 'body' }, headers)
  const mailsTo: Shop['mailsTo'] = async (email) => {
    await shop.settled()
    return (await shop.app.inject(`/dev/mail?to=${encodeURIComponent(email)}`)).json<{ items: Mail[] }>().items
  }
  const tokenTo: Shop['tokenTo'] = async (email) => tokenIn((await mailsTo(email))[0])
  return {
    ...shop,
    post,
    register,
    login,
    mailsTo,
    tokenTo,
    aPerson: async (email, more = {}) => await transaction(shop.pool, async (tx) => {
      const id = await createUser(tx, { ...more, email, verified: true })
      await setPassword(tx, id, await hash)
      return id
    }),
    async aMember (email, more) {
      await register(email, more)
      await post('verify_email', { token: await tokenTo(email) })
      const [user] = await shop.pool<Array<{ id: string }>>`select id from users where email = ${email} and status = 'active'`
      if (!user) throw new Error(`${email} has no account`)
      return user.id
    },
    bearer: async (email, password) => ({ authorization: `Bearer ${(await login(email, password)).json().accessToken}` })
  }
}

export function tokenIn (mail: Mail | undefined): string {
  const token = /[?&]token=([\w-]+)/.exec(mail?.text ?? '')?.[1]
  if (token === undefined) throw new Error(`No token in ${mail?.subject ?? 'no letter at all'}`)
  return token
}

/** What a stranger sees of an answer: all of it, without the time and the number of the request. */
export const seen = ({ statusCode, headers, body }: Reply): object => {
  const { date, ...rest } = headers
  return { statusCode, headers: rest, body: body.replace(/"requestId":"[^"]*"/, '') }
}

/** While it runs nobody can read or write who has an account: an answer that comes anyway never asked. */
export async function withoutUsers<T> ({ database }: TestApp, run: () => Promise<T>): Promise<T> {
  const { default: postgres } = await import('postgres')
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    return await sql.begin(async (tx) => {
      await tx`lock table users, credentials, one_time_tokens, user_profiles in access exclusive mode`
      return await run()
    }) as T
  } finally {
    await sql.end()
  }
}
