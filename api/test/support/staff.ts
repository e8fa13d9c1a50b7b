// A shop with people: members of the staff with just these rights, spoken for in a few words, and programs with keys.
import { randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import { createStaff, ensureRoles, openSession, type RoleCode } from '../../src/modules/auth/index.ts'
import { transaction, type Pool } from '../../src/platform/db.ts'
import { aShop } from './a-shop.ts'
import { anApp, type TestApp } from './app.ts'

// Only what the tests look at; the contract test holds the whole shapes.
export interface Body {
  id: string, code: string, secret: string, prefix: string, name: string, email: string, status: string, items: Body[], nextCursor: string | null, total: number
  scopes: string[], effectiveScopes: string[], networks: string[], roles: Array<{ code: string, name: string }>, permissions: string[]
  expiresAt: string | null, lastUsedAt: string | null, lastUsedIp: string | null, revokedAt: string | null, previousValidUntil: string | null, rotatedAt: string | null
  createdBy: { id: string, email: string }, errors: Array<{ path: string, code: string }>, requiresSecondFactor: boolean, isBuiltin: boolean, staffCount: number
  secondFactor: boolean, lastSeenAt: string | null, invitationExpiresAt: string | null, description: string | null, user: { id: string }, area: string, kind: string
}
export interface Answer { status: number, body: Body, headers: Record<string, unknown> }
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
export type Speak = (method: Method, url: string, body?: unknown, more?: { ip?: string, headers?: Record<string, string> }) => Promise<Answer>
export interface Person { id: string, email: string, speak: Speak }

export async function aStaffedShop (t: Test): Promise<TestApp & { owner: Person }> {
  const shop = await anApp(t)
  await aShop(shop.pool)
  await transaction(shop.pool, ensureRoles)
  return { ...shop, owner: await aMember(shop, 'owner') }
}

export async function aMember (shop: TestApp, role: string): Promise<Person> {
  const email = `${role}-${randomUUID()}@example.com`
  const id = await transaction(shop.pool, async (tx) => await createStaff(tx, { email, passwordHash: 'not a hash', role: role as RoleCode }))
  return { id, email, speak: await asUser(shop, id) }
}

/** Somebody whose only role permits just this. */
export async function memberWith (shop: TestApp, permissions: readonly string[]): Promise<Person & { role: string }> {
  const role = await aRole(shop.pool, permissions)
  return { ...await aMember(shop, role), role }
}

export async function aRole (pool: Pool, permissions: readonly string[]): Promise<string> {
  const code = `test_${randomUUID().replaceAll('-', '')}`
  await pool`
    with role as (insert into roles (code, name) values (${code}, 'Test') returning id)
    insert into role_permissions (role_id, permission) select role.id, p from role, unnest(${[...permissions]}::text[]) p`
  return code
}

export async function asUser (shop: TestApp, userId: string): Promise<Speak> {
  const { accessToken } = await openSession(shop.pool, shop.config, userId, { client: 'admin' })
  return speakWith(shop, accessToken)
}

export const speakWith = ({ app }: Pick<TestApp, 'app'>, bearer: string): Speak => async (method, url, body, { ip, headers = {} } = {}) => {
  const reply = await app.inject({
    method,
    url,
    ...(ip === undefined ? {} : { remoteAddress: ip }),
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${bearer}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }
  })
  return { status: reply.statusCode, body: (reply.body === '' ? {} : reply.json()) as Body, headers: reply.headers }
}

/** A key as its maker gets it, with the maker's own words. */
export async function aKey (maker: Person, scopes: readonly string[], more: object = {}): Promise<Body> {
  const { status, body } = await maker.speak('POST', '/v1/admin/api_keys', { name: 'Test', scopes, ...more })
  if (status !== 201) throw new Error(`No key: ${JSON.stringify(body)}`)
  return body
}

/** As time passing would: the last proof of every session lies so many minutes back. */
export const age = async (pool: Pool, userId: string, minutes: number): Promise<void> => {
  await pool`update sessions set authenticated_at = now() - make_interval(mins => ${minutes}) where user_id = ${userId}`
}

export interface Entry { action: string, objectType: string, objectId: string, actorType: string, actorId: string, before: Record<string, unknown> | null, after: Record<string, unknown> | null, ip: string | null, requestId: string | null }
export const lastEntry = async (pool: Pool): Promise<Entry | undefined> =>
  (await pool<Entry[]>`select action, object_type, object_id, actor_type, actor_id, before, after, host(ip) as ip, request_id from audit_log order by id desc limit 1`)[0]
