// Wire shapes of sign-in, refresh, sign-out, and the list of devices.
import { Type, type Static } from '@sinclair/typebox'
import { ref, TimeString, UuidString } from '../../shared/schemas.ts'
import { UserSchema } from '../users/index.ts'

const closed = { additionalProperties: false }
const ClientSchema = Type.Union([Type.Literal('storefront'), Type.Literal('admin')], {
  description: 'Which front asks; each has a cookie of its own, since cookies ignore ports.'
})
const RefreshToken = Type.String({ minLength: 1, maxLength: 200, examples: ['Yk3v0d5rPjY2s1nq8fT6uWc4xZb7aQe9hLmNoPrStUv'] })

const Password = Type.String({ minLength: 1, maxLength: 256, examples: ['a walk along the Spree'] })
const Otp = Type.String({
  pattern: '^[0-9A-Za-z-]{6,20}$', description: 'Six digits of the second factor, or a recovery code. Each is good once.', examples: ['123456']
})

const session = {
  accessToken: 'eyJhbGciOiJFZERTQSIsImtpZCI6IjEifQ.e30.c2lnbmF0dXJl',
  tokenType: 'Bearer',
  expiresIn: 600,
  refreshToken: 'Yk3v0d5rPjY2s1nq8fT6uWc4xZb7aQe9hLmNoPrStUv'
}

export const LoginSchema = Type.Object({
  email: Type.String({ minLength: 3, maxLength: 254, examples: ['lena@example.com'] }),
  password: Password,
  otp: Type.Optional(Otp),
  tokenDelivery: Type.Optional(Type.Union([Type.Literal('cookie'), Type.Literal('body')], {
    description: 'Where the refresh token goes: a cookie (the default) or the body.'
  })),
  client: Type.Optional(ClientSchema)
}, { $id: 'Login', ...closed, examples: [{ email: 'lena@example.com', password: 'a walk along the Spree', tokenDelivery: 'body' }] })

export const RefreshSchema = Type.Object({
  refreshToken: Type.Optional(RefreshToken),
  client: Type.Optional(ClientSchema)
}, { $id: 'Refresh', ...closed, examples: [{ refreshToken: session.refreshToken }] })

export const ReauthenticateSchema = Type.Object({ password: Type.Optional(Password), otp: Type.Optional(Otp) }, {
  $id: 'Reauthenticate', ...closed, minProperties: 1, maxProperties: 1, description: 'One of the two.', examples: [{ password: 'a walk along the Spree' }]
})

export const OwnParams = Type.Object({ id: Type.String({ description: 'Your own id, or `me`.', examples: ['me'] }) })
export const DeviceParams = Type.Object({ ...OwnParams.properties, sessionId: UuidString })
export const KeepQuery = Type.Object({ keepCurrent: Type.Optional(Type.Boolean({ description: 'Every device but this one.' })) })

export const DeviceSchema = Type.Object({
  id: UuidString,
  client: ClientSchema,
  userAgent: Type.Union([Type.String(), Type.Null()]),
  ip: Type.Union([Type.String(), Type.Null()], { description: 'Where it signed in from.' }),
  createdAt: TimeString,
  lastSeenAt: TimeString,
  current: Type.Boolean({ description: 'The one that asks.' })
}, {
  $id: 'Device',
  ...closed,
  examples: [{
    id: '01991f0a-7c7e-7d51-a1b2-6a1f0f6f2c11',
    client: 'storefront',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ip: '203.0.113.7',
    createdAt: '2026-03-01T09:30:00.000Z',
    lastSeenAt: '2026-03-01T10:10:00.000Z',
    current: true
  }]
})

export const DevicesSchema = Type.Object({ items: Type.Array(ref(DeviceSchema), { description: 'Last seen first.' }) }, {
  $id: 'Devices', ...closed, examples: [{ items: DeviceSchema.examples }]
})

const Session = {
  accessToken: Type.String(),
  tokenType: Type.Literal('Bearer'),
  expiresIn: Type.Integer({ description: 'Seconds the access token lives.' }),
  refreshToken: Type.Optional(Type.String({ description: 'Only with body delivery.' }))
}

export const SessionTokensSchema = Type.Object(Session, { $id: 'SessionTokens', ...closed, examples: [session] })

export const SignedInSchema = Type.Object({ ...Session, user: ref(UserSchema) }, {
  $id: 'SignedIn', ...closed, examples: [{ ...session, user: UserSchema.examples[0] }]
})

const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: '1', alg: 'EdDSA', use: 'sig' } as const

export const JwksSchema = Type.Object({
  keys: Type.Array(Type.Object({
    kty: Type.Literal('OKP'),
    crv: Type.Literal('Ed25519'),
    x: Type.String(),
    kid: Type.String(),
    alg: Type.Literal('EdDSA'),
    use: Type.Literal('sig')
  }, closed))
}, { $id: 'Jwks', ...closed, examples: [{ keys: [key] }] })

export type DeviceView = Static<typeof DeviceSchema>
export type Client = Static<typeof ClientSchema>
