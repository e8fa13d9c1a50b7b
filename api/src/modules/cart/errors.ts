// Every refusal of a cart: code, status, words. What is about a cart carries it, so that a page can show it at once.
import { AppError, invalid, notFound, preconditionFailed, unprocessable, type FieldError } from '../../shared/errors.ts'

export const noSuchCart = (): AppError => notFound('cart')

export const noSuchItem = (): AppError => notFound('cart_item')

export const versionMismatch = (cart: unknown): AppError =>
  preconditionFailed('version_mismatch', 'The cart has changed since it was read.', { cart })

export const unknownVariants = (paths: string[]): AppError =>
  new AppError('validation_failed', 422, 'What was asked for is not on sale.', {
    errors: paths.map((path) => ({ path, code: 'unknown_variant', message: 'This variant is not on sale.' }))
  })

export const faulty = (errors: FieldError[]): AppError =>
  new AppError('validation_failed', 422, errors.map(({ message }) => message).join(' '), { errors })

const unsupported = (what: string, path: string): AppError => {
  const detail = `The shop does not offer this ${what}.`
  return unprocessable(`unsupported_${what}`, detail, { errors: [{ path, code: `unsupported_${what}`, message: detail }] })
}

export const unsupportedLanguage = (): AppError => unsupported('language', '/locale')
export const unsupportedCurrency = (): AppError => unsupported('currency', '/currency')
export const unsupportedCountry = (path: string): AppError => unsupported('country', path)

export const unknownShippingMethod = (): AppError =>
  invalid('/shippingMethodId', 'unknown_shipping_method', 'This method does not ship to the country of the cart.')
