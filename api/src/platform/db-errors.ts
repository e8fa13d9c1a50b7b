// What the database's refusals and absences mean for a caller, by SQLSTATE class and network code.
import { AppError, unavailable } from '../shared/errors.ts'

export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''

const refusedToConnect = new Set(['ECONNREFUSED', 'CONNECT_TIMEOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', '57P03'])
const brokeOff = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '57P05', '25P03', '25P04'])

/** Nobody is there to talk to: what opens the breaker. */
export const isAway = (error: unknown): boolean => refusedToConnect.has(codeOf(error))

/** The connection is gone, and with it the outcome of what ran on it. */
export function isLoss (error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('CONNECTION_') || code.startsWith('08') || brokeOff.has(code) || refusedToConnect.has(code)
}

/** A deadlock or a serialisation failure: run it again from the start. */
export const isRerunnable = (error: unknown): boolean => ['40P01', '40001'].includes(codeOf(error))

export const databaseAway = (cause?: unknown): AppError =>
  unavailable('database_away', 'The shop cannot reach its data right now. Try again in a moment.', 1, cause)

export const databaseBusy = (cause?: unknown): AppError =>
  unavailable('database_busy', 'The shop is very busy right now. Try again in a moment.', 1, cause)

/** The same error in the caller's terms; constraint violations stay as they are, for the verb to word. */
export function inOurWords (error: unknown): unknown {
  if (error instanceof AppError) return error
  if (isLoss(error)) return databaseAway(error)
  const code = codeOf(error)
  if (code.length !== 5) return error
  if (isRerunnable(error) || code.startsWith('53') || code === '55P03' || code === '57014') return databaseBusy(error)
  if (code.startsWith('22') || code === '54000') {
    return new AppError('unacceptable_value', 422, 'A value in the request cannot be used.', {}, { cause: error })
  }
  return error
}
