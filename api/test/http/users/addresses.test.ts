// /v1/users/{id}/addresses: a person's address book, one default of each type, checked as its country writes it.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { call } from '../../support/commerce.ts'
import { openSession } from '../../../src/modules/auth/index.ts'
import { aPerson } from '../auth/people.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool, config } = shop
const TORSTRASSE = { firstName: 'Lena', lastName: 'Vogt', addressLine1: 'Torstraße 12', city: 'Berlin', postalCode: '10119', countryCode: 'DE' }

interface Address { id: string, type: string, isDefault: boolean, region?: string, city: string, company?: string }

async function aReader () {
  const person = await aPerson(pool)
  const { accessToken: bearer } = await openSession(pool, config, person.id)
  const url = '/v1/users/me/addresses'
  return {
    ...person,
    bearer,
    add: async (more: object = {}, key?: string) => await call(shop, { method: 'POST', url, bearer, body: { type: 'shipping', ...TORSTRASSE, ...more }, ...(key === undefined ? {} : { key }) }),
    change: async (id: string, body: object) => await call(shop, { method: 'PATCH', url: `${url}/${id}`, bearer, body }),
    remove: async (id: string) => await call(shop, { method: 'DELETE', url: `${url}/${id}`, bearer }),
    list: async (query = '') => (await call(shop, { url: `${url}${query}`, bearer })).body as unknown as { items: Address[], nextCursor: string | null }
  }
}
const defaultsOf = ({ items }: { items: Address[] }): string[] => items.filter(({ isDefault }) => isDefault).map(({ type, id }) => `${type} ${id}`).toSorted()

t.test('201: the first of a type is its default; a new default takes the former\'s place', async (t) => {
  const { add, list } = await aReader()
  const first = await add({ company: '  ', addressLine2: null })
  t.equal(first.statusCode, 201)
  t.match(first.body, { type: 'shipping', isDefault: true, lastName: 'Vogt', countryCode: 'DE', createdAt: /Z$/ })
  t.notOk('company' in first.body, 'empty parts are left out')
  t.match((await add()).body, { isDefault: false })
  const billing = await add({ type: 'billing', isDefault: false })
  t.match(billing.body, { isDefault: true })

  const third = await add({ isDefault: true })
  const listed = await list()
  t.same(defaultsOf(listed), [`billing ${billing.body.id}`, `shipping ${third.body.id}`])
  t.equal(listed.items[0]?.id, third.body.id, 'newest first')
  t.equal(listed.nextCursor, null)
})

t.test('200: a list in pages', async (t) => {
  const { add, list } = await aReader()
  for (let n = 0; n < 3; n += 1) await add()
  const one = await list('?limit=2')
  t.equal(one.items.length, 2)
  const two = await list(`?limit=2&cursor=${one.nextCursor}`)
  t.equal(two.items.length, 1)
  t.equal(new Set([...one.items, ...two.items].map(({ id }) => id)).size, 3)
})

t.test('200: what is named changes; a default stays one until another is', async (t) => {
  const { add, change, list } = await aReader()
  const [first, second] = [(await add({ company: 'Vogt GmbH' })).body.id, (await add()).body.id]
  t.match((await change(first, { city: 'Potsdam', postalCode: '14467', company: null, isDefault: false })).body, { city: 'Potsdam', isDefault: true, lastName: 'Vogt' })
  t.notOk('company' in ((await list()).items.find(({ id }) => id === first) ?? { company: '' }))
  t.match((await change(second, { isDefault: true })).body, { isDefault: true })
  t.same(defaultsOf(await list()), [`shipping ${second}`])

  t.match((await change(second, { type: 'billing' })).body, { type: 'billing', isDefault: true })
  t.same(defaultsOf(await list()), [`billing ${second}`, `shipping ${first}`])
})

