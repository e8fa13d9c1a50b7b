// Valid values from a JSON Schema, examples first: the letter that a fault is then put into.
import { resolve, type Document, type Schema } from './document.ts'

export function valueOf (document: Document, given: Schema): unknown {
  const schema = resolve(document, given)
  const example = exampleOf(schema)
  if (example !== undefined) return structuredClone(example)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.default !== undefined) return schema.default
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return valueOf(document, choice)
  return plain(document, schema)
}

/** An object with every property its schema names, so that each can be spoilt in turn. */
export function fullValueOf (document: Document, given: Schema): unknown {
  const schema = resolve(document, given)
  const value = valueOf(document, schema)
  if (!isRecord(value)) return value
  for (const [name, property] of Object.entries(objectOf(document, schema)?.properties ?? {})) value[name] ??= fullValueOf(document, property)
  return value
}

/** The object a schema describes, when it describes one, alone or as the first such choice. */
export function objectOf (document: Document, given: Schema): Schema | undefined {
  const schema = resolve(document, given)
  if (schema.properties || schema.type === 'object') return schema
  return [...schema.anyOf ?? [], ...schema.oneOf ?? [], ...schema.allOf ?? []].map((each) => objectOf(document, each)).find(Boolean)
}

export function exampleOf (schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example
  const { examples } = schema
  if (Array.isArray(examples)) return examples[0]
  if (isRecord(examples)) return Object.values(examples).map((each) => isRecord(each) && 'value' in each ? each.value : each)[0]
  return undefined
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function plain (document: Document, schema: Schema): unknown {
  switch (typesOf(schema)[0]) {
    case 'object': return Object.fromEntries(leastProperties(schema)
      .map((name) => [name, valueOf(document, schema.properties?.[name] ?? {})]))
    case 'array': return Array.from({ length: Math.max(schema.minItems ?? 0, schema.items ? 1 : 0) }, () => valueOf(document, schema.items ?? {}))
    case 'integer': case 'number': return schema.minimum ?? 1
    case 'boolean': return true
    case 'null': return null
    default: return text(schema)
  }
}

function leastProperties ({ required = [], properties = {}, minProperties = 0 }: Schema): string[] {
  const others = Object.keys(properties).filter((name) => !required.includes(name))
  return [...required, ...others.slice(0, Math.max(0, minProperties - required.length))]
}

export const typesOf = (schema: Schema): string[] =>
  Array.isArray(schema.type) ? schema.type : schema.type !== undefined ? [schema.type] : schema.properties ? ['object'] : ['string']

const FORMATS: Record<string, string> = {
  'uuid': '01890000-0000-7000-8000-000000000000',
  'date-time': '2026-03-01T09:30:00.000Z',
  'date': '2026-03-01',
  'email': 'lena@example.com',
  'uri': 'https://example.com/'
}
const COMMON = ['a', 'EUR', 'DE', 'en', '1.00', '123456', 'ab', 'a-b', 'abc.de', 'https://example.com/']

function text (schema: Schema): string {
  const formatted = FORMATS[schema.format ?? '']
  if (formatted) return formatted
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u')
  const found = COMMON.find((word) => pattern?.test(word) ?? true)
  if (found === undefined) throw new Error(`Give an example for the pattern ${schema.pattern ?? ''}`)
  return found.padEnd(schema.minLength ?? 0, 'a').slice(0, schema.maxLength ?? 100)
}
