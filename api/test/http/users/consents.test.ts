// /v1/users/{id}/consents: what a person agreed to, in which words; rows are added and never change.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { call } from '../../support/commerce.ts'
import { openSession } from '../../../src/modules/auth/index.ts'
import { currentConsents, recordConsent } from '../../../src/modules/users/index.ts'
import { transaction } from '../../../src/platform/db.ts'
import { aPerson } from '../auth/people.ts'

const shop = await anApp(t, { template: 'demo' })
const { pool, config } = shop
const lena = await aPerson(pool)
const { accessToken: bearer } = await openSession(pool, config, lena.id)
const url = '/v1/users/me/consents'
const say = async (body: object, query = '') => await call(shop, { method: 'POST', url: `${url}${query}`, bearer, body: { purpose: 'marketing_email', granted: true, wording: 'Yes, write to me.', ...body } })

t.test('201: kept with time, wording and language; newest first', async (t) => {
  t.match(await say({ locale: 'de-AT', wording: 'Ja, schreibt mir.' }), { statusCode: 201, body: { granted: true, wording: 'Ja, schreibt mir.', locale: 'de', source: 'account', createdAt: /Z$/ } })
  t.match((await say({ granted: false, wording: 'やめます。' }, '?locale=ja')).body, { granted: false, locale: 'ja' })
  const { body } = await call(shop, { url, bearer })
  t.match(body.items, [{ granted: false }, { granted: true }])
  t.match((await call(shop, { url: `${url}?limit=1`, bearer })).body, { items: [{ granted: false }], nextCursor: /./ })
})

t.test('what counts is the newest of a purpose, also when another module records it', async (t) => {
  t.match(await currentConsents(pool, lena.id), [{ purpose: 'marketing_email', granted: false }])
  await transaction(pool, async (tx) => await recordConsent(tx, { userId: lena.id, purpose: 'marketing_email', granted: true, wording: 'Yes.', locale: 'en', source: 'register' }))
  t.match(await currentConsents(pool, lena.id), [{ granted: true, source: 'register' }])
})

t.test('the application\'s database role can neither change nor remove a consent', async (t) => {
  const before = await pool`select * from consents order by id`
  t.ok(before.length > 0)
  for (const sql of ['update consents set granted = true', 'delete from consents', 'truncate consents', 'delete from users', 'alter table consents disable trigger all']) {
    await t.rejects(pool.unsafe(sql), { code: '42501' }, sql)
  }
  t.same(await pool`select * from consents order by id`, before)
})

t.test('422: words, purpose and language must be what they say; 404 and 401 for others', async (t) => {
  for (const body of [{ wording: '' }, { wording: 'x'.repeat(2001) }, { purpose: 'anything' }, { granted: 'yes' }, { source: 'staff' }, { createdAt: '2020-01-01T00:00:00Z' }, { locale: 'tlh' }]) {
    t.equal((await say(body)).statusCode, 422, JSON.stringify(body).slice(0, 40))
  }
  const omar = await aPerson(pool)
  t.match((await call(shop, { url: `/v1/users/${omar.id}/consents`, bearer })).body, { code: 'user_not_found' })
  t.equal((await call(shop, { url })).statusCode, 401)
})
