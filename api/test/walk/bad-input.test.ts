// Every operation against every kind of bad letter: refused with the right status, never with a fault of ours.
import t, { type Test } from 'tap'
import { exampleIds, takesJson, type Operation } from './document.ts'
import { FOREIGN_BODY } from './exceptions.ts'
import { faultsOf, outOfRange } from './faults.ts'
import { fullValueOf, typesOf } from './values.ts'
import { aWorld, isDecent, type Call, type Reply } from './world.ts'

const { document, operations, call, allowed } = await aWorld(t)

const TOO_LARGE = JSON.stringify({ filler: 'x'.repeat(1024 * 1024) })

const writes = operations.filter(({ method, id }) => method !== 'GET' && !Object.hasOwn(FOREIGN_BODY, id))

async function refused (t: Test, operation: Operation, what: string, request: Call, status: number): Promise<Reply> {
  const reply = await call(operation, { headers: allowed(operation), ids: exampleIds(operation), ...request })
  if (reply.statusCode !== status || isDecent(reply) !== true) {
    t.fail(`${what}: ${reply.statusCode} instead of ${status}`, { body: reply.body.slice(0, 500), decent: isDecent(reply) })
  }
  return reply
}

for (const operation of writes) {
  t.test(`${operation.name}: no JSON, too much of it, another medium`, async (t) => {
    for (const raw of ['{"a": ', '{"a": 1}}', "{'a': 1}", '\u0000', '{"a": 01}']) await refused(t, operation, `malformed ${raw}`, { raw }, 400)
    await refused(t, operation, 'more than a megabyte', { raw: TOO_LARGE }, 413)
    for (const media of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx']) {
      await refused(t, operation, media, { raw: 'a=b', media }, 415)
    }
    t.pass('refused')
  })
}

for (const operation of writes.filter(takesJson)) {
  t.test(`${operation.name}: every field spoilt in every way`, async (t) => {
    const faults = faultsOf(document, operation.body ?? {})
    t.ok(faults.length > 2, `${faults.length} ways to spoil it`)
    for (const { what, body } of faults) {
      const reply = await refused(t, operation, what, { body }, 422)
      if (reply.statusCode === 422 && !Array.isArray(reply.json().errors)) t.fail(`${what} names no field`, { body: reply.body })
    }
    const proto = JSON.stringify(fullValueOf(document, operation.body ?? {})).replace('{', '{"__proto__":{"a":1},').replace('},}', '}}')
    await refused(t, operation, '__proto__', { raw: proto }, 422)
  })
}

for (const operation of operations) {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query')
  if (parameters.length === 0) continue
  t.test(`${operation.name}: query parameters out of shape; unknown ones are nobody's business`, async (t) => {
    for (const { name, schema } of parameters) {
      const types = typesOf(schema)
      const bad = [
        ...outOfRange(document, [schema]).filter((value) => typeof value !== 'object').map(String),
        ...(types.some((type) => ['integer', 'number', 'boolean'].includes(type)) ? ['wrong type', '1e3', ''] : []),
        'a\u0000b'
      ]
      for (const value of bad) await refused(t, operation, `${name}=${value.slice(0, 40)}`, { query: query(operation, name, value) }, 422)
      if (name === 'cursor') {
        for (const cursor of ['garbage', 'bnVsbA', 'W10', 'eyJhIjoxfQ']) await refused(t, operation, `cursor ${cursor}`, { query: query(operation, name, cursor) }, 422)
      }
      for (const raw of ['%ED%A0%80', '%ff', '%']) {
        const reply = await call(operation, { headers: allowed(operation), query: `${query(operation, '', '')}&${name}=${raw}` })
        t.equal(isDecent(reply), true, `${name}=${raw}`)
      }
    }
    const unknown = await call(operation, { headers: allowed(operation), query: `${query(operation, '', '')}&nobodyKnows=1` })
    t.not(unknown.statusCode, 422, 'an unknown parameter is ignored')
  })
}

/** The required parameters in good order, and one as given. */
function query (operation: Operation, name: string, value: string): string {
  const needed = operation.parameters.filter((parameter) => parameter.in === 'query' && parameter.required === true && parameter.name !== name)
    .map((parameter): [string, string] => [parameter.name, String(parameter.example ?? fullValueOf(document, parameter.schema))])
  return new URLSearchParams(name === '' ? needed : [...needed, [name, value]]).toString()
}
