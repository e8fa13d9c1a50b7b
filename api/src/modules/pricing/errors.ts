// Every refusal of pricing.
import { type AppError, invalid } from '../../shared/errors.ts'

export const unknownVariant = (index: number): AppError =>
  invalid(`/${index}/variantId`, 'unknown_variant', 'The product has no such variant.')
export const unknownCurrency = (index: number): AppError =>
  invalid(`/${index}/currency`, 'unknown_currency', 'The shop has no such currency.')
export const badAmount = (index: number, field: string, decimals: number): AppError =>
  invalid(`/${index}/${field}`, 'bad_amount', `An amount below a thousand billions with at most ${decimals} decimals.`)
export const baseNeedsAmount = (index: number): AppError =>
  invalid(`/${index}/amount`, 'required', 'The base currency has no other price to be converted from.')
export const compareTooLow = (index: number): AppError =>
  invalid(`/${index}/compareAt`, 'compare_too_low', 'The price before a sale is higher than the price.')
export const namedTwice = (index: number): AppError =>
  invalid(`/${index}`, 'named_twice', 'This variant and currency stand in the list twice.')
