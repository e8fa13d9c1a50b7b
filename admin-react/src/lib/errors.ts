// From an error to words: the interface's own where it knows the code, the API's otherwise; pure.
import { ApiError, TradewindError, type FieldError } from '@tradewind/sdk'
import type { i18n } from 'i18next'

type Words = Pick<i18n, 't' | 'language' | 'getResource'>

export interface ToldError { code: string, message: string, requestId: string | undefined, retryAfter: number | undefined, fields: FieldError[] }

function say (words: Words, key: string, otherwise: string): string {
  const known: unknown = words.getResource(words.language, 'translation', key)
  return typeof known === 'string' ? known : otherwise
}

export function describeError (error: unknown, words: Words): ToldError {
  if (!(error instanceof TradewindError)) {
    return { code: 'unexpected', message: words.t('errors.unexpected'), requestId: undefined, retryAfter: undefined, fields: [] }
  }
  const fields = error instanceof ApiError ? error.errors : []
  return {
    code: error.code,
    message: say(words, `errors.${error.code}`, error.message),
    requestId: error instanceof ApiError ? error.requestId : undefined,
    retryAfter: error instanceof ApiError ? error.retryAfter : undefined,
    fields: fields.map((field) => ({ ...field, message: say(words, `fieldErrors.${field.code}`, field.message) }))
  }
}

/** The word for one field, by its JSON pointer. */
export function fieldError (error: unknown, path: string, words: Words): string | undefined {
  const found = error instanceof ApiError ? error.errors.find((field) => field.path === path) : undefined
  return found === undefined ? undefined : say(words, `fieldErrors.${found.code}`, found.message)
}
