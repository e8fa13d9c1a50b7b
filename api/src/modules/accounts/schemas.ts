// Wire shapes of accounts: registering, mailed links, new passwords.
import { Type } from '@sinclair/typebox'

const closed = { additionalProperties: false }

const Email = Type.String({ format: 'email', minLength: 3, maxLength: 254, examples: ['lena@example.com'] })
const NewPassword = Type.String({
  minLength: 1,
  maxLength: 256,
  description: 'At least 10 characters, and none of the passwords that everybody tries first.',
  examples: ['a walk along the Spree']
})
const Token = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'The very string of the mailed link.',
  examples: ['Yk3v0d5rPjY2s1nq8fT6uWc4xZb7aQe9hLmNoPrStUv']
})
const Locale = Type.String({ minLength: 1, maxLength: 35, description: 'The language of the letter; falls back to one the shop speaks.', examples: ['de'] })
const name = (example: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 100, examples: [example] }))

export const RegisterSchema = Type.Object({
  email: Email,
  password: NewPassword,
  firstName: name('Lena'),
  lastName: name('Vogt'),
  locale: Type.Optional(Locale),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', examples: ['EUR'] })),
  marketingConsent: Type.Optional(Type.Object({
    wording: Type.String({ minLength: 1, maxLength: 2000, description: 'What was read and agreed to, word by word.', examples: ['Send me news about once a month.'] })
  }, closed))
}, { $id: 'Register', ...closed, examples: [{ email: 'lena@example.com', password: 'a walk along the Spree', firstName: 'Lena', locale: 'de' }] })

export const VerificationSentSchema = Type.Object({ status: Type.Literal('verification_sent') }, {
  $id: 'VerificationSent', ...closed, examples: [{ status: 'verification_sent' }]
})

export const VerifyEmailSchema = Type.Object({ token: Token }, { $id: 'VerifyEmail', ...closed })

export const ForgotPasswordSchema = Type.Object({
  email: Email,
  client: Type.Optional(Type.Union([Type.Literal('storefront'), Type.Literal('admin')], { description: 'Which front the link leads to.' })),
  locale: Type.Optional(Locale)
}, { $id: 'ForgotPassword', ...closed, examples: [{ email: 'lena@example.com' }] })

export const ResetSentSchema = Type.Object({ status: Type.Literal('reset_sent') }, {
  $id: 'ResetSent', ...closed, examples: [{ status: 'reset_sent' }]
})

export const ResetPasswordSchema = Type.Object({ token: Token, password: NewPassword }, { $id: 'ResetPassword', ...closed })

export const AcceptInvitationSchema = Type.Object({
  token: Token,
  password: NewPassword,
  firstName: name('Lena'),
  lastName: name('Vogt')
}, { $id: 'AcceptInvitation', ...closed })

export const ChangePasswordSchema = Type.Object({
  currentPassword: Type.String({ minLength: 1, maxLength: 256, examples: ['a walk along the Spree'] }),
  newPassword: NewPassword
}, { $id: 'ChangePassword', ...closed, examples: [{ currentPassword: 'a walk along the Spree', newPassword: 'two walks along the Elbe' }] })

export const OwnParams = Type.Object({
  id: Type.String({ description: 'Your own id, or `me`.', examples: ['me'] })
})
