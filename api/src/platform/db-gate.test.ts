// A pool that hears nothing from a server that answers is renewed, and who waited on it is told at once.
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { Gate } from './db-gate.ts'

t.test('a deaf pool is renewed though the server answers the probe', async (t) => {
  const heard: Error[] = []
  const renewed = Promise.withResolvers<void>()
  const gate = new Gate({ probe: async () => {}, renew: renewed.resolve, maxWaiting: 10, queueTimeoutMs: 60_000, deafAfterMs: 1_200 })
  t.teardown(() => { gate.close() })
  const keepAlive = setInterval(() => {}, 100)
  t.teardown(() => { clearInterval(keepAlive) })

  const waiting = gate.enter((error) => { heard.push(error) })
  waiting.started = true
  await renewed.promise

  t.match(heard, [{ code: 'database_away', status: 503 }])
  t.equal(gate.away, false, 'the next request is let through')
  t.doesNotThrow(() => { gate.leave(gate.enter(() => {})) })
})

t.test('a pool that still answers somebody is left alone', async (t) => {
  let renewed = 0
  const gate = new Gate({ probe: async () => {}, renew: () => { renewed += 1 }, maxWaiting: 10, queueTimeoutMs: 60_000, deafAfterMs: 600 })
  t.teardown(() => { gate.close() })
  gate.enter(() => { t.fail('nobody is turned away') })
  for (let i = 0; i < 15; i++) {
    await sleep(100)
    gate.answered()
  }
  t.equal(renewed, 0)
})
