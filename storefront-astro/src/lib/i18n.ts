// Messages in the reader's language: one catalogue a language, plural forms by Intl, values isolated where text runs right to left.
import type { account } from '../i18n/account/en.ts'
import { ar } from '../i18n/ar.ts'
import { de } from '../i18n/de.ts'
import { en } from '../i18n/en.ts'
import { es } from '../i18n/es.ts'
import { fr } from '../i18n/fr.ts'
import { ja } from '../i18n/ja.ts'
import { zh } from '../i18n/zh.ts'
import { formattingLocale } from './locale.ts'
import { fill, pluralForm, type Forms, type Values } from './plural.ts'

type Catalogue<T> = { [K in keyof T]: T[K] extends string ? string : Forms }

export type Messages = Catalogue<typeof en>
export type AccountMessages = Catalogue<typeof account>
export type Word = { [K in keyof Messages]: Messages[K] extends string ? K : never }[keyof Messages]
export type Counted = Exclude<keyof Messages, Word>

export const catalogues: Record<string, Messages> = { en, de, fr, es, zh, ja, ar }

export const messagesFor = (locale: string): Messages => catalogues[locale] ?? catalogues[locale.split('-')[0] ?? ''] ?? en

export interface Translate {
  (key: Word, values?: Values): string
  /** A sentence that depends on how many. */
  count: (key: Counted, count: number, values?: Values) => string
  /** The forms themselves, for a script that counts later. */
  forms: (key: Counted) => Forms
}

export function translator (locale: string, direction: 'ltr' | 'rtl'): Translate {
  const messages = messagesFor(locale)
  const numbers = new Intl.NumberFormat(formattingLocale(locale))
  const isolate = direction === 'rtl'
  const translate = (key: Word, values: Values = {}): string => fill(messages[key], values, isolate)
  return Object.assign(translate, {
    count: (key: Counted, count: number, values: Values = {}) =>
      fill(pluralForm(messages[key], count, locale), { count: numbers.format(count), ...values }, isolate),
    forms: (key: Counted) => messages[key]
  })
}

/** The best of the shop's languages for an Accept-Language header. */
export function preferredLanguage (header: string | null, languages: string[], otherwise: string): string {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';')
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
    return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
  })
  for (const { tag } of wanted.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality)) {
    const found = languages.find((language) => language.toLowerCase() === tag) ??
      languages.find((language) => language.toLowerCase() === tag.split('-')[0])
    if (found !== undefined) return found
  }
  return otherwise
}
