// Exact decimals for rates and percentages: digits and a scale, never a float.
import { divideHalfUp } from './money.ts'

export interface Decimal { digits: bigint, scale: number }

const DECIMAL = /^(-?)([0-9]{1,30})(?:\.([0-9]{1,30}))?$/

export function parseDecimal (text: string): Decimal {
  const match = DECIMAL.exec(text)
  if (match === null) throw new RangeError('A decimal looks like 12.34')
  const fraction = match[3] ?? ''
  const digits = BigInt((match[2] ?? '') + fraction)
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length }
}

export function formatDecimal (value: Decimal): string {
  const digits = (value.digits < 0n ? -value.digits : value.digits).toString().padStart(value.scale + 1, '0')
  const whole = digits.slice(0, digits.length - value.scale)
  const text = value.scale === 0 ? whole : `${whole}.${digits.slice(-value.scale)}`
  return value.digits < 0n ? `-${text}` : text
}

export const multiply = (a: Decimal, b: Decimal): Decimal => ({ digits: a.digits * b.digits, scale: a.scale + b.scale })

export function addDecimals (a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: raise(a, scale) + raise(b, scale), scale }
}

/** a ÷ b with `scale` decimals, halves away from zero. */
export function divideToScale (a: Decimal, b: Decimal, scale: number): Decimal {
  const power = scale + b.scale - a.scale
  return power >= 0
    ? { digits: divideHalfUp(a.digits * ten(power), b.digits), scale }
    : { digits: divideHalfUp(a.digits, b.digits * ten(-power)), scale }
}

/** The same value with `scale` decimals, halves away from zero. */
export function toScale (value: Decimal, scale: number): Decimal {
  return value.scale <= scale
    ? { digits: raise(value, scale), scale }
    : { digits: divideHalfUp(value.digits, ten(value.scale - scale)), scale }
}

export function compareDecimals (a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale)
  const difference = raise(a, scale) - raise(b, scale)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

/** Drops zeros at the end: '1.0700' becomes '1.07'. */
export function trimDecimal (value: Decimal): Decimal {
  let { digits, scale } = value
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n
    scale -= 1
  }
  return { digits, scale }
}

const ten = (power: number): bigint => 10n ** BigInt(power)
const raise = (value: Decimal, scale: number): bigint => value.digits * ten(scale - value.scale)
