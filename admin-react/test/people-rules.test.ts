// The pure parts of the people's screens: what an entry of the log shows, what a grid of roles sends, what an address asks.
import t from 'tap'
import { differences, titleOf } from '../src/features/audit/diff.ts'
import { auditFilter, readAuditSearch } from '../src/features/audit/search.ts'
import { asksFactor, has, patches, tick, tickFactor, type Draft } from '../src/features/roles/draft.ts'
import type { Role } from '../src/features/roles/queries.ts'
import { byArea } from '../src/features/roles/permissions.ts'
import { standingOf } from '../src/features/keys/standing.ts'
import { deviceName } from '../src/lib/device.ts'
import { formatFor } from '../src/lib/format.ts'

t.test('an entry is laid side by side, members of lists under their own names', async (t) => {
  const before = { status: 'draft', texts: [{ language: 'en', name: 'Pot' }, { language: 'de', name: 'Kanne' }], tags: ['a', 'b'], gone: true }
  const after = { status: 'active', texts: [{ language: 'de', name: 'Kanne' }, { language: 'en', name: 'Teapot' }], tags: ['a', 'b'], note: '' }
  const found = differences(before, after).filter(({ kind }) => kind !== 'same')
  t.same(found, [
    { path: 'status', kind: 'changed', before: 'draft', after: 'active' },
    { path: 'texts › en › name', kind: 'changed', before: 'Pot', after: 'Teapot' },
    { path: 'gone', kind: 'removed', before: 'true', after: undefined },
    { path: 'note', kind: 'added', before: undefined, after: '' }
  ])
  t.same(differences(null, { code: 'x' }), [{ path: 'code', kind: 'added', before: undefined, after: 'x' }])
  t.same(differences(null, null), [])
  t.equal(titleOf({ name: 'Till' }, { name: 'Till, north' }), 'Till, north')
  t.equal(titleOf({ email: 'mia@example.com', roles: ['orders'] }, null), 'mia@example.com')
  t.equal(titleOf({ marginPercent: '2' }, { marginPercent: '4' }), undefined)
})

const role: Role = { code: 'till', name: 'Till', description: null, isBuiltin: false, permissions: ['orders.read', 'orders.write'], requiresSecondFactor: false, staffCount: 0 }

t.test('a tick taken back leaves nothing to save', async (t) => {
  let draft: Draft = tick({}, role, 'orders.write', false)
  t.equal(has(role, draft, 'orders.write'), false)
  draft = tick(draft, role, 'products.read', true)
  draft = tickFactor(draft, role, true)
  t.equal(asksFactor(role, draft), true)
  t.same(patches([role], draft), [['till', { permissions: ['orders.read', 'products.read'], requiresSecondFactor: true }]])
  draft = tickFactor(tick(tick(draft, role, 'orders.write', true), role, 'products.read', false), role, false)
  t.same(draft, {})
  t.same(patches([role], draft), [])
})

t.test('permissions keep the order of their table, area by area', async (t) => {
  t.same(byArea([{ name: 'orders.read' }, { name: 'audit_log.read' }, { name: 'orders.write' }]).map(({ area, permissions }) => [area, permissions.length]), [['orders', 2], ['audit_log', 1]])
})

t.test('the address of the log is what is asked', async (t) => {
  const today = new Date(2026, 2, 15, 13)
  const search = readAuditSearch({ q: 'JPY', object: 'currency', when: 'between', from: '2026-03-01', to: '2026-03-02', by: 'nobody', strange: 'x' })
  t.same(auditFilter(search, today), {
    q: 'JPY', objectType: 'currency', from: new Date(2026, 2, 1).toISOString(), to: new Date(2026, 2, 3).toISOString()
  })
  t.same(auditFilter({ when: 'today', by: 'api_key' }, today), { actorType: 'api_key', from: new Date(2026, 2, 15).toISOString() })
})

t.test('a key stands as its days say', async (t) => {
  const now = Date.parse('2026-03-01T00:00:00.000Z')
  t.equal(standingOf({ revokedAt: null, expiresAt: null }, now), 'active')
  t.equal(standingOf({ revokedAt: null, expiresAt: '2026-03-01T00:00:00.000Z' }, now), 'expired')
  t.equal(standingOf({ revokedAt: '2026-02-01T00:00:00.000Z', expiresAt: null }, now), 'revoked')
})

t.test('a device is named by what it is; a wait by how long it is', async (t) => {
  t.equal(deviceName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'), 'Firefox · Linux')
  t.equal(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1'), 'Safari · iPhone')
  t.equal(deviceName('curl/8.5.0'), 'curl/8.5.0')
  t.equal(deviceName(null), undefined)
  const format = formatFor('en')
  t.same([45, 90, 600, 7200].map(format.wait), ['45 seconds', '2 minutes', '10 minutes', '2 hours'])
})
