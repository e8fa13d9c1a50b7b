// What machines read about a page: its twins in other languages and its facts as JSON-LD, the same as a reader sees.
import type { Money } from '@tradewind/sdk'
import { SHOP_NAME } from './brand.ts'
import type { Page } from './page.ts'
import { paths } from './paths.ts'

export interface Alternate { locale: string, path: string, isDefault: boolean }

export const absolute = (origin: string, path: string): string => path.startsWith('http') ? path : `${origin}${path}`

/** This page in every language of the shop, by what its path is there. */
export const alternatesOf = (page: Page, pathIn: (locale: string) => string): Alternate[] =>
  page.languages.map(({ code, isDefault }) => ({ locale: code, path: pathIn(code), isDefault: isDefault === true }))

export const organization = ({ origin, locale }: Page): object => ({
  '@type': 'Organization', name: SHOP_NAME, url: `${origin}${paths.home(locale)}`, logo: `${origin}/icon.svg`
})

export const website = ({ origin, locale }: Page): object => ({
  '@type': 'WebSite',
  name: SHOP_NAME,
  url: `${origin}${paths.home(locale)}`,
  inLanguage: locale,
  potentialAction: {
    '@type': 'SearchAction',
    target: { '@type': 'EntryPoint', urlTemplate: `${origin}${paths.search(locale)}?q={search_term_string}` },
    'query-input': 'required name=search_term_string'
  }
})

export const breadcrumbs = (page: Page, steps: Array<{ name: string, href?: string }>): object => ({
  '@type': 'BreadcrumbList',
  itemListElement: [{ name: page.t('home'), href: paths.home(page.locale) }, ...steps].map(({ name, href }, index) => ({
    '@type': 'ListItem', position: index + 1, name, ...(href === undefined ? {} : { item: `${page.origin}${href}` })
  }))
})

const AVAILABILITY: Record<string, string> = { in_stock: 'InStock', low_stock: 'LimitedAvailability', out_of_stock: 'OutOfStock', backorder: 'BackOrder' }

export interface Offered {
  sku: string
  price: Money
  availability: string
  url: string
  options: string[]
}

export interface Described { id: string, name: string, description: string, images: string[], language: string }

const offer = ({ origin }: Page, one: Offered): object => ({
  '@type': 'Offer',
  url: `${origin}${one.url}`,
  price: one.price.amount,
  priceCurrency: one.price.currency,
  availability: `https://schema.org/${AVAILABILITY[one.availability] ?? 'InStock'}`,
  itemCondition: 'https://schema.org/NewCondition',
  hasMerchantReturnPolicy: {
    '@type': 'MerchantReturnPolicy',
    applicableCountry: 'DE',
    returnPolicyCategory: 'https://schema.org/MerchantReturnFiniteReturnWindow',
    merchantReturnDays: 30,
    returnFees: 'https://schema.org/FreeReturn'
  }
})

/** One product, or a group of variants where there are several. */
export function productData (page: Page, product: Described, offers: Offered[]): object {
  const common = {
    name: product.name,
    description: product.description,
    image: product.images.map((url) => absolute(page.origin, url)),
    inLanguage: product.language,
    brand: { '@type': 'Brand', name: SHOP_NAME }
  }
  const [only] = offers
  if (offers.length === 1 && only !== undefined) return { '@type': 'Product', ...common, sku: only.sku, offers: offer(page, only) }
  return {
    '@type': 'ProductGroup',
    ...common,
    productGroupID: product.id,
    hasVariant: offers.map((one) => ({
      '@type': 'Product',
      sku: one.sku,
      name: [product.name, ...one.options].join(', '),
      image: common.image[0],
      offers: offer(page, one)
    }))
  }
}
