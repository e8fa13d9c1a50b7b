// Who may call what: every guarded operation against nobody, a customer and each role, with letters in and out of shape.
import t, { type Test } from 'tap'
import { BUILTIN_ROLES, type Permission } from '../../src/modules/auth/index.ts'
import { isStaffs, NOBODY, type Operation } from './document.ts'
import { FOR_NEW_GUESTS } from './exceptions.ts'
import { aVariantInStock, fillCart } from './things.ts'
import { fullValueOf, valueOf } from './values.ts'
import { aWorld, isDecent, plain, type Call, type Headers } from './world.ts'

const world = await aWorld(t)
const { document, operations, call, customer, stranger, roles, allowed } = world
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

for (const operation of operations.filter(({ path }) => path.includes('{'))) {
  t.test(`${operation.name}: an id nobody has and one that is no id are the same 404`, async (t) => {
    const body = operation.body ? { body: valueOf(document, operation.body) } : {}
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
    const unknown = await call(operation, { ...body, headers: allowed(operation) })
    t.equal(unknown.statusCode, 404, unknown.body.slice(0, 200))
    for (const name of names) {
      for (const id of ['not-an-id', `${NOBODY}0`, "' or 1=1 --", '..', '%00', '\ufffd', '9'.repeat(30), 'x'.repeat(300)]) {
        const reply = await call(operation, { ...body, headers: allowed(operation), ids: { [name]: id } })
        t.equal(isDecent(reply), true, id.slice(0, 20))
        t.equal(reply.statusCode, 404, `${id.slice(0, 20)}: ${reply.body.slice(0, 200)}`)
        if (/^(not-an-id|9+)$/.test(id)) t.strictSame(plain(reply), plain(unknown))
      }
    }
  })
}
