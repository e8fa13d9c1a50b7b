// Every refusal of passwords and other proofs: code, status and words.
import { AppError, invalid } from '../../shared/errors.ts'

export const passwordsBusy = () =>
  new AppError('rate_limited', 429, 'Too many people sign in at this moment. Try again in a few seconds.', { retryAfterSeconds: 3 })

export const passwordTooShort = (path: string, least: number) =>
  invalid(path, 'password_too_short', `The password needs at least ${least} characters.`)

export const passwordTooCommon = (path: string) =>
  invalid(path, 'password_too_common', 'This password is among those tried first. Choose one that nobody would guess.')
