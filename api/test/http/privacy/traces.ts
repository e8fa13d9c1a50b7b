// A person who leaves traces wherever the shop can be made to keep one, over HTTP as anybody would; and a search for them everywhere.
import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import type { TestApp } from '../../support/app.ts'
import { aVariant, call, setStock, staffToken, type Reply } from '../../support/commerce.ts'
import { aPerson, PASSWORD } from '../auth/people.ts'

export const TRACES = {
  email: 'xanthippe.quillfeather@example.com',
  firstName: 'Xanthippe',
  lastName: 'Quillfeather',
  phone: '+49 170 5550199',
  street: 'Zwetschgenallee 77',
  house: 'Hinterhaus Mirabelle',
  city: 'Kleinquittendorf',
  company: 'Renekloden & Co',
  note: 'Bitte bei Vogelsangs klingeln',
  userAgent: 'XanthBrowser/7.0',
  ip: '203.0.113.77'
}
const { email, firstName, lastName, phone, street, house, city, company, note, userAgent, ip } = TRACES
export const ADDRESS = { firstName, lastName, company, addressLine1: street, addressLine2: house, city, postalCode: '10119', countryCode: 'DE', phone }

export interface Traced { id: string, bearer: string, staff: string, orders: string[], guestOrder: string, cart: string }

const good = (reply: Reply): Reply => {
  if (reply.statusCode >= 300) throw new Error(`${reply.statusCode} ${JSON.stringify(reply.body)}`)
  return reply
}

export async function signIn ({ app }: TestApp, password = PASSWORD): Promise<string> {
  const reply = await app.inject({
    method: 'POST', url: '/v1/auth/login', payload: { email, password, tokenDelivery: 'body' }, headers: { 'user-agent': userAgent }, remoteAddress: ip
  })
  return reply.json<{ accessToken: string }>().accessToken
}

/** Bought, paid, sent and arrived; by an account or as a guest with the account's address. */
export async function anOrderThatArrived (shop: TestApp, staff: string, variantId: string, bearer?: string): Promise<string> {
  const who = bearer === undefined ? {} : { bearer }
  const begun = good(await call(shop, { ...who, method: 'POST', url: '/v1/cart/items?locale=en', body: { variantId, quantity: 1 } }))
  const buyer = bearer === undefined ? { cart: begun.body.token } : { bearer }
  const methods = good(await call(shop, { ...buyer, url: '/v1/cart/shipping_methods?country=DE' }))
  good(await call(shop, { ...buyer, method: 'PATCH', url: '/v1/cart', body: { email, note, country: 'DE', shippingAddress: ADDRESS, shippingMethodId: methods.body.items[0]?.id } }))
  const order = good(await call(shop, { ...buyer, method: 'POST', url: '/v1/orders', body: {} })).body
  const owner = bearer === undefined ? { order: order.accessToken } : { bearer }
  good(await call(shop, { ...owner, method: 'POST', url: '/v1/payments/process', body: { orderId: order.id, gateway: 'test', paymentMethod: 'approve' } }))
  good(await call(shop, { bearer: staff, method: 'POST', url: `/v1/admin/orders/${order.id}/ship`, body: { trackingNumber: `T-${randomUUID()}` } }))
  good(await call(shop, { bearer: staff, method: 'POST', url: `/v1/admin/orders/${order.id}/deliver`, body: {} }))
  return order.id
}

export async function aTracedPerson (shop: TestApp): Promise<Traced> {
  const { id } = await aPerson(shop.pool, { email })
  const staff = await staffToken(shop)
  await signIn(shop, 'not my password at all')
  const bearer = await signIn(shop)
  good(await call(shop, { bearer, method: 'PATCH', url: '/v1/users/me', body: { firstName, lastName, phone, locale: 'de', currency: 'EUR' } }))
  good(await call(shop, { bearer, method: 'POST', url: '/v1/users/me/addresses', body: { type: 'shipping', ...ADDRESS } }))
  good(await call(shop, { bearer, method: 'POST', url: '/v1/users/me/consents', body: { purpose: 'marketing_email', granted: true, wording: 'Yes, write to me.', locale: 'en' } }))
  good(await call(shop, { bearer: staff, method: 'PATCH', url: `/v1/admin/users/${id}`, body: { firstName, lastName, phone } }))

  good(await call(shop, { bearer: staff, method: 'POST', url: '/v1/admin/staff', body: { email, roles: ['orders'], firstName, lastName } }))
  good(await call(shop, { bearer: staff, method: 'DELETE', url: `/v1/admin/staff/${id}/invitation` }))

  const variant = await aVariant(shop.pool, 50)
  await setStock(shop.pool, variant, 50)
  const orders = [await anOrderThatArrived(shop, staff, variant, bearer)]
  const guestOrder = await anOrderThatArrived(shop, staff, variant)
  const cart = good(await call(shop, { bearer, method: 'POST', url: '/v1/cart/items', body: { variantId: variant, quantity: 2 } })).body.id
  good(await call(shop, { bearer, method: 'PATCH', url: '/v1/cart', body: { email, note, shippingAddress: ADDRESS } }))

  for (const url of ['/v1/auth/forgot_password', '/v1/auth/register']) {
    const payload = url.endsWith('register') ? { email, password: 'quiet water under the bridge', firstName, lastName } : { email }
    await shop.app.inject({ method: 'POST', url, payload, remoteAddress: ip })
  }
  await shop.settled()
  await shop.pool`insert into registrations (email, password_hash, profile, expires_at) values (${email}, 'none', ${shop.pool.json({ firstName, lastName })}, now() + interval '1 day')`
  return { id, bearer, staff, orders, guestOrder, cart }
}

/** Every place of the database, the queue's included, where one of the words stands: 'table.column: word'. */
export async function search (adminUrl: string, words: string[]): Promise<string[]> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    const columns = await sql<Array<{ place: string, column: string }>>`
      select format('%I.%I', n.nspname, c.relname) as place, quote_ident(a.attname) as "column"
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
      where n.nspname in ('public', 'pgboss') and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
        and (t.typname in ('text', 'citext', 'json', 'jsonb', 'inet', 'cidr', 'varchar', 'bpchar', 'name') or t.typcategory = 'A')`
    const found: string[] = []
    for (const { place, column } of columns) {
      for (const word of words) {
        const [hit] = await sql.unsafe(`select 1 from ${place} where ${column}::text ilike $1 limit 1`, [`%${word}%`])
        if (hit) found.push(`${place.replace('public.', '')}.${column}: ${word}`)
      }
    }
    return found.toSorted()
  } finally {
    await sql.end()
  }
}