t.test('200: another country\'s rules hold at once', async (t) => {
  const { add, change } = await aReader()
  const { body: { id } } = await add()
  t.match((await change(id, { countryCode: 'US' })).body, { errors: [{ path: '/region', code: 'required' }] })
  t.match((await change(id, { countryCode: 'US', region: 'new york', postalCode: '10013', city: 'New York' })).body, { region: 'NY' })
  t.match((await change(id, { region: 'Berlin' })).body, { errors: [{ path: '/region', code: 'option' }] })
})

t.test('204: a removed default leaves its place to the newest; a second time there is none', async (t) => {
  const { add, remove, list } = await aReader()
  const [first, second, third] = [(await add()).body.id, (await add()).body.id, (await add()).body.id]
  t.equal((await remove(first)).statusCode, 204)
  t.same(defaultsOf(await list()), [`shipping ${third}`])
  t.match(await remove(first), { statusCode: 404, body: { code: 'address_not_found' } })
  await remove(second)
  await remove(third)
  t.same((await list()).items, [])
})

t.test('422: as the country writes it, told by path', async (t) => {
  const { add } = await aReader()
  const faults = async (more: object) => (await add(more)).body.errors.map(({ path, code }) => `${path} ${code}`)
  t.same(await faults({ postalCode: '1011' }), ['/postalCode pattern'])
  t.same(await faults({ postalCode: null, city: ' ' }), ['/city required', '/postalCode required'])
  t.same(await faults({ countryCode: 'XX' }), ['/countryCode unsupported_country'])
  t.same(await faults({ countryCode: 'JP', postalCode: '150-0001', region: 'Berlin' }), ['/region option'])
  for (const more of [{ type: 'home' }, { userId: 'x' }, { id: 'x' }, { lastName: '' }, { city: 'x'.repeat(101) }]) t.equal((await add(more)).statusCode, 422, JSON.stringify(more).slice(0, 40))
})

t.test('409: there is an end to it', async (t) => {
  const { id, add } = await aReader()
  await pool`
    insert into user_addresses (user_id, type, address, country_code)
    select ${id}, 'shipping', ${JSON.stringify(TORSTRASSE)}::text::jsonb, 'DE' from generate_series(1, 49)`
  t.same((await Promise.all([add(), add(), add()])).map(({ statusCode }) => statusCode).toSorted(), [201, 409, 409])
  t.match((await add()).body, { code: 'too_many_addresses' })
})

t.test('many windows at once leave one default of a type', async (t) => {
  const { add, change, remove, list } = await aReader()
  const made = await Promise.all(Array.from({ length: 8 }, async () => (await add({ isDefault: true })).body.id))
  await Promise.all([...made.map(async (id) => await change(id, { isDefault: true })), remove(made[0] ?? ''), add({ isDefault: true })])
  const listed = await list()
  t.equal(listed.items.length, 8)
  t.equal(defaultsOf(listed).length, 1)
})

t.test('201: a retry with its key is one address', async (t) => {
  const { add, list } = await aReader()
  const key = crypto.randomUUID()
  t.equal((await add({}, key)).body.id, (await add({}, key)).body.id)
  t.equal((await list()).items.length, 1)
})

t.test('404: a stranger\'s book and its addresses are as unknown as none; 401 without a session', async (t) => {
  const [lena, omar] = [await aReader(), await aReader()]
  const { body: { id } } = await lena.add()
  t.match((await omar.change(id, { city: 'Bonn' })).body, { code: 'address_not_found' })
  t.match((await omar.remove(id)).body, { code: 'address_not_found' })
  t.match((await omar.change('not-an-id', { city: 'Bonn' })).body, { code: 'address_not_found' })
  for (const method of ['GET', 'POST'] as const) {
    const url = `/v1/users/${lena.id}/addresses`
    const body = method === 'POST' ? { type: 'shipping', ...TORSTRASSE } : undefined
    t.match((await call(shop, { method, url, bearer: omar.bearer, body })).body, { code: 'user_not_found' })
    t.equal((await call(shop, { method, url, body })).statusCode, 401)
  }
  t.match((await lena.list()).items, [{ id, city: 'Berlin' }])
})
