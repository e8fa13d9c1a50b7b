// One kind of refusal: a stable code, a status and words for a person; plugins/problems renders it.
export interface FieldError { path: string, code: string, message: string }

/** Members beside the standard ones of a problem; retryAfterSeconds becomes the header Retry-After. */
export interface Extra { errors?: FieldError[], retryAfterSeconds?: number, [member: string]: unknown }

export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly detail: string
  readonly extra: Extra

  constructor (code: string, status: number, detail: string, extra: Extra = {}, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'AppError'
    this.code = code
    this.status = status
    this.detail = detail
    this.extra = extra
  }
}

/** notFound('order') is order_not_found. */
export const notFound = (what: string): AppError =>
  new AppError(`${what.toLowerCase().replaceAll(/[^a-z]+/g, '_')}_not_found`, 404, `There is no such ${what.replaceAll('_', ' ')}.`)

export const badRequest = (code: string, detail: string, extra?: Extra): AppError => new AppError(code, 400, detail, extra)

export const unauthorized = (code = 'unauthorized', detail = 'Sign in to do this.'): AppError => new AppError(code, 401, detail)

export const forbidden = (code = 'forbidden', detail = 'You may not do this.'): AppError => new AppError(code, 403, detail)

export const conflict = (code: string, detail: string, extra?: Extra): AppError => new AppError(code, 409, detail, extra)

export const preconditionFailed = (code: string, detail: string, extra?: Extra): AppError => new AppError(code, 412, detail, extra)

export const unprocessable = (code: string, detail: string, extra?: Extra): AppError => new AppError(code, 422, detail, extra)

/** One bad field: path is a JSON pointer into the body or '/query/<name>'. */
export const invalid = (path: string, code: string, message: string): AppError =>
  new AppError('validation_failed', 422, message, { errors: [{ path, code, message }] })

export const tooMany = (detail: string, retryAfterSeconds: number, code = 'rate_limited'): AppError =>
  new AppError(code, 429, detail, { retryAfterSeconds })

export const unavailable = (code: string, detail: string, retryAfterSeconds = 1, cause?: unknown): AppError =>
  new AppError(code, 503, detail, { retryAfterSeconds }, { cause })
