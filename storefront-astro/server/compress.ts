// Picks the encoding a browser accepts and packs a page once, cheaply.
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip' | 'identity'

const SMALLEST = 1024
// A window as large as a page, not as a film: the default takes megabytes for each.
const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 17, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }
const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

export function acceptedEncoding (header: string | string[] | undefined): Encoding {
  const refused = /;\s*q=0(\.0*)?\s*$/
  const names = String(header ?? '').split(',').filter((one) => !refused.test(one)).map((one) => one.split(';')[0]?.trim())
  if (names.includes('br')) return 'br'
  return names.includes('gzip') ? 'gzip' : 'identity'
}

export async function pack (body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'br') return await brotli(body, { params: BROTLI })
  return encoding === 'gzip' ? await zip(body, { level: 6 }) : body
}

export const worthPacking = (body: Buffer): boolean => body.length >= SMALLEST
