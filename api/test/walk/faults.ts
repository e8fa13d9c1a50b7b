// Every way to spoil a valid letter: unknown fields, wrong types, values out of range, characters the database cannot keep.
import { resolve, type Document, type Schema } from './document.ts'
import { fullValueOf, isRecord, objectOf, typesOf } from './values.ts'

export interface Fault { what: string, body: unknown }
type Path = Array<string | number>
type Child = [key: string | number, schema: Schema, value: unknown]
interface Spot { path: Path, schemas: Schema[], required: boolean }

const WRONG: unknown[] = [{ wrong: 'type' }, ['wrong type'], 'wrong type', 17, true, null]

export function faultsOf (document: Document, body: Schema): Fault[] {
  const letter = fullValueOf(document, body)
  const at = (path: Path, value: unknown) => put(structuredClone(letter), path, value)
  const objects = objectsIn(document, body, letter, [])
  const spots = spotsIn(document, body, letter, [])

  return [
    ...WRONG.filter((value) => value !== null && !fits(document, [body], value)).map((value) => ({ what: `the whole is ${show(value)}`, body: value })),
    ...objects.map((path) => ({ what: `unknown field in ${name(path)}`, body: at([...path, 'fieldNobodyKnows'], 1) })),
    ...spots.flatMap(({ path, schemas, required }) => [
      ...(required ? [{ what: `${name(path)} missing`, body: at(path, undefined) }] : []),
      ...wrongTypes(document, schemas).map((value) => ({ what: `${name(path)} is ${show(value)}`, body: at(path, value) })),
      ...outOfRange(document, schemas).map((value) => ({ what: `${name(path)} out of range: ${show(value)}`, body: at(path, value) })),
      ...unkeepable(document, schemas, read(letter, path)).map((value) => ({ what: `${name(path)} holds ${show(value)}`, body: at(path, value) }))
    ])
  ]
}

/** What one schema (of a body's field or of a query parameter) refuses though its type is right. */
export function outOfRange (document: Document, schemas: Schema[]): unknown[] {
  const all = leaves(document, schemas)
  const tried = all.flatMap((schema) => [
    ...(schema.maxLength === undefined ? [] : ['a'.repeat(schema.maxLength + 1)]),
    ...(schema.minLength === undefined || schema.minLength === 0 ? [] : ['a'.repeat(schema.minLength - 1)]),
    ...(schema.minimum === undefined ? [] : [schema.minimum - 1]),
    ...(schema.maximum === undefined ? [] : [schema.maximum + 1]),
    ...(schema.maxItems === undefined ? [] : [Array.from({ length: schema.maxItems + 1 }, () => fullValueOf(document, schema.items ?? {}))]),
    ...(schema.minItems === undefined || schema.minItems === 0 ? [] : [[]]),
    ...(schema.enum || schema.const !== undefined ? ['no such choice'] : []),
    ...(schema.pattern === undefined ? [] : ['\u2603 does not match']),
    ...(schema.format === 'uuid' ? ['not-a-uuid'] : []),
    ...(typesOf(schema).includes('integer') ? [1.5] : [])
  ])
  return tried.filter((value) => !fits(document, schemas, value))
}

function unkeepable (document: Document, schemas: Schema[], value: unknown): string[] {
  const kept = typeof value === 'string' ? value : 'abc'
  const isText = leaves(document, schemas).some((schema) => typesOf(schema).includes('string') || schema.const !== undefined)
  return isText ? [`${kept.slice(1)}\u0000`, `${kept.slice(1)}\ud800`, `\udc00${kept.slice(1)}`] : []
}

const wrongTypes = (document: Document, schemas: Schema[]): unknown[] =>
  WRONG.filter((value) => !leaves(document, schemas).some((schema) => hasType(schema, value)))

const leaves = (document: Document, schemas: Schema[]): Schema[] => schemas.flatMap((given) => {
  const schema = resolve(document, given)
  const choices = schema.anyOf ?? schema.oneOf
  return choices ? leaves(document, choices) : [schema]
})

function hasType (schema: Schema, value: unknown): boolean {
  const allowed = schema.const !== undefined ? [typeof schema.const] : schema.enum ? schema.enum.map((each) => each === null ? 'null' : typeof each) : schema.type === undefined && !schema.properties ? undefined : typesOf(schema)
  const own = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  return allowed === undefined || allowed.includes(own) || (own === 'number' && allowed.includes('integer') && Number.isInteger(value))
}

// Enough of JSON Schema to know that a spoilt scalar is not by chance a good one under another choice.
function fits (document: Document, schemas: Schema[], value: unknown): boolean {
  return leaves(document, schemas).some((schema) => {
    if (!hasType(schema, value)) return false
    if (schema.const !== undefined) return schema.const === value
    if (schema.enum) return schema.enum.includes(value)
    if (typeof value === 'string') {
      return value.length <= (schema.maxLength ?? Infinity) && value.length >= (schema.minLength ?? 0) &&
        (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value)) && schema.format !== 'uuid'
    }
    if (typeof value === 'number') return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity)
    if (Array.isArray(value)) return value.length <= (schema.maxItems ?? Infinity) && value.length >= (schema.minItems ?? 0)
    return !isRecord(value) || schema.additionalProperties !== false
  })
}

function objectsIn (document: Document, given: Schema, value: unknown, path: Path): Path[] {
  const schema = objectOf(document, given)
  const own = isRecord(value) && schema?.additionalProperties === false ? [path] : []
  return [...own, ...children(document, given, value).flatMap(([key, child, inner]) => objectsIn(document, child, inner, [...path, key]))]
}

function spotsIn (document: Document, given: Schema, value: unknown, path: Path): Spot[] {
  const required = objectOf(document, given)?.required ?? []
  return children(document, given, value).flatMap(([key, child, inner]) => [
    { path: [...path, key], schemas: [child], required: required.includes(String(key)) },
    ...spotsIn(document, child, inner, [...path, key])
  ])
}

function children (document: Document, given: Schema, value: unknown): Child[] {
  const schema = leaves(document, [given]).find((each) => Array.isArray(value) ? each.items : each.properties) ?? {}
  if (Array.isArray(value) && schema.items && value.length > 0) return [[0, schema.items, value[0]]]
  if (!isRecord(value)) return []
  const others = Object.values(schema.patternProperties ?? {})[0] ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined)
  return Object.entries(value).flatMap(([key, inner]) => {
    const child = schema.properties?.[key] ?? others
    return child ? [[key, child, inner] satisfies Child] : []
  })
}

const read = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], value)

function put (root: unknown, path: Path, value: unknown): unknown {
  const parent = read(root, path.slice(0, -1)) as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  if (value === undefined) Reflect.deleteProperty(parent, last)
  else parent[last] = value
  return root
}

const name = (path: Path): string => `/${path.join('/')}`
const show = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 40)
