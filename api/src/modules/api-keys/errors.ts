// Every refusal about API keys.
import { type AppError, conflict, forbidden, invalid, notFound } from '../../shared/errors.ts'

export const noKey = (): AppError => notFound('api key')
export const keyRevoked = (): AppError => conflict('api_key_revoked', 'The key was revoked. Make a new one.')
export const keyExpired = (): AppError => conflict('api_key_expired', 'The key has expired. Give it a later expiry first, or make a new one.')
export const notAnothers = (): AppError =>
  forbidden('permission_exceeds_yours', 'This key may do more than you. Ask somebody who may do the same; you can still revoke it.')
export const badNetwork = (index: number): AppError =>
  invalid(`/networks/${index}`, 'bad_network', 'A network is an address or a range in CIDR notation, like 203.0.113.0/24 or 2001:db8::/32.')
export const expiryPassed = (): AppError => invalid('/expiresAt', 'expiry_passed', 'The expiry lies in the future, at most ten years ahead.')
export const notYourKey = (): AppError => forbidden('not_your_key', 'Only its maker gives a key a new secret. Revoke it and make one of your own.')
