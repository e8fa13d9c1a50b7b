// The rule of keys over the whole permission table: whatever its maker was, is and becomes, a key may do its scopes less what the maker lacks now.
import t from 'tap'
import fc from 'fast-check'
import { keyAccess } from '../../../src/modules/api-keys/index.ts'
import { permissionNames, type Permission } from '../../../src/modules/auth/index.ts'
import { documentOf } from '../../../src/plugins/openapi.ts'
import { operationsOf, type Document } from '../../walk/document.ts'
import { aMember, aRole, aStaffedShop, memberWith, speakWith, type Person } from '../../support/staff.ts'

const shop = await aStaffedShop(t)
const { owner, pool } = shop
const KEYS = '/v1/admin/api_keys'

/** For each permission a route one can read without an id: where the right is really asked for. */
const reads = new Map(operationsOf(documentOf(shop.app) as unknown as Document)
  .filter(({ method, path, access, parameters }) => method === 'GET' && access.endsWith('.read') && !path.includes('{') && !parameters.some(({ required }) => required))
  .map(({ access, path }) => [access, path]))

const rights = fc.subarray([...permissionNames])
const fewOrMany: fc.Arbitrary<Permission[]> = fc.oneof(
  rights, fc.constantFrom<Permission[]>([...permissionNames], []), rights.map((some): Permission[] => [...new Set<Permission>([...some, 'api_keys.write'])]))
