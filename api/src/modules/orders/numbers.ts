// Order numbers: random, so that they do not tell the volume; readable, with a check sign that catches a slip of the pen.
import { randomBytes } from 'node:crypto'

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 9

/** 45 random bits and a check sign: 'K7M2P-9QXDC'. */
export function newOrderNumber (bytes: Buffer = randomBytes(LENGTH)): string {
  const body = [...bytes.subarray(0, LENGTH)].map((byte) => SIGNS.charAt(byte & 31)).join('')
  const signs = body + checkSign(body)
  return `${signs.slice(0, 5)}-${signs.slice(5)}`
}

/** True for a number as people type it: any case, with or without the dash, O for 0 and I or L for 1. */
export function isOrderNumber (text: string): boolean {
  const signs = text.toUpperCase().replaceAll('-', '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (signs.length !== LENGTH + 1 || [...signs].some((sign) => !SIGNS.includes(sign))) return false
  return checkSign(signs.slice(0, LENGTH)) === signs.charAt(LENGTH)
}

// Weights are odd, hence invertible modulo 32: one wrong sign never passes.
function checkSign (body: string): string {
  const total = [...body].reduce((all, sign, index) => all + SIGNS.indexOf(sign) * (2 * index + 1), 0)
  return SIGNS.charAt(total % 32)
}
