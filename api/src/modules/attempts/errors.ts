// The one refusal of attempts: too many were wrong.
import { AppError } from '../../shared/errors.ts'

export const tooManyAttempts = (retryAfterSeconds: number) =>
  new AppError('too_many_attempts', 429, 'Too many wrong passwords or codes. Try again later.', { retryAfterSeconds })
