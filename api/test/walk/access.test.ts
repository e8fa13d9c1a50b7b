// Who may call what: every guarded operation against nobody, a customer and each role, with letters in and out of shape.
import t, { type Test } from 'tap'
import { BUILTIN_ROLES, isPermission, permissionNames, type Permission } from '../../src/modules/auth/index.ts'
import { isStaffs, NOBODY, type Operation } from './document.ts'
import { FOR_NEW_GUESTS } from './exceptions.ts'
import { aVariantInStock, fillCart } from './things.ts'
import { fullValueOf, valueOf } from './values.ts'
import { aWorld, isDecent, plain, type Call, type Headers } from './world.ts'

const world = await aWorld(t)
const { document, operations, call, customer, stranger, roles, stale, factorless, keyWith, allowed } = world
await fillCart(world, customer, await aVariantInStock(world))

const letters = (operation: Operation): Call[] => operation.method === 'GET'
  ? [{}, { query: 'limit=wrong' }]
  : [{}, { raw: '{"malformed": ' }, { raw: 'a=b', media: 'text/plain' }, { body: { fieldNobodyKnows: 1 } }, ...(operation.body ? [{ body: fullValueOf(document, operation.body) }] : [])]

async function always (t: Test, operation: Operation, headers: Headers, status: number, code?: string): Promise<void> {
  for (const letter of letters(operation)) {
    const reply = await call(operation, { ...letter, headers })
    t.equal(reply.statusCode, status, `${JSON.stringify(letter).slice(0, 60)}: ${reply.body.slice(0, 120)}`)
    t.equal(isDecent(reply), true)
    if (code !== undefined) t.equal(reply.json().code, code)
  }
}

for (const operation of operations.filter(({ access }) => !['public', 'buyer'].includes(access))) {
  t.test(`${operation.name}: nobody gets in without a session`, async (t) => {
    await always(t, operation, {}, 401)
    await always(t, operation, { authorization: 'Bearer forged.token.here' }, 401)
    await always(t, operation, { authorization: 'Basic YWRtaW46YWRtaW4=' }, 401)
  })
}

for (const operation of operations.filter(({ access }) => access === 'buyer')) {
  t.test(`${operation.name}: nothing for a guest without a token`, async (t) => {
    for (const headers of [{}, { 'x-cart-token': 'made.up.token', 'x-order-token': `${NOBODY}.1.AAAA` }, stranger]) {
      const body = operation.body ? { body: fullValueOf(document, operation.body) } : {}
      const reply = await call(operation, { ...body, headers })
      t.equal(isDecent(reply), true)
      const isEmptyList = reply.statusCode === 200 && reply.json().items?.length === 0
      t.ok(Object.hasOwn(FOR_NEW_GUESTS, operation.id) || isEmptyList || [401, 404].includes(reply.statusCode), `${reply.statusCode} ${reply.body.slice(0, 200)}`)
    }
  })
}

for (const operation of operations.filter(isStaffs)) {
  t.test(`${operation.name}: only with ${operation.access}, asked before the letter is opened`, async (t) => {
    await always(t, operation, customer, 403)
    for (const role of BUILTIN_ROLES) {
      const may = operation.access === 'staff' || (role.permissions as readonly Permission[]).includes(operation.access as Permission)
      if (!may) await always(t, operation, roles[role.code], 403, 'permission_missing')
      else {
        const reply = await call(operation, { headers: roles[role.code], ...(operation.method === 'GET' ? {} : { raw: '{"malformed": ' }) })
        t.notOk([401, 403].includes(reply.statusCode), `${role.code} gets in: ${reply.statusCode}`)
      }
    }
  })
}

const keys = new Map<string, { only: Headers, without: Headers }>()
for (const permission of new Set(operations.map(({ access }) => access).filter((access) => isPermission(access)))) {
  const others = permissionNames.filter((name) => name !== permission)
  keys.set(permission, { only: await keyWith([permission]), without: await keyWith(others) })
}

const MALFORMED: Call = { raw: '{"malformed": ' }

async function letIn (t: Test, operation: Operation, headers: Headers, who: string): Promise<void> {
  const reply = await call(operation, { headers, ...(operation.method === 'GET' ? {} : MALFORMED) })
  t.notOk([401, 403].includes(reply.statusCode), `${who} gets in: ${reply.statusCode} ${reply.body.slice(0, 120)}`)
}

for (const operation of operations.filter(({ access }) => !['public', 'buyer'].includes(access))) {
  const key = keys.get(operation.access)
  t.test(`${operation.name}: a key without the scope is out, with it in${operation.fresh ? ', were it a person' : ''}`, async (t) => {
    const some = key ?? { only: keys.get('products.read')?.only ?? {}, without: {} }
    if (!key) return await always(t, operation, some.only, 403, 'person_required')
    await always(t, operation, key.without, 403, 'permission_missing')
    if (operation.fresh) await always(t, operation, key.only, 403, 'person_required')
    else await letIn(t, operation, key.only, 'the key')
  })
}

for (const operation of operations.filter(({ fresh }) => fresh)) {
  t.test(`${operation.name}: who proved to be who they are long ago is asked again`, async (t) => {
    const headers = isStaffs(operation) ? stale.owner : stale.customer
    await always(t, operation, headers, 403, 'reauthentication_required')
    await letIn(t, operation, allowed(operation), 'with a new proof')
  })
}

for (const operation of operations.filter((each) => isStaffs(each) && isPermission(each.access))) {
  t.test(`${operation.name}: whose role asks for a second factor needs one`, async (t) => {
    await always(t, operation, factorless, 403, 'second_factor_required')
  })
}

t.test('some operations ask for a new proof, and none of them reads', async (t) => {
  const fresh = operations.filter((operation) => operation.fresh)
  for (const path of ['/v1/admin/api_keys', '/v1/admin/roles', '/v1/admin/staff']) t.ok(fresh.some((operation) => operation.path.startsWith(path)), path)
  t.strictSame(fresh.filter(({ method }) => method === 'GET').map(({ name }) => name), [])
})

for (const operation of operations.filter(({ path }) => path.includes('{'))) {
  t.test(`${operation.name}: an id nobody has and one that is no id are the same 404`, async (t) => {
    const body = operation.body ? { body: valueOf(document, operation.body) } : {}
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
    for (const name of names) {
      // Below a person's address one is that person, or the person's 404 would come first.
      const others = operation.path.startsWith('/v1/users/{') && name !== names[0] ? { [names[0] ?? '']: 'me' } : {}
      const unknown = await call(operation, { ...body, headers: allowed(operation), ids: others })
      t.equal(unknown.statusCode, 404, unknown.body.slice(0, 200))
      for (const id of ['not-an-id', `${NOBODY}0`, "' or 1=1 --", '..', '%00', '\ufffd', '9'.repeat(30), 'x'.repeat(300)]) {
        const reply = await call(operation, { ...body, headers: allowed(operation), ids: { ...others, [name]: id } })
        t.equal(isDecent(reply), true, id.slice(0, 20))
        t.equal(reply.statusCode, 404, `${id.slice(0, 20)}: ${reply.body.slice(0, 200)}`)
        if (/^(not-an-id|9+)$/.test(id)) t.strictSame(plain(reply), plain(unknown))
      }
    }
  })
}
