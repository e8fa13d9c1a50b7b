// The shop as letters need it: its name and the languages it speaks.
import { directory } from '../localization/index.ts'
import type { Pool } from '../../platform/db.ts'
import { AppError } from '../../shared/errors.ts'
import { matchAcceptLanguage, matchLanguage } from '../../shared/locale.ts'

export interface Shop { name: string, languages: string[], currencies: string[] }
/** What a request says about its language: asked for by name, or by the browser. */
export interface Heard { locale?: string | undefined, acceptLanguage?: string | undefined }

/** A shop that is still empty has a first owner, who may forget the password. */
export async function readShop (pool: Pool): Promise<Shop> {
  try {
    const { defaultChannel, languages, currencies } = await directory(pool)
    const others = languages.filter(({ enabled, code }) => enabled && code !== defaultChannel.defaultLanguage)
    return {
      name: defaultChannel.name,
      languages: [defaultChannel.defaultLanguage, ...others.map(({ code }) => code)],
      currencies: currencies.filter(({ enabled }) => enabled).map(({ code }) => code)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    return { name: 'Tradewind', languages: [], currencies: [] }
  }
}

export const languageFor = ({ languages }: Shop, { locale, acceptLanguage }: Heard): string | undefined =>
  (locale === undefined ? undefined : matchLanguage(locale, languages)) ??
  (acceptLanguage === undefined ? undefined : matchAcceptLanguage(acceptLanguage, languages)) ?? languages[0]
