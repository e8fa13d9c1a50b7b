// The demo shop with one caller of every kind, and a shopper who owns one of everything that can be owned.
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { Test } from 'tap'
import { BUILTIN_ROLES, createStaff, ensureRoles, openSession, type RoleCode } from '../../src/modules/auth/index.ts'
import { createUser } from '../../src/modules/users/index.ts'
import { transaction } from '../../src/platform/db.ts'
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
  call: (operation: Operation, call?: Call) => Promise<Reply>
  /** Somebody the operation lets in. */
  allowed: (operation: Operation) => Headers
}

export async function aWorld (t: Test): Promise<World> {
  const shop = await anApp(t, { template: 'demo', logger: { level: 'error', stream: process.stderr } })
  await shop.app.ready()
  const document = documentOf(shop.app) as unknown as Document
  const people = await transaction(shop.pool, async (tx) => {
    await ensureRoles(tx)
    const bearer = async (userId: string): Promise<Headers> =>
      ({ authorization: `Bearer ${(await openSession(tx, shop.config, userId)).accessToken}` })
    const customer = await bearer(await createUser(tx, { email: 'walker@example.com', verified: true }))
    const stranger = await bearer(await createUser(tx, { email: 'stranger@example.com', verified: true }))
    const roles: Partial<Record<RoleCode, Headers>> = {}
    for (const { code } of BUILTIN_ROLES) {
      roles[code] = await bearer(await createStaff(tx, { email: `${code}@example.com`, passwordHash: 'not a hash', role: code }))
    }
    return { customer, stranger, roles: roles as Record<RoleCode, Headers> }
  })

  return {
    shop,
    document,
    operations: operationsOf(document),
    ...people,
    call: async (operation, call) => await shop.app.inject(requestFor(operation, call)),
    allowed: ({ access }) => access === 'public' ? {} : ['buyer', 'customer'].includes(access) ? people.customer : people.roles.owner
  }
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
