// The database goes away and comes back: 503 with Retry-After for what needs it, nothing worse, and well again by itself.
import t, { type Test } from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import { documentOf } from '../../src/plugins/openapi.ts'
import { cloneDatabase } from '../support/database.ts'
import { anApp } from '../support/app.ts'
import { operationsOf, type Document } from './document.ts'
import { layWire } from './proxy.ts'
import { keepsSecrets, requestFor } from './world.ts'

const database = await cloneDatabase(t, 'demo')
const wire = await layWire(database.url)
t.teardown(async () => { await wire.close() })
const { app } = await anApp(t, { database: { ...database, url: wire.url } })
const operations = operationsOf(documentOf(app) as unknown as Document)

const LOGIN = { method: 'POST', url: '/v1/auth/login', payload: { email: 'admin@example.com', password: 'tradewind-demo', tokenDelivery: 'body' } } as const
const { accessToken } = (await app.inject(LOGIN)).json()
const owner = { authorization: `Bearer ${accessToken}` }

async function timed<T> (run: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now()
  return [await run(), performance.now() - start]
}

async function wellAgain (t: Test): Promise<void> {
  const start = performance.now()
  for (;;) {
    const reply = await app.inject({ url: '/v1/users/me', headers: owner })
    if (reply.statusCode === 200) break
    t.equal(reply.statusCode, 503)
    if (performance.now() - start > 5_000) throw new Error('Not back after five seconds')
    await sleep(50)
  }
  t.pass(`back after ${Math.round(performance.now() - start)} ms`)
  t.equal((await app.inject('/health/ready')).statusCode, 200)
  t.equal((await app.inject(LOGIN)).statusCode, 200)
}

async function everythingRefused (t: Test): Promise<void> {
  for (const operation of operations) {
    const [reply, took] = await timed(async () => await app.inject(requestFor(operation, { headers: owner })))
    t.ok(reply.statusCode < 500 || reply.statusCode === 503, `${operation.name}: ${reply.statusCode} ${reply.body.slice(0, 200)}`)
    t.equal(keepsSecrets(reply), true, operation.name)
    if (reply.statusCode === 503) t.ok(Number(reply.headers['retry-after']) > 0, `${operation.name} says when to come back`)
    t.ok(took < 3_000, `${operation.name} answered in ${Math.round(took)} ms`)
  }
}

t.test('cut off: what needs the database is 503, the process lives', async (t) => {
  t.equal((await app.inject('/health/ready')).statusCode, 200)
  await wire.cut()

  const [me, took] = await timed(async () => await app.inject({ url: '/v1/users/me', headers: owner }))
  t.match(me.json(), { status: 503, code: 'database_away' })
  t.ok(took < 3_000)
  t.equal((await app.inject('/health/ready')).statusCode, 503)
  t.equal((await app.inject('/health/live')).statusCode, 200)
  t.match((await app.inject(LOGIN)).json(), { status: 503, code: 'database_away' })
  await everythingRefused(t)

  await wire.mend()
  await wellAgain(t)
})

t.test('silent: connections stand open and nobody answers', async (t) => {
  wire.freeze()
  const replies = await Promise.all(Array.from({ length: 20 }, async () => await timed(async () => await app.inject({ url: '/v1/users/me', headers: owner }))))
  t.ok(replies.every(([reply]) => reply.statusCode === 503 && Number(reply.headers['retry-after']) > 0), replies.map(([reply]) => reply.statusCode).join())
  t.ok(replies.every(([, took]) => took < 4_000), `the slowest took ${Math.max(...replies.map(([, took]) => took))} ms`)

  await wire.mend()
  await wellAgain(t)
})
