// The demo shop with one caller of every kind, and a shopper who owns one of everything that can be owned.
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { BUILTIN_ROLES, createStaff, ensureRoles, openSession, permissionNames, type RoleCode } from '../../src/modules/auth/index.ts'
import { createUser } from '../../src/modules/users/index.ts'
import type { Config } from '../../src/config.ts'
import { transaction, type Db } from '../../src/platform/db.ts'
import { newId } from '../../src/shared/ids.ts'
import { anApp, type TestApp } from '../support/app.ts'
import { documentOf } from '../../src/plugins/openapi.ts'
import { fill, operationsOf, type Document, type Operation } from './document.ts'

export type Headers = Record<string, string>
export type Reply = LightMyRequestResponse
export interface Call { headers?: Headers, ids?: Record<string, string>, query?: string, body?: unknown, raw?: string, media?: string }

export interface World {
  shop: TestApp
  document: Document
  operations: Operation[]
  customer: Headers
  stranger: Headers
  roles: Record<RoleCode, Headers>
  /** Signed in long ago. */
  stale: { owner: Headers, customer: Headers }
  /** May do everything, but their role asks for a second factor that they lack. */
  factorless: Headers
  /** A key of the owner's with just these scopes. */
  keyWith: (scopes: string[]) => Promise<Headers>
  call: (operation: Operation, call?: Call) => Promise<Reply>
  /** Somebody the operation lets in. */
  allowed: (operation: Operation) => Headers
}

export async function aWorld (t: Test): Promise<World> {
  const shop = await anApp(t, { template: 'demo', logger: { level: 'error', stream: process.stderr } })
  await shop.app.ready()
  const document = documentOf(shop.app) as unknown as Document
  const people = await transaction(shop.pool, async (tx) => await peopleOf(tx, shop.config))

  return {
    shop,
    document,
    operations: operationsOf(document),
    ...people,
    keyWith: async (scopes) => await keyWith(shop, people.roles.owner, scopes),
    call: async (operation, call) => await shop.app.inject(requestFor(operation, call)),
    allowed: ({ access }) => access === 'public' ? {} : ['buyer', 'customer'].includes(access) ? people.customer : people.roles.owner
  }
}

async function peopleOf (tx: Db, config: Config) {
  await ensureRoles(tx)
  const bearer = async (userId: string, minutesAgo = 0): Promise<Headers> => {
    const { accessToken, sessionId } = await openSession(tx, config, userId)
    if (minutesAgo > 0) await tx`update sessions set authenticated_at = now() - make_interval(mins => ${minutesAgo}) where id = ${sessionId}`
    return { authorization: `Bearer ${accessToken}` }
  }
  const shopper = async (name: string) => await createUser(tx, { email: `${name}@example.com`, verified: true })
  const staff = async (name: string, role: string) => await createStaff(tx, { email: `${name}@example.com`, passwordHash: 'not a hash', role: role as RoleCode })

  const walker = await shopper('walker')
  const owner = await staff('owner', 'owner')
  const roles: Partial<Record<RoleCode, Headers>> = { owner: await bearer(owner) }
  for (const { code } of BUILTIN_ROLES.filter((role) => role.code !== 'owner')) roles[code] = await bearer(await staff(code, code))
  await tx`insert into roles (code, name, requires_second_factor) values ('careful', 'Careful', true)`
  await tx`insert into role_permissions (role_id, permission) select id, unnest(${[...permissionNames]}::text[]) from roles where code = 'careful'`
  return {
    customer: await bearer(walker),
    stranger: await bearer(await shopper('stranger')),
    roles: roles as Record<RoleCode, Headers>,
    stale: { owner: await bearer(owner, 16), customer: await bearer(walker, 16) },
    factorless: await bearer(await staff('careful', 'careful'))
  }
}

async function keyWith ({ app }: TestApp, owner: Headers, scopes: string[]): Promise<Headers> {
  const reply = await app.inject({ method: 'POST', url: '/v1/admin/api_keys', headers: { ...owner, 'idempotency-key': newId() }, payload: { name: 'Walker', scopes } })
  if (reply.statusCode !== 201) throw new Error(`No key: ${reply.body}`)
  return { authorization: `Bearer ${reply.json().secret}` }
}

export function requestFor (operation: Operation, { headers, ids, query, body, raw, media = 'application/json' }: Call = {}): InjectOptions {
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  return {
    method: operation.method,
    url: `${fill(operation, ids)}${query === undefined ? '' : `?${query}`}`,
    headers: {
      ...(operation.method === 'POST' ? { 'idempotency-key': newId() } : {}),
      ...(payload === undefined ? {} : { 'content-type': media }),
      ...headers
    },
    ...(payload === undefined ? {} : { payload })
  }
}

const LEAKS = [
  /\bat \S+ \(?(file:|node:|\/)\S*:\d+/, /node_modules|\.ts:\d+|\.js:\d+/, /postgres|pg_|pgboss|sqlstate/i, /syntax error at|violates \w+[ -]\w* ?constraint|duplicate key/i,
  /\brelation "|\bcolumn "|\binvalid (input syntax|byte sequence)/i, /ECONN|CONNECTION_|ETIMEDOUT/, /FST_|ajv/i, /\b(select|insert into|update|delete from) \w+.* (where|set|values|from)\b/i
]

/** Nothing of the machine room may show, and nothing may have failed on our side. */
export function isDecent (reply: Reply): true | string {
  if (reply.statusCode >= 500) return `answered ${reply.statusCode}: ${reply.body.slice(0, 200)}`
  return keepsSecrets(reply)
}

export function keepsSecrets (reply: Reply): true | string {
  if (reply.statusCode < 400) return true
  if (!String(reply.headers['content-type']).startsWith('application/problem+json')) return `a refusal as ${String(reply.headers['content-type'])}`
  const problem = reply.json()
  const missing = ['type', 'title', 'status', 'code', 'detail', 'requestId'].filter((member) => problem[member] === undefined)
  if (missing.length > 0 || problem.status !== reply.statusCode || !/^[a-z][a-z0-9_]*$/.test(problem.code)) return `no proper problem: ${reply.body.slice(0, 200)}`
  const leak = LEAKS.find((pattern) => pattern.test(reply.body))
  return leak === undefined ? true : `shows ${String(leak)}: ${reply.body.slice(0, 300)}`
}

/** A refusal without what differs by right, for comparing two. */
export const plain = (reply: Reply): object => ({
  ...reply.json(),
  requestId: '',
  headers: Object.keys(reply.headers).filter((name) => name !== 'content-length' && !/request-?id/i.test(name)).toSorted()
})
