// Every failure is a TradewindError; the class tells the family, `code` the reason.

/** One field that was not acceptable; `path` is a JSON pointer into the body, such as `/items/0/quantity`. */
export interface FieldError {
  path: string
  code: string
  message: string
}

interface Problem {
  type?: string
  code?: string
  title?: string
  detail?: string
  requestId?: string
  errors?: FieldError[]
  [member: string]: unknown
}

export class TradewindError extends Error {
  override readonly name: string = 'TradewindError'
  readonly code: string
  constructor (code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** No answer came: the network failed. A keyed POST may have had its effect; repeat it with the same key. */
export class ConnectionError extends TradewindError {
  override readonly name = 'ConnectionError'
}

/** No answer came in `timeoutMs`. */
export class TimeoutError extends TradewindError {
  override readonly name = 'TimeoutError'
}

/** The API refused; `status` and `code` say why, `problem` holds every member of the answer. */
export class ApiError extends TradewindError {
  override readonly name: string = 'ApiError'
  readonly status: number
  readonly problem: Problem
  readonly errors: FieldError[]
  readonly requestId: string | undefined
  readonly docUrl: string | undefined
  /** Seconds to wait, where the answer said so. */
  readonly retryAfter: number | undefined
  constructor (status: number, problem: Problem, retryAfter?: number) {
    super(problem.code ?? `http_${status}`, problem.detail ?? problem.title ?? `The API answered ${status}.`)
    this.status = status
    this.problem = problem
    this.errors = problem.errors ?? []
    this.requestId = problem.requestId
    this.docUrl = problem.type
    this.retryAfter = retryAfter
  }
}

export class AuthenticationError extends ApiError { override readonly name = 'AuthenticationError' }
export class PermissionError extends ApiError { override readonly name = 'PermissionError' }
export class NotFoundError extends ApiError { override readonly name = 'NotFoundError' }
/** 409, such as `out_of_stock` or `total_changed`; `problem.cart` is the cart as it is now, where it is about one. */
export class ConflictError extends ApiError { override readonly name = 'ConflictError' }
/** 412: somebody else changed it first. */
export class PreconditionError extends ApiError { override readonly name = 'PreconditionError' }
/** 400 and 422: `errors` names the fields. */
export class ValidationError extends ApiError { override readonly name = 'ValidationError' }
export class RateLimitError extends ApiError { override readonly name = 'RateLimitError' }
/** 5xx. */
export class UnavailableError extends ApiError { override readonly name = 'UnavailableError' }

const families: Record<number, typeof ApiError> = {
  400: ValidationError,
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  412: PreconditionError,
  422: ValidationError,
  429: RateLimitError
}

export async function errorFrom (response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '')
  const Family = families[response.status] ?? (response.status >= 500 ? UnavailableError : ApiError)
  return new Family(response.status, parse(text), seconds(response.headers.get('retry-after')))
}

function parse (text: string): Problem {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value as Problem : {}
  } catch {
    return {}
  }
}

function seconds (header: string | null): number | undefined {
  if (header === null) return undefined
  if (/^\d+$/.test(header)) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000))
}
