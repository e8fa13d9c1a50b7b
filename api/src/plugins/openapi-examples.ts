// An example for any shape: what its author gave, else one built from its parts.
export interface Schema {
  $ref?: string
  type?: string | string[]
  examples?: unknown[]
  default?: unknown
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  items?: Schema
  format?: string
  minimum?: number
  minLength?: number
  [member: string]: unknown
}

const deepest = 8
const formats: Record<string, string> = {
  uuid: '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11',
  'date-time': '2026-03-01T09:30:00.000Z',
  date: '2026-03-01',
  email: 'lena.vogt@example.com',
  uri: 'https://example.com/'
}

export function exampleOf (schema: Schema, schemas: Record<string, Schema>, depth = 0): unknown {
  if (schema.examples?.[0] !== undefined) return schema.examples[0]
  if (schema.$ref !== undefined) {
    const target = schemas[schema.$ref.split('/').at(-1) ?? '']
    return target === undefined || depth > deepest ? {} : exampleOf(target, schemas, depth + 1)
  }
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return exampleOf(choices.find(({ type }) => type !== 'null') ?? {}, schemas, depth + 1)
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, schemas, depth + 1)))
  return ofType(schema, schemas, depth)
}

function ofType (schema: Schema, schemas: Record<string, Schema>, depth: number): unknown {
  switch ([schema.type].flat()[0]) {
    case 'object':
      return depth > deepest ? {} : Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, exampleOf(part, schemas, depth + 1)]))
    case 'array': return schema.items === undefined || depth > deepest ? [] : [exampleOf(schema.items, schemas, depth + 1)]
    case 'integer':
    case 'number': return schema.minimum ?? 1
    case 'boolean': return true
    case 'null': return null
    case 'string': return formats[schema.format ?? ''] ?? 'text'.padEnd(schema.minLength ?? 0, '.')
    default: return undefined
  }
}
