// Numbers, money, dates and names in the interface's language; pure.
import { formatMoney, parseAmount, type Money } from '@tradewind/sdk'

export interface Format {
  language: string
  money: (money: Money) => string
  number: (value: number) => string
  decimal: (text: string) => string
  percent: (fraction: number) => string
  date: (iso: string) => string
  day: (iso: string) => string
  dayOfMonth: (iso: string) => string
  dateTime: (iso: string) => string
  ago: (iso: string, now?: number) => string
  wait: (seconds: number) => string
  list: (words: string[]) => string
  country: (code: string) => string
  currency: (code: string) => string
  languageName: (code: string) => string
}

const STEPS = [['day', 86_400], ['hour', 3600], ['minute', 60]] as const

export function formatFor (language: string): Format {
  const number = new Intl.NumberFormat(language)
  const exact = new Intl.NumberFormat(language, { maximumSignificantDigits: 12 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  const day = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', timeZone: 'UTC' })
  const dayOfMonth = new Intl.DateTimeFormat(language, { day: 'numeric', timeZone: 'UTC' })
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  const list = new Intl.ListFormat(language)
  const unit = (name: 'second' | 'minute' | 'hour') => new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'long' })
  const name = (type: 'region' | 'currency' | 'language') => {
    const names = new Intl.DisplayNames(language, { type, fallback: 'code' })
    return (code: string) => names.of(code) ?? code
  }

  return {
    language,
    money: (money) => formatMoney(money, language),
    number: (value) => number.format(value),
    decimal: (text) => exact.format(text as Intl.StringNumericLiteral),
    percent: (fraction) => percent.format(fraction),
    date: (iso) => date.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    dayOfMonth: (iso) => dayOfMonth.format(new Date(iso)),
    dateTime: (iso) => dateTime.format(new Date(iso)),
    ago (iso, now = Date.now()) {
      const seconds = Math.round((new Date(iso).getTime() - now) / 1000)
      if (Math.abs(seconds) >= 6 * 86_400) return date.format(new Date(iso))
      const [unit, length] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60]
      return relative.format(Math.trunc(seconds / length), unit)
    },
    wait (seconds) {
      if (seconds < 90) return unit('second').format(seconds)
      return seconds < 5400 ? unit('minute').format(Math.ceil(seconds / 60)) : unit('hour').format(Math.ceil(seconds / 3600))
    },
    list: (words) => list.format(words),
    country: name('region'),
    currency: name('currency'),
    languageName: name('language')
  }
}

/** How much more or less than before, as a fraction; undefined where before was nothing. */
export function changeFrom (before: Money, now: Money): number | undefined {
  const was = parseAmount(before.amount).minor
  if (was === 0n) return undefined
  return Number((parseAmount(now.amount).minor - was) * 1000n / was) / 1000
}

/** Shares of the greatest, 0 to 100, for the height of bars. */
export function heights (amounts: string[]): number[] {
  const minors = amounts.map((amount) => parseAmount(amount).minor)
  const most = minors.reduce((a, b) => a > b ? a : b, 1n)
  return minors.map((minor) => Number(minor * 100n / most))
}

const DIGITS = '٠١٢٣٤٥٦٧٨٩'

export const plainDigits = (text: string): string => text.replaceAll(/[٠-٩]/g, (digit) => String(DIGITS.indexOf(digit)))

/** What a person typed as an amount, as a decimal string of the wire; undefined where it is none. */
export function typedAmount (text: string): string | undefined {
  const plain = plainDigits(text.trim()).replaceAll(/[\s\u00a0\u202f\u066c'’]/g, '').replaceAll('٫', '.')
  const decimal = plain.includes(',') && plain.includes('.')
    ? plain.lastIndexOf(',') > plain.lastIndexOf('.') ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', '')
    : plain.replace(',', '.')
  return /^\d{1,15}(\.\d{1,14})?$/.test(decimal) ? decimal : undefined
}

export const samePlain = (a: string, b: string): boolean => trimmed(a) === trimmed(b)

const trimmed = (amount: string): string => amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount
