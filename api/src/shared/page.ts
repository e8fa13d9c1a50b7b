// Keyset cursors: the sort values of the last row, opaque to clients and checked when they come back.
import { AppError } from './errors.ts'
import { isUuid } from './ids.ts'

const readers = {
  text: (value: unknown) => typeof value === 'string' && value.length <= 1000 && value.isWellFormed() && !value.includes('\0'),
  uuid: isUuid,
  integer: (value: unknown) => Number.isSafeInteger(value),
  decimal: (value: unknown) => typeof value === 'string' && /^-?[0-9]{1,15}(?:\.[0-9]{1,14})?$/.test(value),
  time: (value: unknown) => typeof value === 'string' && /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  boolean: (value: unknown) => typeof value === 'boolean'
}

type Kind = keyof typeof readers
type ValueOf<K> = K extends 'integer' ? number : K extends 'boolean' ? boolean : K extends `${infer Base}?` ? ValueOf<Base> | null : string
type Values<S extends ReadonlyArray<Kind | `${Kind}?`>> = { -readonly [I in keyof S]: ValueOf<S[I]> }

export const encodeCursor = (values: unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

/** decodeCursor(text, ['time', 'uuid']); a kind ending in '?' may be null. Anything else is a 422. */
export function decodeCursor<const S extends ReadonlyArray<Kind | `${Kind}?`>> (text: string, shape: S): Values<S> {
  const values = parse(text)
  if (!Array.isArray(values) || values.length !== shape.length) throw invalidCursor()
  const fits = shape.every((kind, index) => {
    const value: unknown = values[index]
    return kind.endsWith('?') && value === null ? true : readers[kind.replace('?', '') as Kind](value)
  })
  if (!fits) throw invalidCursor()
  return values as unknown as Values<S>
}

const invalidCursor = (): AppError => new AppError('invalid_cursor', 422, 'The cursor was not made by this list.', {
  errors: [{ path: '/query/cursor', code: 'invalid_cursor', message: 'The cursor was not made by this list.' }]
})

function parse (text: string): unknown {
  if (text.length > 4000) return undefined
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