const change = fc.oneof(
  fc.record({ kind: fc.constant('other roles' as const), roles: fc.array(fewOrMany, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('a role edited' as const), permissions: fewOrMany }),
  fc.record({ kind: fc.constantFrom('let go' as const, 'brought back' as const, 'factor required' as const, 'factor set up' as const) }),
  fc.record({ kind: fc.constant('key changed' as const), scopes: fewOrMany })
)
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

/** The maker as the test knows them, told apart from what the database computes. */
interface Maker extends Person { roles: Map<string, Permission[]>, isActive: boolean, factorRequired: Set<string>, hasFactor: boolean }

const may = (maker: Maker): Set<Permission> => {
  const waits = [...maker.roles.keys()].some((code) => maker.factorRequired.has(code)) && !maker.hasFactor
  return new Set(waits || !maker.isActive ? [] : [...maker.roles.values()].flat())
}

async function rolesOf (sets: Permission[][]): Promise<Map<string, Permission[]>> {
  return new Map(await Promise.all(sets.map(async (set): Promise<[string, Permission[]]> => [await aRole(pool, set), set])))
}

t.test('at each step of any history: effective = scopes less what the maker lacks', async (t) => {
  t.ok(reads.size >= 8, `routes to try: ${[...reads.keys()].join(', ')}`)
  const seen = { made: 0, refused: 0, steps: 0 }
  await fc.assert(fc.asyncProperty(fc.array(fewOrMany, { minLength: 1, maxLength: 3 }), fewOrMany, fc.array(change, { maxLength: 6 }), fc.boolean(), async (sets, wanted, changes, within) => {
    const maker = await aMaker(sets)
    const mine = may(maker)
    const scopes = within ? wanted.filter((scope) => mine.has(scope)) : wanted
    const made = await maker.speak('POST', KEYS, { name: 'Any', scopes })

    const allowed = mine.has('api_keys.write') && scopes.length > 0 && scopes.every((scope) => mine.has(scope))
    if (made.status !== (allowed ? 201 : mine.has('api_keys.write') && scopes.length === 0 ? 422 : 403)) throw new Error(`Made: ${made.status} ${JSON.stringify(made.body)}`)
    seen[allowed ? 'made' : 'refused'] += 1
    if (!allowed) return

    const key = { ...made.body, scopes }
    await same(maker, key)
    for (const step of changes) {
      await apply(step, maker, key)
      await same(maker, key)
      seen.steps += 1
    }
  }), { numRuns: 120 })
  t.ok(seen.made > 10 && seen.refused > 10 && seen.steps > 20, JSON.stringify(seen))
})

t.test('each single permission: without it no key for it, however much else one may', async (t) => {
  for (const missing of permissionNames) {
    const chief = await memberWith(shop, permissionNames.filter((name) => name !== missing))
    const alone = await chief.speak('POST', KEYS, { name: 'One', scopes: [missing] })
    const among = await chief.speak('POST', KEYS, { name: 'All', scopes: permissionNames })
    t.strictSame([alone.status, among.status], [403, 403], missing)
    const rows = await pool`select from api_keys where created_by = ${chief.id}`
    t.equal(rows.length, 0)
  }
})

async function aMaker (sets: Permission[][]): Promise<Maker> {
  const roles = await rolesOf(sets)
  const [first = ''] = roles.keys()
  const person = await aMember(shop, first)
  await pool`insert into user_roles (user_id, role_id) select ${person.id}, id from roles where code = any (${[...roles.keys()]}) on conflict do nothing`
  return { ...person, roles, isActive: true, factorRequired: new Set(), hasFactor: false }
}

async function apply (step: Change, maker: Maker, key: { id: string, scopes: Permission[] }): Promise<void> {
  const [first = ''] = maker.roles.keys()
  const member = `/v1/admin/staff/${maker.id}`
  switch (step.kind) {
    case 'other roles':
      maker.roles = await rolesOf(step.roles)
      await good(owner.speak('PATCH', member, { roles: [...maker.roles.keys()] }))
      break
    case 'a role edited':
      maker.roles.set(first, step.permissions)
      await good(owner.speak('PATCH', `/v1/admin/roles/${first}`, { permissions: step.permissions }))
      break
    case 'let go':
    case 'brought back':
      maker.isActive = step.kind === 'brought back'
      await good(owner.speak('PATCH', member, { status: maker.isActive ? 'active' : 'deactivated' }))
      break
    case 'factor required':
      maker.factorRequired.add(first)
      await good(owner.speak('PATCH', `/v1/admin/roles/${first}`, { requiresSecondFactor: true }))
      break
    case 'factor set up':
      maker.hasFactor = true
      await pool`insert into credentials (user_id, kind, secret, confirmed_at) values (${maker.id}, 'totp', 'sealed', now()) on conflict do nothing`
      break
    case 'key changed': {
      const { status, body } = await owner.speak('PATCH', `${KEYS}/${key.id}`, { scopes: step.scopes })
      if (status === 200) key.scopes = step.scopes
      else if (step.scopes.length > 0) throw new Error(`Changed: ${status} ${JSON.stringify(body)}`)
    }
  }
}

async function same (maker: Maker, key: { id: string, secret: string, scopes: Permission[] }): Promise<void> {
  const mine = may(maker)
  const expected = key.scopes.filter((scope) => mine.has(scope)).toSorted()
  const access = await keyAccess(pool, key.secret, '203.0.113.7')
  if ((access === undefined) === maker.isActive) throw new Error(`The key is ${access ? 'alive' : 'dead'}, its maker ${maker.isActive ? 'here' : 'gone'}`)
  if (maker.isActive && [...access?.permissions ?? []].toSorted().join() !== expected.join()) {
    throw new Error(`May ${[...access?.permissions ?? []].join()}, should ${expected.join()}`)
  }
  const program = speakWith(shop, key.secret)
  for (const [permission, url] of [...reads].filter(([name]) => expected.includes(name as Permission)).slice(0, 1)
    .concat([...reads].filter(([name]) => !expected.includes(name as Permission)).slice(0, 2))) {
    const { status } = await program('GET', url)
    const right = !maker.isActive ? 401 : expected.includes(permission as Permission) ? 200 : 403
    if (status !== right) throw new Error(`${url} answered ${status}, not ${right}`)
  }
}

async function good (answer: Promise<{ status: number, body: object }>): Promise<void> {
  const { status, body } = await answer
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`)
}
