// Wire shapes of a person's own profile, address book and consents.
import { Type, type Static } from '@sinclair/typebox'
import { AddressSchema, PageQuery, pageOf, ref, TimeString, UuidString } from '../../shared/schemas.ts'

const example = {
  id: '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11',
  email: 'lena@example.com',
  firstName: 'Lena',
  lastName: 'Vogt',
  phone: null,
  locale: 'de',
  currency: 'EUR',
  createdAt: '2026-03-01T09:30:00.000Z'
}

const maybe = (maxLength: number, examples: string[]) => Type.Union([Type.String({ maxLength, examples }), Type.Null()])
const Profile = {
  firstName: maybe(100, ['Lena']),
  lastName: maybe(100, ['Vogt']),
  phone: maybe(40, ['+49 30 1234567']),
  locale: maybe(35, ['de']),
  currency: maybe(3, ['EUR'])
}

export const UserSchema = Type.Object({
  id: UuidString,
  email: Type.String(),
  ...Profile,
  createdAt: TimeString
}, { $id: 'User', additionalProperties: false, examples: [example] })

export const UserChangeSchema = Type.Partial(Type.Object(Profile), {
  $id: 'UserChange',
  additionalProperties: false,
  examples: [{ firstName: 'Lena', locale: 'de', currency: 'EUR' }]
})

export const UserParams = Type.Object({
  id: Type.String({ description: 'Your own id, or `me`.', examples: ['me'] })
})

const closed = { additionalProperties: false }
const words = <const T extends string>(...values: T[]) => Type.Unsafe<T>({ type: 'string', enum: values, examples: [values[0]] })
const addressExample = { firstName: 'Lena', lastName: 'Vogt', addressLine1: 'Torstraße 12', city: 'Berlin', postalCode: '10119', countryCode: 'DE' }
const type = words('shipping', 'billing')

export const UserAddressSchema = Type.Object({
  id: UuidString,
  type,
  isDefault: Type.Boolean({ description: 'There is one default of each type that has addresses.' }),
  ...AddressSchema.properties,
  createdAt: TimeString
}, { $id: 'UserAddress', ...closed })

export const UserAddressPage = pageOf(ref(UserAddressSchema), 'UserAddressPage')

export const NewAddressSchema = Type.Object({ type, isDefault: Type.Optional(Type.Boolean()), ...AddressSchema.properties }, {
  $id: 'NewUserAddress',
  ...closed,
  description: 'The first of its type is the default in any case.',
  examples: [{ type: 'shipping', ...addressExample }]
})

export const AddressChangeSchema = Type.Partial(Type.Object({ type, isDefault: Type.Boolean(), ...AddressSchema.properties }), {
  $id: 'UserAddressChange',
  ...closed,
  description: 'What is not named stays. A default stays one until another is made it: isDefault false changes nothing there.',
  examples: [{ addressLine1: 'Torstraße 14', isDefault: true }]
})

export const ConsentSchema = Type.Object({
  id: UuidString,
  purpose: words('marketing_email'),
  granted: Type.Boolean(),
  wording: Type.String({ examples: ['Yes, write to me about new things, at most once a month.'] }),
  locale: Type.String({ examples: ['en'] }),
  source: words('register', 'account', 'checkout', 'staff', 'erasure'),
  createdAt: TimeString
}, { $id: 'Consent', ...closed })

export const ConsentPage = pageOf(ref(ConsentSchema), 'ConsentPage')

export const NewConsentSchema = Type.Object({
  purpose: words('marketing_email'),
  granted: Type.Boolean(),
  wording: Type.String({ minLength: 1, maxLength: 2000, description: 'The words the person read.' }),
  locale: Type.Optional(Type.String({ minLength: 2, maxLength: 35, description: 'The language they were in; that of the request if not named.', examples: ['en'] }))
}, {
  $id: 'NewConsent',
  ...closed,
  examples: [{ purpose: 'marketing_email', granted: true, wording: 'Yes, write to me about new things, at most once a month.', locale: 'en' }]
})

export const BelongingsQuery = Type.Object(PageQuery)
export const AddressParams = Type.Object({ ...UserParams.properties, addressId: UuidString })

export type NewAddress = Static<typeof NewAddressSchema>
export type AddressChange = Static<typeof AddressChangeSchema>
export type NewConsent = Static<typeof NewConsentSchema>
export type UserAddressView = Static<typeof UserAddressSchema>
export type ConsentView = Static<typeof ConsentSchema>
export type UserView = Static<typeof UserSchema>
export type UserChange = Static<typeof UserChangeSchema>
