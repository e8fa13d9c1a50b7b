// Days as this language writes them, and when a parcel may arrive.
import { dateLocale } from './locale.ts'

export const dayText = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(dateLocale(locale), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(iso))

export const shortDay = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(dateLocale(locale), { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(iso))

export const momentText = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(dateLocale(locale), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC', timeZoneName: 'short' }).format(new Date(iso))

/** From and to, in working days from now: Thu 2 – Fri 3 July. */
export function arrivalText (minDays: number, maxDays: number, locale: string, now = new Date()): string {
  const format = new Intl.DateTimeFormat(dateLocale(locale), { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
  const earliest = afterWorkingDays(now, minDays)
  const latest = afterWorkingDays(now, maxDays)
  return minDays === maxDays ? format.format(earliest) : format.formatRange(earliest, latest)
}

function afterWorkingDays (start: Date, days: number): Date {
  const day = new Date(start)
  for (let left = days; left > 0;) {
    day.setUTCDate(day.getUTCDate() + 1)
    if (day.getUTCDay() % 6 !== 0) left--
  }
  return day
}
