// The OpenAPI document as a flat list of operations: what every walk goes along, so that a new route cannot escape.
export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  patternProperties?: Record<string, Schema>
  items?: Schema
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minProperties?: number
  pattern?: string
  format?: string
  default?: unknown
  example?: unknown
  examples?: unknown
}

export interface Parameter { name: string, in: 'path' | 'query' | 'header' | 'cookie', required?: boolean, schema: Schema, example?: unknown }

export interface Operation {
  id: string
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  access: string
  /** Asks for a proof that is not older than fifteen minutes. */
  fresh: boolean
  parameters: Parameter[]
  media: string | undefined
  body: Schema | undefined
  raw: RawOperation
}

interface Media { schema?: Schema, example?: unknown, examples?: Record<string, unknown> }
export interface RawOperation {
  'operationId'?: string
  'summary'?: string
  'tags'?: string[]
  'x-permission'?: string
  'x-fresh'?: boolean
  'parameters'?: Parameter[]
  'requestBody'?: { content?: Record<string, Media> }
  'responses'?: Record<string, { content?: Record<string, Media>, description?: string }>
}
export interface Document {
  openapi: string
  paths: Record<string, Record<string, RawOperation>>
  components?: { schemas?: Record<string, Schema> }
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

export function operationsOf (document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((verb) => {
      const raw = item[verb]
      if (!raw) return []
      const method = verb.toUpperCase() as Operation['method']
      const [media, content] = Object.entries(raw.requestBody?.content ?? {})[0] ?? []
      return [{
        id: raw.operationId ?? '',
        name: `${method} ${path}`,
        method,
        path,
        access: raw['x-permission'] ?? '',
        fresh: raw['x-fresh'] === true,
        parameters: raw.parameters ?? [],
        media,
        body: content?.schema,
        raw
      }]
    }))
}

export const isStaffs = (operation: Operation): boolean => operation.path.startsWith('/v1/admin/')

export const takesJson = (operation: Operation): boolean => operation.media === 'application/json'

export function resolve (document: Document, schema: Schema): Schema {
  let found = schema
  while (found.$ref !== undefined) {
    const name = /^#\/components\/schemas\/([^/]+)$/.exec(found.$ref)?.[1] ?? ''
    const next = document.components?.schemas?.[name]
    if (!next) throw new Error(`The document has no ${found.$ref}`)
    found = next
  }
  return found
}

/** The path with each `{name}` filled in, from `ids` or with an id nobody has. */
export const fill = (operation: Operation, ids: Record<string, string> = {}): string =>
  operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? NOBODY))

/** Ids as the document shows them: what is asked for may be there or not, but it is well-formed. */
export const exampleIds = ({ parameters }: Operation): Record<string, string> => Object.fromEntries(parameters
  .filter((parameter) => parameter.in === 'path' && parameter.example !== undefined)
  .map(({ name, example }) => [name, String(example)]))

export const NOBODY = '01890000-0000-7000-8000-000000000000'
