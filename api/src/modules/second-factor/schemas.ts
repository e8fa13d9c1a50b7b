// Wire shapes of the second factor.
import { Type, type Static } from '@sinclair/typebox'
import { TimeString } from '../../shared/schemas.ts'

const closed = { additionalProperties: false }
const codes = ['k7mf-2pxa-9tqe', 'w3hd-r8nb-5cyu']

export const OwnParams = Type.Object({ id: Type.String({ description: 'Your own id, or `me`.', examples: ['me'] }) })

export const SecondFactorSchema = Type.Object({
  enabled: Type.Boolean(),
  required: Type.Boolean({ description: 'A role of yours asks for it.' }),
  confirmedAt: Type.Union([TimeString, Type.Null()]),
  recoveryCodesLeft: Type.Integer()
}, { $id: 'SecondFactor', ...closed, examples: [{ enabled: true, required: false, confirmedAt: '2026-03-01T09:30:00.000Z', recoveryCodesLeft: 10 }] })

export const SecondFactorSetupSchema = Type.Object({
  secret: Type.String({ description: 'To type in where no picture can be read; base32.' }),
  otpauthUrl: Type.String({ description: 'Opens the app on the same device.' }),
  qrCode: Type.String({ description: 'The same as a picture: SVG.' })
}, {
  $id: 'SecondFactorSetup',
  ...closed,
  examples: [{
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    otpauthUrl: 'otpauth://totp/Meridian:lena%40example.com?issuer=Meridian&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
    qrCode: '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
  }]
})

export const SecondFactorProofSchema = Type.Object({
  otp: Type.String({ pattern: '^[0-9]{6}$', examples: ['123456'] })
}, { $id: 'SecondFactorProof', ...closed, examples: [{ otp: '123456' }] })

export const RecoveryCodesSchema = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: 'Ten, each good once; shown this one time.' })
}, { $id: 'RecoveryCodes', ...closed, examples: [{ recoveryCodes: codes }] })

export type SecondFactorView = Static<typeof SecondFactorSchema>
