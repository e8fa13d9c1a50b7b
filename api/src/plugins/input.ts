// What comes in: JSON parsed strictly, text without NUL or broken surrogates, query and path turned into the types they declare.
import type { preValidationHookHandler, RouteOptions } from 'fastify'
import { AppError, invalid, notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { thingAt } from './problems.ts'
import type { App } from './types.ts'

const mostValues = 20_000

export function strictJson (app: App): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(['application/json'], { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, parse(String(text)))
    } catch (error) {
      done(error as Error)
    }
  })
}

function parse (text: string): unknown {
  if (text.trim() === '') return undefined
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new AppError('malformed_json', 400, 'The body is not JSON.')
  }
  if (text.includes('\\u') || text.includes('__proto__')) inspect(body, '')
  if (text.length > mostValues && text.split(',', mostValues + 1).length > mostValues) {
    throw new AppError('body_too_large', 413, 'The body holds too many values.')
  }
  return body
}

/** Only an escape can bring these characters into JSON, so most bodies are never walked. */
function inspect (value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (!isClean(value)) throw invalid(path, 'invalid_text', 'Holds characters that are not text.')
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => { inspect(item, `${path}/${index}`) })
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      if (name === '__proto__' || !isClean(name)) throw invalid(`${path}/${name.toWellFormed().replaceAll('\0', '')}`, 'unknown_field', 'There is no such field.')
      inspect(item, `${path}/${name}`)
    }
  }
}

const isClean = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

interface Shape { type?: string, anyOf?: Shape[], items?: Shape, properties?: Record<string, Shape>, patternProperties?: Record<string, Shape> }

/** The query parameters a route knows: the rest is ignored and no part of any cache key. */
export function declaredQuery (route: RouteOptions): { names: string[], patterns: RegExp[] } {
  const schema = route.schema?.querystring as Shape | undefined
  return {
    names: Object.keys(schema?.properties ?? {}).toSorted(),
    patterns: Object.keys(schema?.patternProperties ?? {}).map((pattern) => new RegExp(pattern))
  }
}

export function cleanInput (route: RouteOptions): preValidationHookHandler {
  const schema = route.schema?.querystring as Shape | undefined
  const { names, patterns } = declaredQuery(route)
  const kinds = new Map(names.map((name) => [name, kindOf(schema?.properties?.[name])]))
  const takesNoBody = route.schema?.body === undefined
  return (request, _reply, done) => {
    if (takesNoBody && isFilled(request.body)) {
      done(unknownFields(Object.keys(request.body)))
      return
    }
    const params = request.params as Record<string, string>
    if (!Object.values(params).every(isClean)) {
      done(notFound(thingAt(request)))
      return
    }
    // An id is one however it is written: what is remembered, announced and logged goes by its text.
    for (const [name, value] of Object.entries(params)) if (isUuid(value)) params[name] = value.toLowerCase()
    const given = request.query as Record<string, unknown>
    const query: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(given)) {
      if (!kinds.has(name) && !patterns.some((pattern) => pattern.test(name))) continue
      if (![value, name].flat().every((text) => isClean(String(text)))) {
        done(invalid(`/query/${name.toWellFormed().replaceAll('\0', '')}`, 'invalid_text', 'Holds characters that are not text.'))
        return
      }
      query[name] = typed(value, kinds.get(name))
    }
    request.query = query
    done()
  }
}

const isFilled = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(body)) && Object.keys(body).length > 0

/** A misspelt or misplaced field is told, even where a route takes none. */
const unknownFields = (names: string[]): AppError => new AppError('validation_failed', 422, 'This request takes no body.', {
  errors: names.slice(0, 50).map((name) => ({ path: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, code: 'unknown_field', message: 'There is no such field.' }))
})

function kindOf (shape: Shape | undefined): string | undefined {
  return shape?.type ?? shape?.anyOf?.map(({ type }) => type).find((type) => type !== 'null')
}

function typed (value: unknown, kind: string | undefined): unknown {
  if (kind === 'array') return [value].flat()
  if (typeof value !== 'string') return value
  if ((kind === 'integer' || kind === 'number') && /^-?[0-9]{1,15}(\.[0-9]{1,10})?$/.test(value)) return Number(value)
  if (kind === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}
