// What is remembered is asked for once, forgotten by tag, by age and when there is too much of it.
import t from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import { Memory } from './memory.ts'

const counting = () => {
  let loads = 0
  return { load: async () => { loads += 1; return loads }, times: () => loads }
}

t.test('asked for once by many, and again after its tag was dropped', async (t) => {
  const memory = new Memory()
  const { load, times } = counting()
  t.strictSame(await Promise.all([memory.get('a', ['x', 'y'], load, 10), memory.get('a', ['x', 'y'], load, 10)]), [1, 1])
  memory.drop(['z'])
  t.equal(await memory.get('a', ['x', 'y'], load, 10), 1)
  memory.drop(['y'])
  t.equal(await memory.get('a', ['x', 'y'], load, 10), 2)
  t.equal(times(), 2)
})

t.test('a change heard of while it loads drops it too', async (t) => {
  const memory = new Memory()
  const slow = memory.get('a', ['x'], async () => { await sleep(20); return 'old' }, 10)
  memory.drop(['x'])
  t.equal(await slow, 'old', 'who asked before may see what was')
  t.equal(await memory.get('a', ['x'], async () => 'new', 10), 'new')
})

t.test('age, failure and room', async (t) => {
  const memory = new Memory(3)
  const { load } = counting()
  t.equal(await memory.get('old', [], load, 0.01), 1)
  await sleep(20)
  t.equal(await memory.get('old', [], load, 10), 2)

  await t.rejects(memory.get('bad', [], async () => { throw new Error('away') }, 10), /away/)
  t.equal(await memory.get('bad', [], load, 10), 3, 'a failure is not kept')

  for (const key of ['b', 'c']) await memory.get(key, ['many'], load, 10)
  t.equal(memory.size, 3, 'the one asked for longest ago is gone')
  memory.drop(['many'])
  t.equal(memory.size, 1)
  memory.clear()
  t.equal(memory.size, 0)
})
