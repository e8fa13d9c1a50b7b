// Every operation of the document says what it is, shows an example and names who may call it.
import t from 'tap'
import { isPermission } from '../../src/modules/auth/index.ts'
import { isStaffs } from './document.ts'
import { FOR_NEW_GUESTS, FOREIGN_BODY, PUBLIC } from './exceptions.ts'
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
    t.equal(access === 'public', Object.hasOwn(PUBLIC, operation.id), 'is public exactly if it is listed')

    const told = [['body', raw.requestBody], ...Object.entries(raw.responses ?? {})] as const
    for (const [place, part] of told) {
      for (const [media, content] of Object.entries(part?.content ?? {})) {
        if (media.endsWith('json')) t.ok(content.example !== undefined || content.examples !== undefined, `shows an example of ${place}`)
      }
    }
    for (const { name, in: place, schema, example } of operation.parameters) {
      if (place === 'path') t.ok(example !== undefined || exampleOf(schema) !== undefined, `shows an example of ${name}`)
    }
    t.ok(Object.keys(raw.responses ?? {}).some((status) => status.startsWith('2')), 'says what it answers')
  })
}

t.test('the lists of exceptions name what is there', async (t) => {
  const ids = operations.map(({ id }) => id)
  for (const id of [...Object.keys(PUBLIC), ...Object.keys(FOR_NEW_GUESTS), ...Object.keys(FOREIGN_BODY)]) t.ok(ids.includes(id), id)
})
