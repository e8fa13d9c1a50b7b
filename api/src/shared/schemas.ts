// Wire shapes that every module shares, and the helper that refers to a named shape without losing its type.
import { Type, type Static, type TSchema, type TUnsafe } from '@sinclair/typebox'

/** The shape a reference names; plugins/openapi follows it, so a module never registers a schema by hand. */
export const referred = Symbol('referred')

/** ref(MoneySchema): a $ref in the document, the full type in the code. */
export function ref<T extends TSchema> (schema: T): TUnsafe<Static<T>> {
  if (schema.$id === undefined) throw new TypeError('Only a schema with an $id can be referred to')
  return Type.Unsafe<Static<T>>({ $ref: `${schema.$id}#`, [referred]: schema })
}

const closed = { additionalProperties: false }

export const MoneySchema = Type.Object({
  amount: Type.String({ pattern: '^-?[0-9]{1,15}(\\.[0-9]{1,4})?$', examples: ['1290.50'] }),
  currency: Type.String({ pattern: '^[A-Z]{3}$', examples: ['EUR'] })
}, { $id: 'Money', ...closed, description: 'A decimal string at the scale of its currency.', examples: [{ amount: '1290.50', currency: 'EUR' }] })

const line = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const optional = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))

export const AddressSchema = Type.Object({
  firstName: optional(100),
  lastName: line(100),
  company: optional(100),
  addressLine1: line(200),
  addressLine2: optional(200),
  city: line(100),
  region: optional(100),
  postalCode: optional(20),
  countryCode: Type.String({ pattern: '^[A-Z]{2}$', examples: ['DE'] }),
  phone: optional(40)
}, {
  $id: 'Address',
  ...closed,
  examples: [{ firstName: 'Lena', lastName: 'Vogt', addressLine1: 'Torstraße 12', city: 'Berlin', postalCode: '10119', countryCode: 'DE' }]
})

export const FieldErrorSchema = Type.Object({
  path: Type.String({ description: 'A JSON pointer to the field; /query, /path and /headers for what is not in the body.' }),
  code: Type.String(),
  message: Type.String()
}, { $id: 'FieldError', ...closed })

export const ProblemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  requestId: Type.String(),
  errors: Type.Optional(Type.Array(ref(FieldErrorSchema)))
}, {
  $id: 'Problem',
  additionalProperties: true,
  description: 'RFC 9457. `code` is stable; `detail` is for people.',
  examples: [{ type: 'about:blank', title: 'Not Found', status: 404, code: 'product_not_found', detail: 'There is no such product.', requestId: '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11' }]
})

export const UuidString = Type.String({ format: 'uuid', examples: ['01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11'] })

export const TimeString = Type.String({ format: 'date-time', examples: ['2026-03-01T09:30:00.000Z'] })

/** limit and cursor of every list; spread it: Type.Object({ ...PageQuery, q: … }). */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 24 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 }))
}

/** The four choices every shopper's read may name; spread it into a querystring schema. */
export const ContextQuery = {
  locale: Type.Optional(Type.String({ maxLength: 35, description: 'BCP 47 tag; falls back to a language of the shop.', examples: ['de'] })),
  currency: Type.Optional(Type.String({ maxLength: 3, examples: ['EUR'] })),
  country: Type.Optional(Type.String({ maxLength: 2, examples: ['DE'] })),
  channel: Type.Optional(Type.String({ maxLength: 63 }))
}

/** A page of a list; give it the $id of the list: pageOf(ref(OrderSchema), 'OrderPage'). */
export const pageOf = <T extends TSchema>(item: T, $id: string) => Type.Object({
  items: Type.Array(item),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
  total: Type.Optional(Type.Integer())
}, { $id, ...closed })
