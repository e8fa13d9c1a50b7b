// Reads the address a visitor asked for: its one spelling, whose page it is, and which parameters may reach the renderer.

export interface Address {
  path: string
  search: string
  locale: string | undefined
  /** A personal page sees the visitor's cookies and is kept by nobody. */
  personal: boolean
}

export type Reading = { address: Address } | { redirect: string } | undefined

const LOCALE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/
const PERSONAL = ['search', 'cart', 'checkout', 'orders', 'currency', 'account']
const LONGEST_VALUE = 200

// A list page keeps its filters; everything else a stranger may append is dropped before it costs a render.
const PARAMETERS: Record<string, readonly string[]> = {
  c: ['currency', 'cursor', 'inStock', 'maxPrice', 'minPrice', 'sort'],
  new: ['currency', 'cursor', 'inStock', 'maxPrice', 'minPrice', 'sort'],
  p: ['variant']
}

export function readAddress (url: string): Reading {
  const mark = url.indexOf('?')
  const asked = mark < 0 ? url : url.slice(0, mark)
  const query = mark < 0 ? '' : url.slice(mark)
  const segments = readSegments(asked)
  if (!segments) return undefined

  const path = onlySpelling(segments)
  if (path !== `/${segments.join('/')}`) return { redirect: path + query }
  const [first = '', second = ''] = segments
  const locale = LOCALE.test(first) ? first : undefined
  const personal = path === '/' || (locale !== undefined && PERSONAL.includes(second))
  return { address: { path, locale, personal, search: personal ? query : allowed(query, locale ? second : '') } }
}

// Each segment percent-encoded the same way, so that one page has one key, and nothing in it can climb or end a header.
function readSegments (path: string): string[] | undefined {
  if (!path.startsWith('/')) return undefined
  const segments = path.slice(1).split('/')
  const clean: string[] = []
  for (const [index, segment] of segments.entries()) {
    const text = decoded(segment)
    if (text === undefined || (text === '' && index < segments.length - 1)) return undefined
    clean.push(encodeURIComponent(text))
  }
  return clean
}

function decoded (segment: string): string | undefined {
  try {
    const text = decodeURIComponent(segment)
    return /^\.{1,2}$|[/\\\p{Cc}]/u.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

// A language's home ends with a slash, every other page does not.
function onlySpelling (segments: string[]): string {
  const [first = ''] = segments
  const named = segments.filter(Boolean)
  if (named.length === 1 && LOCALE.test(first)) return `/${first}/`
  return `/${named.join('/')}`
}

function allowed (query: string, kind: string): string {
  const names = PARAMETERS[kind]
  if (!names || query.length < 2) return ''
  const given = new URLSearchParams(query)
  const kept = new URLSearchParams()
  for (const name of names) {
    const value = given.get(name)
    if (value && value.length <= LONGEST_VALUE) kept.set(name, value)
  }
  const text = kept.toString()
  return text ? `?${text}` : ''
}
