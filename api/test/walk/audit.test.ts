// Who changes something as staff or with a key leaves an entry: each writing operation that succeeds, with its own request id.
import t, { type Test } from 'tap'
import { BUILTIN_ROLES, isPermission } from '../../src/modules/auth/index.ts'
import { makersOf } from './admin-things.ts'
import { isStaffs, type Operation } from './document.ts'
import { NOT_IN_THE_LOG } from './exceptions.ts'
import { aWorld, type Headers } from './world.ts'

interface Entry { action: string, actorType: string, actorId: string | null, before: unknown, after: unknown, ip: string | null, requestId: string | null }

const world = await aWorld(t)
const { operations, call, roles, keyWith, shop } = world
const makers = makersOf(world)
const { id: ownerId } = (await shop.app.inject({ url: '/v1/users/me', headers: roles.owner })).json()
const writing = operations.filter((operation) => isStaffs(operation) && operation.method !== 'GET' && !Object.hasOwn(NOT_IN_THE_LOG, operation.id))
const written = async (): Promise<number> => Number((await shop.pool`select count(*) from audit_log`)[0]?.['count'])

/** The permissions beside its own that an operation's letter needs. */
const ALSO: Record<string, readonly string[]> = {
  restoreAdminAuditEntry: ['localization.read', 'localization.write'],
  signOutAdminStaff: BUILTIN_ROLES.find(({ code }) => code === 'orders')?.permissions ?? []
}

for (const operation of writing) {
  t.test(`${operation.name}: what staff did is in the log`, async (t) => {
    const [entry, ...more] = await leaves(t, operation, roles.owner)
    t.match(entry, { actorType: 'staff', actorId: ownerId, ip: '127.0.0.1' })
    t.ok(entry?.before !== null || entry?.after !== null, 'it says what was or what became')
    t.ok(more.every(({ actorId }) => actorId === ownerId))
  })

  if (!operation.fresh && isPermission(operation.access)) {
    t.test(`${operation.name}: what a key did is in the log`, async (t) => {
      const key = await keyWith([...new Set([operation.access, ...ALSO[operation.id] ?? []])])
      const [entry] = await leaves(t, operation, key)
      t.equal(entry?.actorType, 'api_key')
      const [known] = await shop.pool`select 1 from api_keys where id = ${entry?.actorId ?? null}`
      t.ok(known, 'it names the key')
    })
  }
}

t.test('what is refused leaves nothing', async (t) => {
  const before = await written()
  for (const operation of writing) {
    const reply = await call(operation, { headers: roles.owner, ...(operation.body ? { body: { nobodyKnows: 1 } } : {}) })
    t.ok(reply.statusCode >= 400, `${operation.name}: ${reply.statusCode}`)
  }
  t.equal(await written(), before)
})

t.test('the list of what is not in the log names what is there', async (t) => {
  t.strictSame(Object.keys(NOT_IN_THE_LOG).filter((id) => !operations.some((operation) => operation.id === id)), [])
})

async function leaves (t: Test, operation: Operation, headers: Headers): Promise<Entry[]> {
  const make = makers[operation.id]
  if (!make) {
    t.fail('say in admin-things.ts how it can succeed, or in NOT_IN_THE_LOG why it changes nothing')
    return []
  }
  const letter = await make()
  const requestId = await nextRequestId()
  const reply = await call(operation, { ...letter, headers })
  t.ok(reply.statusCode < 300, `${reply.statusCode} ${reply.body.slice(0, 300)}`)
  const entries = await shop.pool<Entry[]>`
    select action, actor_type, actor_id, before, after, host(ip) as ip, request_id from audit_log where request_id = ${requestId} order by id`
  t.ok(entries.length > 0, `an entry of the request ${requestId}`)
  t.match(entries[0]?.action, /^[a-z_]+\.[a-z_]+$/)
  return entries
}

/** Requests are numbered: a refusal tells its own number. */
async function nextRequestId (): Promise<string> {
  const { requestId } = (await shop.app.inject('/v1/nowhere')).json()
  const [prefix = '', number = ''] = requestId.split('-')
  return `${prefix}-${(Number.parseInt(number, 36) + 1).toString(36)}`
}
