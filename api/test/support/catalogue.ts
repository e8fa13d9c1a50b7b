// The catalogue spoken to in a few words: reads as a shopper, writes as staff with just these permissions.
import type { LightMyRequestResponse } from 'fastify'
import { openSession } from '../../src/modules/auth/index.ts'
import type { TestApp } from './app.ts'

export interface Money { amount: string, currency: string }
export interface Priced { price: Money, compareAtPrice: Money | null, priceSource: string }
export interface Card extends Priced { id: string, slug: string, sku: string, variantId: string, name: string, language: string, inStock: boolean, publishedAt: string, prices?: Priced[], priceRange: { min: Money, max: Money } }
export interface Variant extends Priced { id: string, sku: string, inventoryQuantity: number, availability: string, prices: Priced[], options: Array<{ code: string, name: string, valueCode: string, value: string }> }
export interface Page<T> { items: T[], nextCursor: string | null, total?: number }
export interface Product extends Card {
  description: string, variants: Variant[], alternates: Record<string, string>, media: Array<{ id: string, alt: string, renditions: Array<{ url: string }> }>
  categories: Array<{ name: string, breadcrumbs: Array<{ name: string }> }>, options: Array<{ code: string, values: unknown[] }>
}
export interface Problem { code: string, status: number, errors?: Array<{ path: string, code: string }>, version?: number }
export interface StaffProduct {
  id: string, version: number, status: string, can: string[], name: string
  texts: Array<{ language: string, exists: boolean, name: string, slug: string, description: string, missing: string[] }>
  variants: Array<{ id: string, sku: string, basePrice: Money, stock: { onHand: number }, prices: Array<{ currency: string, price: Money | null, compareAtPrice: Money | null, source: string, converted: { price: Money, rate: string } | null }> }>
  pictures: Array<{ id: string, alts: Record<string, string> }>
}

export async function get<T> ({ app }: TestApp, url: string, headers: Record<string, string> = {}): Promise<{ status: number, headers: LightMyRequestResponse['headers'], body: T }> {
  const reply = await app.inject({ url, headers })
  return { status: reply.statusCode, headers: reply.headers, body: (reply.body === '' ? undefined : reply.json()) as T }
}

/** Every item of a list, page by page. */
export async function walk<T> (shop: TestApp, url: string, limit = 10): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const next: string = `${url}${url.includes('?') ? '&' : '?'}limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`
    const { body } = await get<Page<T>>(shop, next)
    items.push(...body.items)
    cursor = body.nextCursor
  } while (cursor !== null)
  return items
}

export type Staff = <T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, body?: unknown, headers?: Record<string, string>) =>
Promise<{ status: number, headers: LightMyRequestResponse['headers'], body: T }>

/** The demo's owner, or somebody who has only the permissions named. */
export async function staffOf ({ app, pool, config }: TestApp, permissions?: string[]): Promise<Staff> {
  const userId = permissions === undefined ? await ownerId(pool) : await somebodyWith(pool, permissions)
  const { accessToken } = await openSession(pool, config, userId, { client: 'admin' })
  return async (method, url, body, headers = {}) => {
    const reply = await app.inject({
      method,
      url,
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${accessToken}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }
    })
    return { status: reply.statusCode, headers: reply.headers, body: reply.json() }
  }
}

async function ownerId (pool: TestApp['pool']): Promise<string> {
  const [row] = await pool<{ id: string }[]>`select id from users where email = 'admin@example.com'`
  if (!row) throw new Error('The demo has no staff')
  return row.id
}

async function somebodyWith (pool: TestApp['pool'], permissions: string[]): Promise<string> {
  const code = `test_${permissions.join('_').replaceAll(/[^a-z]+/g, '_')}`
  const [row] = await pool<{ id: string }[]>`
    with somebody as (
      insert into users (email, email_verified_at) values (${`${code}@example.com`}, now()) returning id
    ), role as (
      insert into roles (code, name) values (${code}, ${code}) returning id
    ), allowed as (
      insert into role_permissions (role_id, permission) select role.id, p from role, unnest(${permissions}::text[]) p
    ), given as (
      insert into user_roles (user_id, role_id) select somebody.id, role.id from somebody, role
    )
    select id from somebody`
  if (!row) throw new Error('Nobody was made')
  return row.id
}
