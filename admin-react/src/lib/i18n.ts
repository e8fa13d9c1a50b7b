// The interface's language: one catalogue loaded at a time, the page's lang and dir kept true.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type en from '../messages/en.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

export const LANGUAGES = ['en', 'zh', 'ar'] as const
export type Language = typeof LANGUAGES[number]

const KEPT = 'tradewind.admin.language'

export const directionOf = (language: string): 'ltr' | 'rtl' => /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr'

export const isLanguage = (text: string | null | undefined): text is Language => LANGUAGES.some((language) => language === text)

/** The choice kept from last time, else the browser's first language that we speak. */
export function firstLanguage (kept: string | null, wanted: readonly string[]): Language {
  if (isLanguage(kept)) return kept
  return wanted.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en'
}

const catalogue = async (language: Language): Promise<object> => {
  const module: { default: object } = await import(`../messages/${language}.json`)
  return module.default
}

export async function startLanguage (): Promise<Language> {
  const language = firstLanguage(localStorage.getItem(KEPT), navigator.languages)
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await catalogue(language) } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false }
  })
  show(language)
  return language
}

export async function changeLanguage (language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) i18next.addResourceBundle(language, 'translation', await catalogue(language))
  localStorage.setItem(KEPT, language)
  await i18next.changeLanguage(language)
  show(language)
}

function show (language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}
