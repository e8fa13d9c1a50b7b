// Whoever is not known yet is braked at every door of sign-in: each operation there, its letter right or wrong.
import t from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import { documentOf } from '../../src/plugins/openapi.ts'
import { brakes } from '../../src/plugins/brakes.ts'
import { writeSetting } from '../../src/platform/settings.ts'
import { anApp } from '../support/app.ts'
import { operationsOf, type Document } from './document.ts'
import { UNBRAKED } from './exceptions.ts'
import { fullValueOf } from './values.ts'
import { requestFor } from './world.ts'

const { app, pool } = await anApp(t, { template: 'demo', env: { RATE_LIMITS: 'on' } })
for (const name of Object.keys(brakes)) await writeSetting(pool, `limits.${name}`, 3)

// Windows begin on the full ten minutes: what is counted here fits into one.
const leftMs = 600_000 - Date.now() % 600_000
if (leftMs < 30_000) await sleep(leftMs + 100)

const document = documentOf(app) as unknown as Document
const isDoor = (path: string): boolean => path.startsWith('/v1/auth/') || path.endsWith('/password')
const doors = operationsOf(document).filter(({ path, method }) => isDoor(path) && method !== 'GET')

for (const operation of doors.filter(({ id }) => !Object.hasOwn(UNBRAKED, id))) {
  t.test(`${operation.name}: a network that knocks too often is refused`, async (t) => {
    const remoteAddress = `198.51.100.${doors.indexOf(operation) + 1}`
    const statuses: number[] = []
    for (const body of [{}, { fieldNobodyKnows: 1 }, {}, {}, fullValueOf(document, operation.body ?? {})]) {
      statuses.push((await app.inject({ ...requestFor(operation, { body }), remoteAddress })).statusCode)
    }
    t.ok(statuses.slice(0, 3).every((status) => status !== 429), statuses.join())
    t.strictSame(statuses.slice(3), [429, 429])
  })
}

t.test('what is not braked is there', async (t) => {
  t.strictSame(Object.keys(UNBRAKED).filter((id) => !doors.some((operation) => operation.id === id)), [])
})
