// Every address of the storefront, made in one place.
const word = (text: string): string => encodeURIComponent(text)

export const paths = {
  home: (locale: string) => `/${locale}/`,
  newest: (locale: string) => `/${locale}/new`,
  category: (locale: string, slug: string) => `/${locale}/c/${word(slug)}`,
  product: (locale: string, slug: string, sku?: string) => `/${locale}/p/${word(slug)}${sku === undefined ? '' : `?variant=${word(sku)}`}`,
  search: (locale: string, query?: string) => `/${locale}/search${query === undefined ? '' : `?q=${word(query)}`}`,
  cart: (locale: string) => `/${locale}/cart`,
  cartVerb: (locale: string, verb: 'add' | 'update' | 'remove' | 'country' | 'accept' | 'undo' | 'keep') => `/${locale}/cart/${verb}`,
  checkout: (locale: string) => `/${locale}/checkout`,
  order: (locale: string, id: string) => `/${locale}/orders/${id}`,
  currency: (locale: string) => `/${locale}/currency`,
  account: (locale: string, page: AccountPage = '', query: Record<string, string> = {}) => {
    const text = new URLSearchParams(query).toString()
    return `/${locale}/account${page === '' ? '' : `/${page}`}${text === '' ? '' : `?${text}`}`
  }
}

export type AccountPage = '' | 'sign-in' | 'sign-out' | 'register' | 'verify' | 'forgot' | 'reset' | 'confirm' | 'orders' | 'profile' | 'addresses'
  | 'security' | 'second-factor' | 'privacy' | 'export' | 'delete' | `addresses/${string}`

/** The same address with other choices; an empty value removes one, and a cursor never outlives a change of filter. */
export function withQuery (url: URL, changes: Record<string, string | undefined>): string {
  const next = new URLSearchParams(url.search)
  next.delete('cursor')
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
  }
  const query = next.toString()
  return query === '' ? url.pathname : `${url.pathname}?${query}`
}

/** Only an address of this shop may be returned to. */
export const localPath = (text: string | null | undefined, otherwise: string): string =>
  text !== null && text !== undefined && /^\/(?![/\\])/.test(text) ? text : otherwise
