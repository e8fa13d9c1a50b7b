// One reader's page: language, currencies, countries, categories and the doors to the API, made once a request by the middleware.
import type { APIContext } from 'astro'
import type { Client, Item } from '@tradewind/sdk'
import { openApi, type Door } from './api.ts'
import { preferredLanguage, translator, type Translate } from './i18n.ts'

export type Language = Item<'listLanguages'>
export type Currency = Item<'listCurrencies'>
export type Category = Item<'listCategories'>

export interface Page {
  locale: string
  direction: 'ltr' | 'rtl'
  t: Translate
  languages: Language[]
  currencies: Currency[]
  categories: Category[]
  /** The currency that the page is written in; the others stand beside it. */
  currency: string
  /** Absolute address of the shop, without a slash at the end. */
  origin: string
  api: Client
  tags: Set<string>
  door: Door
}

export interface Opened { page: Page, isLocale: boolean }

const SHELL_TAGS = ['localization', 'shell', 'categories']

/** The page in the language of the path, or, where the path has none of ours, in the reader's best. */
export async function openPage (context: APIContext, wanted: string): Promise<Opened> {
  const door = doorOf(context)
  const tags = new Set(SHELL_TAGS)
  const guess = /^[a-z]{2,3}(-[\w]{2,8})*$/i.test(wanted) ? wanted : 'en'
  const api = openApi(door, { locale: guess, tags })
  const [{ items: languages }, { items: currencies }, { items: categories }] = await Promise.all([
    api.localization.languages(), api.localization.currencies(), api.categories.list()])
  const fallback = languages.find((language) => language.isDefault) ?? languages[0]
  const language = languages.find(({ code }) => code === wanted)
  const locale = language?.code ?? preferredLanguage(context.request.headers.get('accept-language'), languages.map(({ code }) => code), fallback?.code ?? 'en')
  const direction = languages.find(({ code }) => code === locale)?.direction ?? 'ltr'
  const own = locale === guess ? api : openApi(door, { locale, tags })
  const page: Page = {
    locale,
    direction,
    t: translator(locale, direction),
    languages,
    currencies,
    categories: locale === guess ? categories : (await own.categories.list()).items,
    currency: currencies.find((currency) => currency.isDefault)?.code ?? currencies[0]?.code ?? 'EUR',
    origin: (context.locals.shop?.publicUrl ?? context.url.origin).replace(/\/$/, ''),
    api: own,
    tags,
    door
  }
  return { page, isLocale: language !== undefined }
}

function doorOf (context: APIContext): Door {
  const shop = context.locals.shop
  if (shop === undefined) throw new Error('The storefront is rendered inside its server (server/main.ts), which says where the API is.')
  return { apiUrl: shop.apiUrl, frontSecret: shop.frontSecret }
}

/** The direction of a language that a text fell back to. */
export const directionOf = (page: Page, language: string): 'ltr' | 'rtl' =>
  page.languages.find(({ code }) => code === language)?.direction ?? 'ltr'

/** lang and dir for a text that is not in the page's language; nothing where it is. */
export const foreign = (page: Page, language: string | undefined): { lang?: string, dir?: 'ltr' | 'rtl' } =>
  language === undefined || language === page.locale ? {} : { lang: language, dir: directionOf(page, language) }
