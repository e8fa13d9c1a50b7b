// Entries as CSV for a spreadsheet: quoted by RFC 4180, and no cell that a spreadsheet would run as a formula.
import type { EntryRow } from './queries.ts'

const columns = ['id', 'at', 'actorType', 'actorId', 'actorName', 'actorEmail', 'action', 'objectType', 'objectId', 'before', 'after', 'ip', 'requestId']

// The mark tells a spreadsheet that this is UTF-8.
export const head = `\ufeff${columns.join(',')}\r\n`

export const toCsv = (rows: EntryRow[]): string => rows.map((row) => [
  row.id, row.createdAt.toISOString(), row.actorType, row.actorId, row.actorName, row.actorEmail, row.action, row.objectType, row.objectId,
  json(row.before), json(row.after), row.ip, row.requestId
].map((value) => cell(value ?? '')).join(',') + '\r\n').join('')

const json = (value: unknown): string => value === null ? '' : JSON.stringify(value)

export function cell (text: string): string {
  // The wide signs of East Asian keyboards begin a formula too.
  const harmless = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
