// GET /v1/admin/audit_log and /{id}: who changed what, found by person, thing, act, time and word.
import t from 'tap'
import { openSession } from '../../../src/modules/auth/index.ts'
import { audit } from '../../../src/platform/audit.ts'
import { newId } from '../../../src/shared/ids.ts'
import { anApp } from '../../support/app.ts'
import { get, staffOf, walk, type Page, type Problem } from '../../support/catalogue.ts'

interface Entry {
  id: string, at: string, actor: { type: string, id: string | null, name: string | null, email: string | null }
  action: string, objectType: string, objectId: string, before: unknown, after: unknown, ip: string | null, requestId: string | null, restorable: boolean
}
const URL = '/v1/admin/audit_log'
const shop = await anApp(t, { template: 'demo' })
const owner = await staffOf(shop)
const reader = await staffOf(shop, ['audit_log.read'])
const [ownerRow] = await shop.pool<{ id: string }[]>`select id from users where email = 'admin@example.com'`
const ownerId = ownerRow?.id ?? ''
const list = async (query: string) => (await reader<Page<Entry>>('GET', `${URL}?${query}`)).body

await owner('PATCH', '/v1/admin/localization/currencies/JPY', { marginPercent: '4' })
await owner('PATCH', '/v1/admin/localization/languages/fr', { position: 7 })

t.test('200: an entry says who, what, from what to what, from where, by which request', async (t) => {
  const { items: [entry] } = await list('objectType=currency&objectId=JPY')
  t.match(entry, {
    actor: { type: 'staff', id: ownerId, email: 'admin@example.com' }, action: 'currency.changed', objectType: 'currency', objectId: 'JPY',
    before: { code: 'JPY' }, after: { marginPercent: /^4/ }, ip: '127.0.0.1', requestId: /./, restorable: true
  })
  t.strictSame((await reader('GET', `${URL}/${entry?.id}`)).body, entry)
})

t.test('200: found by every filter, alone and together', async (t) => {
  const alone = [`actorId=${ownerId}`, 'actorType=staff', 'objectType=language', 'objectId=fr', 'action=language.changed', 'q=admin@example', 'q=%22fr%22', 'q=fr', 'q=language.ch']
  for (const query of [...alone, alone.slice(0, 5).join('&')]) {
    const { items } = await list(query)
    t.ok(items.some(({ objectId }) => objectId === 'fr'), query)
  }
  for (const query of [`actorId=${newId()}`, 'actorType=api_key', 'objectType=languag', 'q=100%25', 'q=nothing%20like%20it', 'action=x&objectId=fr']) {
    t.strictSame((await list(query)).items, [], query)
  }
})

t.test('200: by time, and page by page without a gap or a double', async (t) => {
  const actorId = newId()
  const day = (n: number) => `2026-05-${String(n).padStart(2, '0')}T12:00:00.000Z`
  for (let n = 1; n <= 25; n += 1) {
    await shop.pool`
      insert into audit_log (id, actor_type, actor_id, action, object_type, object_id)
      values (overlay(uuidv7_floor(${day(n)}::timestamptz)::text placing ${newId().slice(19)} from 20)::uuid, 'api_key', ${actorId}, 'test.done', 'test', ${String(n)})`
  }
  const all = await walk<Entry>({ ...shop, app: asReader() }, `${URL}?actorId=${actorId}`, 4)
  t.strictSame(all.map(({ objectId }) => Number(objectId)), Array.from({ length: 25 }, (_, n) => 25 - n))
  const within = await list(`actorId=${actorId}&from=${day(10)}&to=${day(13)}`)
  t.strictSame(within.items.map(({ objectId }) => objectId), ['12', '11', '10'])
  for (const [query, count] of [['from=0001-01-01T00:00:00Z', 25], ['to=1969-07-20T00:00:00Z', 0], ['from=2026-05-24T23:59:60Z', 1], ['to=9999-12-31T23:59:59Z', 25]] as Array<[string, number]>) {
    t.equal((await list(`actorId=${actorId}&${query}&limit=100`)).items.length, count, query)
  }
  t.strictSame(within.items[0]?.actor, { type: 'api_key', id: actorId, name: null, email: null }, 'a key that is gone keeps its id')
})

t.test('200: what is no plain object comes as it was written; a stranger to restoring says so', async (t) => {
  const objectId = newId()
  await audit(shop.pool, { actorType: 'system', action: 'test.nothing', objectType: 'test', objectId, before: [{ a_b: 1 }], after: null })
  t.match((await list(`objectId=${objectId}`)).items, [{ actor: { type: 'system', id: null }, before: [{ a_b: 1 }], after: null, restorable: false }])
})

t.test('401, 403, 404, 422', async (t) => {
  t.equal((await get(shop, URL)).status, 401)
  t.match((await (await staffOf(shop, ['products.read']))<Problem>('GET', URL)).body, { status: 403, code: 'permission_missing' })
  t.match((await reader<Problem>('GET', `${URL}/${newId()}`)).body, { status: 404, code: 'audit_entry_not_found' })
  for (const query of ['actorId=me', 'from=yesterday', 'from=0000-01-01T00:00:00Z', 'limit=0', 'cursor=x', 'actorType=robot', `cursor=${Buffer.from('["a"]').toString('base64url')}`]) {
    t.equal((await reader<Problem>('GET', `${URL}?${query}`)).status, 422, query)
  }
})

t.test('the application can neither change nor delete an entry', async (t) => {
  for (const sql of ['update audit_log set action = \'x\'', 'delete from audit_log', 'truncate audit_log']) {
    await t.rejects(shop.pool.unsafe(sql), { code: '42501' }, sql)
  }
})

function asReader (): typeof shop.app {
  const session = openSession(shop.pool, shop.config, ownerId, { client: 'admin' })
  return { inject: async ({ url }: { url: string }) => await shop.app.inject({ url, headers: { authorization: `Bearer ${(await session).accessToken}` } }) } as unknown as typeof shop.app
}
