// Every refusal of the audit log, worded once.
import { AppError, conflict, notFound, unavailable, type FieldError } from '../../shared/errors.ts'

export const noEntry = (): AppError => notFound('audit_entry')
export const noExport = (): AppError => notFound('export')
export const notReady = (): AppError => conflict('export_not_ready', 'The file is still being written.', { retryAfterSeconds: 2 })
export const notRestorable = (): AppError => conflict('not_restorable', 'What this entry tells of cannot be written back.')
export const changedSince = (parts: string[]): AppError =>
  conflict('changed_since', 'The same was changed again since. Restore with force to overwrite it.', { parts })

/** What the object's own route said, in its own words. */
export function refusedInside (status: number, body: unknown): AppError {
  const { code = 'refused', detail = 'The change was refused.', errors } = body as { code?: string, detail?: string, errors?: FieldError[] }
  if (status >= 500) return unavailable(code, detail)
  return new AppError(code, status, detail, errors === undefined ? {} : { errors })
}
