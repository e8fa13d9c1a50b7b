// What can be written back: for each act the door of its object, the letter made of what was, and which parts it touches.
export interface Told { action: string, objectType: string, objectId: string, before: unknown, after: unknown }
export interface Plan {
  method: 'PATCH' | 'PUT'
  path: string
  body: unknown
  /** The object's address when its door asks for the version that was read. */
  versioned?: string | undefined
}

type Values = Record<string, unknown>
interface Restorer {
  method: Plan['method']
  path: (id: string) => string
  versioned?: (id: string) => string
  /** Undefined when nothing can be written back. */
  body: (before: Values, after: Values, base: string) => unknown
  parts: (before: Values, after: Values) => string[]
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = <T>(value: unknown): T[] => Array.isArray(value) ? value as T[] : []
const filled = <T extends object>(value: T): T | undefined => Object.keys(value).length > 0 ? value : undefined

/** Plain fields under the same names in the log and in the door's letter. */
const fields = (path: (id: string) => string, ...names: string[]): Restorer => {
  const changed = (before: Values, after: Values) => names.filter((name) => Object.hasOwn(before, name) && !same(before[name], after[name]))
  return {
    method: 'PATCH',
    path,
    body: (before, after) => filled(Object.fromEntries(changed(before, after).map((name) => [name, before[name]]))),
    parts: changed
  }
}

interface Text extends Values { language: string }
interface Picture { mediaId: string, position: number, localizedAlt: Values }
const textFields = ['name', 'slug', 'origin', 'shortDescription', 'description', 'details', 'seoTitle', 'seoDescription']

const textsOf = (values: Values): Text[] => listOf<Text>(values['texts'])
const changedTexts = (before: Values, after: Values): Array<{ text: Text, names: string[] }> => textsOf(before).map((text) => {
  const now = textsOf(after).find(({ language }) => language === text.language) ?? {}
  return { text, names: textFields.filter((name) => !same(text[name], (now as Values)[name])) }
}).filter(({ names }) => names.length > 0)

const product = (id: string) => `/v1/admin/products/${encodeURIComponent(id)}`

// A language that was added has no words to go back to: it stays.
const productChanged: Restorer = {
  method: 'PATCH',
  path: product,
  versioned: product,
  body (before, after) {
    const texts = changedTexts(before, after).map(({ text, names }) => [text.language, Object.fromEntries(names.map((name) => [name, text[name]]))])
    const pictures = listOf<Picture>(before['pictures']).toSorted((a, b) => a.position - b.position)
    return filled({
      ...(same(before['status'], after['status']) ? {} : { status: before['status'] }),
      ...(texts.length === 0 ? {} : { texts: Object.fromEntries(texts) }),
      ...(same(before['pictures'], after['pictures']) ? {} : { pictures: pictures.map(({ mediaId, localizedAlt }) => ({ id: mediaId, alt: localizedAlt })) })
    })
  },
  parts: (before, after) => [
    ...['status', 'pictures'].filter((name) => !same(before[name], after[name])),
    ...changedTexts(before, after).flatMap(({ text, names }) => names.map((name) => `texts.${text.language}.${name}`))
  ]
}

interface Price { variantId: string, currency?: string, amount: string | null, compareAt: string | null }
const priceKey = ({ variantId, currency }: Price): string => `${variantId}.${currency ?? 'base'}`

/** The prices that differ, as they were; one that was not fixed before goes back to conversion. */
function formerPrices (before: Values, after: Values): Price[] {
  const all = (values: Values): Price[] => [...listOf<Price>(values['base']), ...listOf<Price>(values['fixed'])]
  const now = new Map(all(after).map((price) => [priceKey(price), price]))
  const former = new Map(all(before).map((price) => [priceKey(price), price]))
  return [
    ...[...former.values()].filter((price) => !same(price, now.get(priceKey(price)))),
    ...[...now.values()].filter((price) => price.currency !== undefined && !former.has(priceKey(price))).map((price) => ({ ...price, amount: null, compareAt: null }))
  ]
}

const pricesChanged: Restorer = {
  method: 'PUT',
  path: (id) => `${product(id)}/prices`,
  versioned: product,
  body: (before, after, base) => filled(formerPrices(before, after).map(({ variantId, currency = base, amount, compareAt }) => ({ variantId, currency, amount, compareAt }))),
  parts: (before, after) => formerPrices(before, after).map((price) => `prices.${priceKey(price)}`)
}

const at = (path: string) => (id: string) => `/v1/admin/${path}/${encodeURIComponent(id)}`

// Stock is put right by a new adjustment, an order by its own verbs, a rate by a newer rate: they have a history, not a former value.
const restorers: Record<string, Restorer> = {
  'product product.changed': productChanged,
  'product product.prices_changed': pricesChanged,
  'language language.changed': fields(at('localization/languages'), 'enabled', 'position'),
  'currency currency.changed': fields(at('localization/currencies'), 'enabled', 'position', 'marginPercent', 'roundingIncrement', 'roundingEnding'),
  'role role.update': fields(at('roles'), 'name', 'description', 'permissions', 'requiresSecondFactor'),
  'staff staff.update': fields(at('staff'), 'roles', 'status'),
  'api_key api_key.update': fields(at('api_keys'), 'name', 'scopes', 'networks', 'expiresAt'),
  // Of a customer the log holds no more than the state: what it held could never be erased.
  'user user.update': fields(at('users'), 'status')
}

const restorerOf = ({ objectType, action }: Told): Restorer | undefined => restorers[`${objectType} ${action}`]

export function planOf (told: Told, base: string): Plan | undefined {
  const restorer = restorerOf(told)
  const { before, after, objectId } = told
  if (!restorer || !isRecord(before) || !isRecord(after)) return undefined
  const body = restorer.body(before, after, base)
  return body === undefined ? undefined : { method: restorer.method, path: restorer.path(objectId), body, versioned: restorer.versioned?.(objectId) }
}

export const isRestorable = (told: Told): boolean => planOf(told, '') !== undefined

/** The parts of the thing that an entry tells of. */
export const partsOf = (told: Told): string[] =>
  isRecord(told.before) && isRecord(told.after) ? restorerOf(told)?.parts(told.before, told.after) ?? [] : []
