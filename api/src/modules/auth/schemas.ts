// Wire shapes of sign-in, refresh and sign-out.
import { Type, type Static } from '@sinclair/typebox'
import { ref } from '../../shared/schemas.ts'
import { UserSchema } from '../users/index.ts'

const closed = { additionalProperties: false }
const ClientSchema = Type.Union([Type.Literal('storefront'), Type.Literal('admin')], {
  description: 'Which front asks; each has a cookie of its own, since cookies ignore ports.'
})
const RefreshToken = Type.String({ minLength: 1, maxLength: 200, examples: ['Yk3v0d5rPjY2s1nq8fT6uWc4xZb7aQe9hLmNoPrStUv'] })

const session = {
  accessToken: 'eyJhbGciOiJFZERTQSIsImtpZCI6IjEifQ.e30.c2lnbmF0dXJl',
  tokenType: 'Bearer',
  expiresIn: 600,
  refreshToken: 'Yk3v0d5rPjY2s1nq8fT6uWc4xZb7aQe9hLmNoPrStUv'
}

export const LoginSchema = Type.Object({
  email: Type.String({ minLength: 3, maxLength: 254, examples: ['lena@example.com'] }),
  password: Type.String({ minLength: 1, maxLength: 256, examples: ['a walk along the Spree'] }),
  otp: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z-]{6,20}$', description: 'The code of a second factor, where one is set up.', examples: ['123456'] })),
  tokenDelivery: Type.Optional(Type.Union([Type.Literal('cookie'), Type.Literal('body')], {
    description: 'Where the refresh token goes: a cookie (the default) or the body.'
  })),
  client: Type.Optional(ClientSchema)
}, { $id: 'Login', ...closed, examples: [{ email: 'lena@example.com', password: 'a walk along the Spree', tokenDelivery: 'body' }] })

export const RefreshSchema = Type.Object({
  refreshToken: Type.Optional(RefreshToken),
  client: Type.Optional(ClientSchema)
}, { $id: 'Refresh', ...closed, examples: [{ refreshToken: session.refreshToken }] })

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

export type Client = Static<typeof ClientSchema>
