// A stretch of days in an address, as the moments it begins and ends in this place; pure.
export const SPANS = ['today', 'yesterday', '7d', '30d', 'between'] as const

export interface SpanSearch { when?: string, from?: string, to?: string }

const midnight = (day: Date, add: number): Date => new Date(day.getFullYear(), day.getMonth(), day.getDate() + add)

function dayOf (text: string | undefined, add: number): Date | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '') ?? []
  return year === undefined ? undefined : new Date(Number(year), Number(month) - 1, Number(date) + add)
}

export function spanOf ({ when, from, to }: SpanSearch, today: Date): { from?: Date | undefined, to?: Date | undefined } {
  if (when === 'today') return { from: midnight(today, 0) }
  if (when === 'yesterday') return { from: midnight(today, -1), to: midnight(today, 0) }
  if (when === '7d') return { from: midnight(today, -6) }
  if (when === '30d') return { from: midnight(today, -29) }
  return when === 'between' ? { from: dayOf(from, 0), to: dayOf(to, 1) } : {}
}
