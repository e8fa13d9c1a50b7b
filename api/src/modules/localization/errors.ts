// Every refusal of localization.
import { type AppError, conflict, invalid, notFound, unprocessable } from '../../shared/errors.ts'

export const noLanguage = (): AppError => notFound('language')
export const noCountry = (): AppError => notFound('country')
export const noCurrency = (): AppError => notFound('currency')
export const unsupportedCurrency = (path: string, code: string): AppError =>
  unprocessable('unsupported_currency', `The shop does not sell in ${/^[A-Z]{3}$/.test(code) ? code : 'that currency'}.`, {
    errors: [{ path, code: 'unsupported_currency', message: 'Choose one of /v1/currencies.' }]
  })
export const badAmount = (decimals: number): AppError =>
  invalid('/query/amount', 'bad_amount', `An amount is a decimal below a thousand billions with at most ${decimals} decimals, like 1290.50.`)
export const baseStays = (): AppError => conflict('base_currency', 'The base currency cannot be disabled or converted.')
export const defaultStays = (what: string): AppError => conflict(`default_${what}`, `The default ${what} of a channel cannot be disabled.`)
export const rateMissing = (code: string): AppError => conflict('rate_missing', `Set a rate for ${code} before it is enabled.`)
export const badRounding = (field: string, decimals: number): AppError =>
  invalid(`/${field}`, 'bad_rounding', `This currency has ${decimals} decimals: give a positive amount at its own scale.`)
export const badMargin = (): AppError => invalid('/marginPercent', 'bad_margin', 'The margin is above -100 %.')
export const badRate = (): AppError => invalid('/rate', 'bad_rate', 'A rate is more than nothing.')
