// Every refusal of passwords and other proofs: code, status and words.
import { AppError } from '../../shared/errors.ts'

export const passwordsBusy = () =>
  new AppError('rate_limited', 429, 'Too many people sign in at this moment. Try again in a few seconds.', { retryAfterSeconds: 3 })
