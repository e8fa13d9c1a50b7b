// The last touches on the generated document: problem media types, the key's header, an example everywhere, a stable order.
import { exampleOf, type Schema } from './openapi-examples.ts'

interface Media { schema?: Schema, example?: unknown, examples?: unknown }
interface Parameter { in: string, name: string, required?: boolean, schema?: Schema, example?: unknown, [member: string]: unknown }
interface Response { description?: string, content?: Record<string, Media>, headers?: unknown }
export interface Operation {
  operationId?: string
  summary?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { content?: Record<string, Media> }
  responses?: Record<string, Response>
  'x-permission'?: string
  'x-idempotency'?: { key: Schema, required: boolean }
  [member: string]: unknown
}
export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas?: Record<string, Schema>, securitySchemes?: Record<string, object> }
  tags?: Array<{ name: string }>
  [member: string]: unknown
}

export function finish (document: Document): Document {
  const schemas = document.components.schemas ?? {}
  for (const schema of Object.values(schemas)) delete schema['$id']
  for (const [, , operation] of operationsOf(document)) {
    describeKey(operation)
    operation.responses = Object.fromEntries(Object.entries(operation.responses ?? {}).map(([status, response]) => [status.toUpperCase(), asProblem(status, response)]))
    const media = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) => Object.values(part?.content ?? {}))
    for (const each of media) addExample(each, schemas)
    for (const parameter of operation.parameters ?? []) {
      if (parameter.example === undefined && parameter.schema?.examples?.[0] !== undefined) parameter.example = parameter.schema.examples[0]
    }
  }
  dropUnused(document)
  joinChoices(document)
  const tags = [...new Set(operationsOf(document).flatMap(([, , { tags = [] }]) => tags))].toSorted().map((name) => ({ name }))
  document.tags = tags
  return sorted(document)
}

export const operationsOf = (document: Document): Array<[path: string, method: string, operation: Operation]> =>
  Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]): [string, string, Operation] => [path, method, operation]))

/** What an operation must say before it is published. */
export function gaps (document: Document): string[] {
  const ids = new Map<string, number>()
  for (const [, , { operationId = '' }] of operationsOf(document)) ids.set(operationId, (ids.get(operationId) ?? 0) + 1)
  return operationsOf(document).flatMap(([path, method, operation]) => {
    const media = [operation.requestBody, ...Object.values(operation.responses ?? {})].flatMap((part) => Object.entries(part?.content ?? {}))
    const missing = [
      ...(['operationId', 'summary', 'x-permission'] as const).filter((name) => !operation[name]),
      ...((operation.tags ?? []).length === 0 ? ['tags'] : []),
      ...((ids.get(operation.operationId ?? '') ?? 0) > 1 ? ['an operationId of its own'] : []),
      ...(media.some(([type, { example }]) => type.includes('json') && example === undefined) ? ['examples'] : []),
      ...(Object.keys(operation.responses ?? {}).some((status) => status.startsWith('2')) ? [] : ['a 2xx response'])
    ]
    return missing.length === 0 ? [] : [`${method.toUpperCase()} ${path} lacks ${missing.join(', ')}`]
  })
}

function describeKey (operation: Operation): void {
  const rule = operation['x-idempotency']
  if (rule === undefined) return
  delete operation['x-idempotency']
  operation.parameters = [...operation.parameters ?? [], { in: 'header', name: 'Idempotency-Key', required: rule.required, schema: rule.key }]
}

function asProblem (status: string, response: Response): Response {
  const json = response.content?.['application/json']
  if (!/^[45]/.test(status) || json === undefined) return response
  const description = response.description === 'Default Response' ? 'Refused: the code says why.' : response.description
  return { ...response, description, content: { 'application/problem+json': json } }
}

function addExample (media: Media, schemas: Record<string, Schema>): void {
  if (media.schema === undefined || media.example !== undefined || media.examples !== undefined) return
  const example = exampleOf(media.schema, schemas)
  if (example !== undefined) media.example = example
}

/** Shapes that stand in full where they are used, and tokens that no module served here takes, are not listed beside. */
function dropUnused (document: Document): void {
  const { schemas = {}, securitySchemes = {} } = document.components
  const used = new Set<string>()
  const follow = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue
      used.add(name)
      follow(schemas[name] ?? {})
    }
  }
  follow(document.paths)
  document.components.schemas = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))
  const asked = new Set(operationsOf(document).flatMap(([, , { security = [] }]) => (security as object[]).flatMap((choice) => Object.keys(choice))))
  document.components.securitySchemes = Object.fromEntries(Object.entries(securitySchemes).filter(([name]) => asked.has(name)))
}

/** A choice between words is one list of words. */
function joinChoices (part: unknown): void {
  if (typeof part !== 'object' || part === null) return
  for (const child of Object.values(part)) joinChoices(child)
  const schema = part as Schema
  const words = schema.anyOf?.map((choice) => choice.type === 'string' && Object.keys(choice).length === 2 && choice.enum?.length === 1 ? choice.enum[0] : undefined)
  if (words === undefined || words.includes(undefined)) return
  delete schema.anyOf
  Object.assign(schema, { type: 'string', enum: words })
}

/** Paths and components in one order, so that the committed file changes only with the contract. */
function sorted (document: Document): Document {
  const byName = <T>(record: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return { ...document, paths: byName(document.paths), components: { ...document.components, schemas: byName(document.components.schemas ?? {}) } }
}
