// The audit log takes entries and gives none back to be changed; settings are one value a key.
import t from 'tap'
import { audit } from '../../src/platform/audit.ts'
import { createPool, transaction } from '../../src/platform/db.ts'
import { readSetting, writeSetting } from '../../src/platform/settings.ts'
import { newId } from '../../src/shared/ids.ts'
import { cloneDatabase } from '../support/database.ts'

const { url } = await cloneDatabase(t)
const pool = createPool(url, { max: 2, kind: 'api' })
t.teardown(async () => { await pool.close(1) })

t.test('an entry is written with the change it tells of', async (t) => {
  const objectId = newId()
  const entry = { actorType: 'staff', actorId: newId(), action: 'product.update', objectType: 'product', objectId, before: { priceNow: '1.00' }, after: { priceNow: '2.00' }, ip: '203.0.113.1', requestId: 'r-1' } as const
  await t.rejects(transaction(pool, async (tx) => { await audit(tx, entry); throw new Error('no') }))
  await transaction(pool, async (tx) => { await audit(tx, entry) })
  const rows = await pool`select action, before, after, host(ip) as ip from audit_log where object_id = ${objectId}`
  t.strictSame(rows.map((row) => ({ ...row })), [{ action: 'product.update', before: entry.before, after: entry.after, ip: '203.0.113.1' }])
  await t.rejects(pool`delete from audit_log where object_id = ${objectId}`, { code: '42501' })
})

t.test('a setting is read as it was written', async (t) => {
  t.equal(await readSetting(pool, 'limits.read'), undefined)
  for (const value of [20, 'text', { nested_key: [1, null] }, false]) {
    await writeSetting(pool, 'limits.read', value)
    t.strictSame(await readSetting(pool, 'limits.read'), value)
  }
})
