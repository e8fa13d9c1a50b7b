// Every operation of the document says what it is, shows an example and names who may call it.
import t from 'tap'
import { isPermission } from '../../src/modules/auth/index.ts'
import { isStaffs, resolve, type Document, type Schema } from './document.ts'
import { PUBLIC } from './exceptions.ts'
import { exampleOf } from './values.ts'
import { aWorld } from './world.ts'

const { document, operations } = await aWorld(t)

t.test('there is something to walk', async (t) => {
  t.ok(operations.length > 40, `${operations.length} operations`)
  t.equal(document.openapi.slice(0, 3), '3.1')
})

t.test('operation ids are there and unique', async (t) => {
  const ids = operations.map(({ id }) => id)
  t.strictSame(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id)), [])
  t.strictSame(ids.filter((id, index) => ids.indexOf(id) !== index), [])
})

for (const operation of operations) {
  t.test(operation.name, async (t) => {
    const { raw, access } = operation
    t.match(raw.summary, /^\S.{3,}/, 'has a summary')
    t.ok((raw.tags ?? []).length > 0, 'has a tag')
    t.ok(['public', 'buyer', 'customer', 'staff'].includes(access) || isPermission(access), `names its permission: ${access}`)
    if (isStaffs(operation)) t.ok(access === 'staff' || isPermission(access), 'what is the merchant\'s is not public')
    else t.equal(['public', 'buyer'].includes(access), PUBLIC.has(operation.id), 'is public exactly if it is listed')

    for (const [place, schema] of bodiesOf(operation.raw)) t.ok(hasExample(document, schema), `shows an example of the ${place}`)
    for (const { name, in: place, schema, example } of operation.parameters) {
      if (place === 'path') t.ok(example !== undefined || exampleOf(schema) !== undefined || schema.format !== undefined, `shows an example of ${name}`)
    }
  })
}

function bodiesOf (raw: typeof operations[number]['raw']): Array<[string, Schema]> {
  const bodies: Array<[string, Schema | undefined]> = [
    ...Object.values(raw.requestBody?.content ?? {}).map(({ schema }): [string, Schema | undefined] => ['body', schema]),
    ...Object.entries(raw.responses ?? {}).flatMap(([status, { content }]) => Object.entries(content ?? {})
      .filter(([media]) => media.endsWith('json'))
      .map(([, { schema }]): [string, Schema | undefined] => [`answer ${status}`, schema]))
  ]
  return bodies.flatMap(([place, schema]) => schema ? [[place, schema] as [string, Schema]] : [])
}

function hasExample (document: Document, given: Schema): boolean {
  const schema = resolve(document, given)
  return exampleOf(schema) !== undefined || (schema.items !== undefined && hasExample(document, schema.items))
}
