// Every operation of the contract has its verb in the SDK, at the right method and path.
import { readFileSync } from 'node:fs'
import t from 'tap'
import { createClient } from '../src/index.ts'
import { admin } from '../src/resources/admin.ts'
import type { Api, Call } from '../src/types.ts'

// Spoken by others than the SDK's users.
const elsewhere: Record<string, string> = {
  getJwks: 'read by libraries that verify tokens',
  getPicture: 'read by <img>',
  receivePaymentWebhook: 'called by payment gateways'
}

interface Document { paths: Record<string, Record<string, { operationId: string }>> }
const document = JSON.parse(readFileSync(new URL('../../openapi/openapi.json', import.meta.url), 'utf8')) as Document

t.test('each operation is called by exactly one verb', async (t) => {
  const calls = await callsOf()
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { operationId }] of Object.entries(operations)) {
      const spoken = calls.filter((call) => call === `${method.toUpperCase()} ${path}`).length
      t.equal(spoken, operationId in elsewhere ? 0 : 1, `${operationId}: ${method.toUpperCase()} ${path}`)
    }
  }
  t.equal(new Set(calls).size, calls.length, 'and none calls what another does')
})

// Calls each verb with stand-in arguments; a fetch that records sees what would be sent.
async function callsOf (): Promise<string[]> {
  const calls: string[] = []
  const api: Api = { call: async (call: Call) => { calls.push(`${call.method} ${call.path}`); return { items: [], nextCursor: null } as never } }
  const { api: _, with: __, ...nouns } = createClient()
  const names = Object.keys(nouns)
  const modules = await Promise.all(['account', 'catalogue', 'checkout', 'localization'].map(async (name) =>
    await import(`../src/resources/${name}.ts`) as Record<string, (api: Api) => object>))
  const made = modules.flatMap((module) => Object.entries(module).map(([name, make]) => {
    if (!names.includes(name)) throw new Error(`${name} is not on the client`)
    return make(api)
  }))
  for (const resource of [...made, admin(api)]) await callAll(resource)
  return calls
}

async function callAll (resource: object): Promise<void> {
  for (const value of Object.values(resource) as unknown[]) {
    if (typeof value === 'function') {
      const result = (value as (...args: unknown[]) => unknown)(['x'], {}, {})
      await (isList(result) ? result.page() : result)
    } else if (typeof value === 'object' && value !== null) await callAll(value)
  }
}

const isList = (value: unknown): value is { page: () => Promise<unknown> } =>
  typeof value === 'object' && value !== null && 'page' in value
