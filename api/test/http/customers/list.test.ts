// GET /v1/admin/users: found by address, name or order number, with what they ordered and spent, newest first.
import t from 'tap'
import { createStaff, openSession } from '../../../src/modules/auth/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { anApp } from '../../support/app.ts'
import { aPaidOrder, aVariant, call, staffToken } from '../../support/commerce.ts'
import { aPerson } from '../auth/people.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool, config } = shop
const staff = await staffToken(shop)

interface Card { id: string, email: string, firstName: string | null, status: string, verified: boolean, isStaff: boolean, ordersCount: number, totalSpent: { amount: string, currency: string }, lastOrderAt: string | null, marketingConsent: boolean }
interface Page { items: Card[], nextCursor: string | null, total?: number }
const list = async (query = '', bearer = staff) => {
  const { statusCode, body } = await call(shop, { url: `/v1/admin/users?${query}`, bearer })
  return { statusCode, body: body as unknown as Page & { code: string } }
}
const found = async (query: string): Promise<string[]> => (await list(query)).body.items.map(({ email }) => email)

async function named (email: string, firstName: string, lastName: string): Promise<string> {
  const { id } = await aPerson(pool, { email })
  await pool`update user_profiles set first_name = ${firstName}, last_name = ${lastName} where user_id = ${id}`
  return id
}
const ines = await named('ines.caballero@example.com', 'Inés', 'Caballero')
const grace = await named('g.hopper@example.com', 'Grace', 'Hopper')
const percent = await named('100%_sure@example.com', 'Max', 'Prozent')
const pending = await aPerson(pool, { email: 'not-yet@example.com', verified: false })
const erased = await aPerson(pool)
await pool`update users set status = 'erased', email = 'erased-1@invalid' where id = ${erased.id}`

const variant = await aVariant(pool, 10)
const paid = await aPaidOrder(shop, variant)
const second = await aPaidOrder(shop, variant)
await pool`update orders set user_id = ${grace} where id in (${paid.id}, ${second.id})`
await call(shop, { method: 'POST', url: `/v1/orders/${second.id}/cancel`, order: second.token, body: {} })
await pool`
  insert into consents (user_id, purpose, granted, wording, locale, source)
  values (${ines}, 'marketing_email', true, 'Yes', 'en', 'account'), (${grace}, 'marketing_email', true, 'Yes', 'en', 'account')`
await pool`insert into consents (user_id, purpose, granted, wording, locale, source) values (${grace}, 'marketing_email', false, 'No', 'en', 'account')`

t.test('200: newest first, without who was erased; kept by no cache', async (t) => {
  const { items, nextCursor } = (await list()).body
  t.equal(nextCursor, null)
  t.same(items.map(({ id }) => id), items.map(({ id }) => id).toSorted().toReversed())
  t.notOk(items.some(({ id }) => id === erased.id))
  t.match(items.find(({ id }) => id === pending.id), { status: 'pending', verified: false, isStaff: false, ordersCount: 0, lastOrderAt: null })
  t.match(items.find(({ email }) => email === 'admin@example.com'), { isStaff: true, status: 'active', verified: true })
  t.equal((await call(shop, { url: '/v1/admin/users', bearer: staff })).headers['cache-control'], 'no-store')
})

t.test('what they ordered and spent is told, in the base currency; a cancelled order was not spent', async (t) => {
  const { items } = (await list('q=hopper')).body
  t.match(items, [{ id: grace, ordersCount: 2, totalSpent: paid.order.total, lastOrderAt: /Z$/, marketingConsent: false }])
  t.match((await list('q=caballero')).body.items, [{ id: ines, ordersCount: 0, totalSpent: { amount: '0.00', currency: 'EUR' }, marketingConsent: true }])
})

t.test('found by a part of the address, of the name in whatever case, or of an order\'s number', async (t) => {
  t.same(await found('q=CABALLERO%40exam'), ['ines.caballero@example.com'])
  for (const form of ['NFC', 'NFD']) t.same(await found(`q=${encodeURIComponent('inés cab'.normalize(form))}`), ['ines.caballero@example.com'], form)
  t.same(await found('q=race%20hop'), ['g.hopper@example.com'])
  for (const number of [paid.order.number, paid.order.number.toLowerCase(), paid.order.number.replace('-', '')]) t.same(await found(`q=${number}`), ['g.hopper@example.com'], number)
  t.same(await found('q=nobody-like-that'), [])
  t.same(await found(`q=${encodeURIComponent('100%_')}`), ['100%_sure@example.com'], 'signs of the pattern are only signs')
  t.same(await found(`q=${encodeURIComponent('_%_')}`), [])
  t.ok(percent)
})

t.test('by state and by whether they ordered', async (t) => {
  t.same(await found('status=pending'), ['not-yet@example.com'])
  t.same(await found('status=erased'), ['erased-1@invalid'])
  t.same(await found('hasOrders=true'), ['g.hopper@example.com'])
  t.notOk((await found('hasOrders=false')).includes('g.hopper@example.com'))
  t.same(await found('hasOrders=true&q=caballero'), [])
  t.equal((await list('status=happy')).statusCode, 422)
})

t.test('in pages, each person once, also when somebody comes in between; the total only when asked', async (t) => {
  const all = (await list('include=total')).body
  t.equal(all.total, all.items.length)
  t.equal((await list()).body.total, undefined)
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { body }: { body: Page } = await list(`limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
    seen.push(...body.items.map(({ id }) => id))
    if (cursor === '') await aPerson(pool)
    cursor = body.nextCursor
  }
  t.same(seen, all.items.map(({ id }) => id))
  t.match((await list('cursor=made-up')).body, { code: 'invalid_cursor' })
})

t.test('401, 403: only with users.read', async (t) => {
  t.equal((await shop.app.inject('/v1/admin/users')).statusCode, 401)
  const bearerOf = async (role: 'support' | 'catalogue') => await transaction(pool, async (tx) =>
    (await openSession(tx, config, await createStaff(tx, { email: `${role}@staff.example`, passwordHash: 'none', role }))).accessToken)
  t.equal((await list('', await bearerOf('support'))).statusCode, 200)
  t.match((await list('', await bearerOf('catalogue'))).body, { status: 403, code: 'permission_missing' })
  t.equal((await list('', (await openSession(pool, config, grace)).accessToken)).statusCode, 403)
})
