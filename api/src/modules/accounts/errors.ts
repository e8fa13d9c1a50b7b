// Every refusal of accounts: code, status and words. None says whether an address is known.
import { forbidden, invalid, unprocessable } from '../../shared/errors.ts'

export const tokenInvalid = () =>
  unprocessable('token_invalid', 'This link is not valid any more. Ask for a new one.')

export const wrongPassword = () =>
  forbidden('invalid_credentials', 'The current password is not right.')

export const unsupportedCurrency = () =>
  invalid('/currency', 'unsupported_currency', 'The shop does not take this currency.')
