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

const formats: Record<string, string> = {
  uuid: '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11',
  'date-time': '2026-03-01T09:30:00.000Z',
  date: '2026-03-01',
  email: 'lena.vogt@example.com',
  uri: 'https://example.com/'
}

/** `inside` holds the named shapes we are in: a shape within itself ends there, or its example would never end. */
export function exampleOf (schema: Schema, schemas: Record<string, Schema>, inside: readonly string[] = []): unknown {
  if (schema.examples?.[0] !== undefined) return schema.examples[0]
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    const target = schemas[name]
    return target === undefined || inside.includes(name) ? undefined : exampleOf(target, schemas, [...inside, name])
  }
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) {
    const built = choices.filter(({ type }) => type !== 'null').map((choice) => exampleOf(choice, schemas, inside)).find((example) => example !== undefined)
    return built ?? (choices.some(({ type }) => type === 'null') ? null : undefined)
  }
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, schemas, inside)))
  return ofType(schema, schemas, inside)
}

function ofType (schema: Schema, schemas: Record<string, Schema>, inside: readonly string[]): unknown {
  const of = (part: Schema): unknown => exampleOf(part, schemas, inside)
  switch ([schema.type].flat()[0]) {
    case 'object': {
      const parts = Object.entries(schema.properties ?? {}).map(([name, part]) => [name, of(part)])
      return Object.fromEntries(parts.filter(([, example]) => example !== undefined))
    }
    case 'array': {
      const item = schema.items === undefined ? undefined : of(schema.items)
      return item === undefined ? [] : [item]
    }
    case 'integer':
    case 'number': return schema.minimum ?? 1
    case 'boolean': return true
    case 'null': return null
    case 'string': return formats[schema.format ?? ''] ?? 'text'.slice(0, Number(schema['maxLength'] ?? 4)).padEnd(schema.minLength ?? 0, '.')
    default: return undefined
  }
}
