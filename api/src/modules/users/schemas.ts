// Wire shapes of a person's own profile.
import { Type, type Static } from '@sinclair/typebox'
import { TimeString, UuidString } from '../../shared/schemas.ts'

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

export type UserView = Static<typeof UserSchema>
export type UserChange = Static<typeof UserChangeSchema>
