// Every refusal of sign-in and sessions: code, status and words. None says whether an address is known.
import { AppError } from '../../shared/errors.ts'

export const invalidCredentials = () =>
  new AppError('invalid_credentials', 401, 'The e-mail address and the password do not belong together.')

export const emailNotVerified = () =>
  new AppError('email_not_verified', 403, 'The e-mail address is not verified yet. Open the link in the mail we sent.')

export const wrongPassword = () =>
  new AppError('invalid_credentials', 403, 'That is not your password.')

export const otpRequired = () =>
  new AppError('otp_required', 401, 'This account has a second factor. Send its code, or a recovery code, as `otp`.')

export const otpInvalid = (status: 401 | 403) =>
  new AppError('otp_invalid', status, 'This code is wrong, or was used before.')

export const invalidToken = () =>
  new AppError('invalid_token', 401, 'The access token is not valid or has expired.')

export const refreshMissing = () =>
  new AppError('refresh_missing', 401, 'No refresh token was sent. Sign in first.')

export const refreshInvalid = () =>
  new AppError('refresh_invalid', 401, 'The refresh token is unknown, expired or its session has ended. Sign in again.')

export const refreshReused = () =>
  new AppError('refresh_reused', 401, 'The refresh token was used before; its session has been ended for safety. Sign in again.')

export const invitationVoid = () =>
  new AppError('invitation_void', 422, 'Whoever invited you may not give these roles any more. Ask for a new invitation.')

export const lastOwner = () =>
  new AppError('last_owner', 409, 'This is the last active owner. Make somebody else an owner first.')

export const strongerThanYou = () =>
  new AppError('permission_exceeds_yours', 403, 'This member of the staff may do more than you. Ask somebody who may do the same.')

export const beyondYours = (path: string, missing: readonly string[]) =>
  new AppError('permission_exceeds_yours', 403, `Nobody grants what they lack: ${missing.join(', ')}.`, {
    errors: [{ path, code: 'permission_exceeds_yours', message: `You lack ${missing.join(', ')}.` }]
  })

export const permissionMissing = (permission: string) =>
  new AppError('permission_missing', 403, `This needs the permission ${permission}.`)
