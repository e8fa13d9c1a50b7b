// What was typed and not yet saved, kept apart from what the shop knows, so that the two can meet field by field; pure.
import { samePlain, typedAmount } from '../../lib/format.ts'
import { fromTyped, toTyped } from '../../lib/paragraphs.ts'
import type { PriceChanges, Product, ProductPatch, Text } from './queries.ts'

export const TEXT_FIELDS = ['name', 'slug', 'origin', 'shortDescription', 'description', 'seoTitle', 'seoDescription'] as const
export type TextField = typeof TEXT_FIELDS[number]
export type Details = Text['details']

type TextDraft = { [F in TextField]?: string } & { details?: Details }
export interface PriceDraft { amount?: string, compareAt?: string }

export interface Draft {
  texts: Record<string, TextDraft>
  /** By `<variantId>:<currency>`; an empty amount hands the price back to conversion. */
  prices: Record<string, PriceDraft>
  order?: string[]
  alts: Record<string, Record<string, string>>
}

export const emptyDraft: Draft = { texts: {}, prices: {}, alts: {} }

export const priceKey = (variantId: string, currency: string): string => `${variantId}:${currency}`

export const textOf = (product: Product, language: string): Text | undefined => product.texts.find((text) => text.language === language)

/** What the shop holds in a price cell, as the text one would type. */
export function heldPrice (product: Product, variantId: string, currency: string): Required<PriceDraft> {
  const price = product.variants.find(({ id }) => id === variantId)?.prices.find((cell) => cell.currency === currency)
  const isOwn = price?.source === 'fixed'
  return { amount: isOwn ? price.price?.amount ?? '' : '', compareAt: isOwn ? price.compareAtPrice?.amount ?? '' : '' }
}

const sameAmount = (typed: string, held: string): boolean => {
  const amount = typedAmount(typed)
  return amount !== undefined && held !== '' ? samePlain(amount, held) : typed.trim() === held
}

const differing = <T extends object>(entries: T): T | undefined => Object.keys(entries).length > 0 ? entries : undefined

/** What the shop holds in a field, as one would type it. */
export const typedText = (held: Text | undefined, field: TextField): string =>
  field === 'description' ? toTyped(held?.description ?? '') : held?.[field] ?? ''

function changedText (held: Text | undefined, draft: TextDraft): TextDraft | undefined {
  const changed: TextDraft = {}
  for (const field of TEXT_FIELDS) {
    const typed = draft[field]
    if (typed !== undefined && typed !== typedText(held, field)) changed[field] = field === 'description' ? fromTyped(typed) : typed
  }
  if (draft.details !== undefined && JSON.stringify(draft.details) !== JSON.stringify(held?.details ?? [])) {
    changed.details = draft.details.filter(({ label, value }) => label.trim() !== '' || value.trim() !== '')
  }
  return differing(changed)
}

export const orderOf = (product: Product, draft: Draft): string[] => {
  const present = product.pictures.map(({ id }) => id)
  const kept = (draft.order ?? []).filter((id) => present.includes(id))
  return [...kept, ...present.filter((id) => !kept.includes(id))]
}

function changedPictures (product: Product, draft: Draft): ProductPatch['pictures'] {
  const order = orderOf(product, draft)
  const alts = Object.fromEntries(product.pictures.map(({ id, alts: held }) =>
    [id, differing(Object.fromEntries(Object.entries(draft.alts[id] ?? {}).filter(([language, words]) => words !== (held[language] ?? ''))))]))
  const isMoved = order.some((id, index) => product.pictures[index]?.id !== id)
  if (!isMoved && Object.values(alts).every((words) => words === undefined)) return undefined
  return order.map((id) => ({ id, ...(alts[id] === undefined ? {} : { alt: alts[id] }) }))
}

export function patchOf (product: Product, draft: Draft): ProductPatch | undefined {
  const texts = Object.fromEntries(Object.entries(draft.texts)
    .map(([language, words]) => [language, changedText(textOf(product, language), words)] as const)
    .filter((entry) => entry[1] !== undefined)) as NonNullable<ProductPatch['texts']>
  const pictures = changedPictures(product, draft)
  return differing({ ...(differing(texts) === undefined ? {} : { texts }), ...(pictures === undefined ? {} : { pictures }) })
}

/** The cells that differ from what the shop holds, in the order they are sent (an error's pointer starts with the index). */
export function changedCells (product: Product, draft: Draft): Array<{ variantId: string, currency: string, amount: string, compareAt: string }> {
  return Object.entries(draft.prices).flatMap(([key, typed]) => {
    const [variantId = '', currency = ''] = key.split(':')
    const held = heldPrice(product, variantId, currency)
    const { amount = held.amount, compareAt = held.compareAt } = typed
    return sameAmount(amount, held.amount) && sameAmount(compareAt, held.compareAt) ? [] : [{ variantId, currency, amount, compareAt }]
  })
}

export function pricesOf (product: Product, draft: Draft): PriceChanges | undefined {
  const cells = changedCells(product, draft)
  if (cells.length === 0) return undefined
  return cells.map(({ variantId, currency, amount, compareAt }) => amount.trim() === ''
    ? { variantId, currency, amount: null }
    : { variantId, currency, amount: typedAmount(amount) ?? amount, compareAt: compareAt.trim() === '' ? null : typedAmount(compareAt) ?? compareAt })
}

/** What cannot be an amount is told before it is sent: cell key → field. */
export function badCells (product: Product, draft: Draft, base: string): Record<string, 'amount' | 'compareAt' | 'missing'> {
  const bad: Record<string, 'amount' | 'compareAt' | 'missing'> = {}
  for (const { variantId, currency, amount, compareAt } of changedCells(product, draft)) {
    const key = priceKey(variantId, currency)
    if (amount.trim() === '') { if (currency === base || compareAt.trim() !== '') bad[key] = 'missing' } else if (typedAmount(amount) === undefined) bad[key] = 'amount'
    if (compareAt.trim() !== '' && typedAmount(compareAt) === undefined) bad[key] = 'compareAt'
  }
  return bad
}

export const isDirty = (product: Product, draft: Draft): boolean => patchOf(product, draft) !== undefined || pricesOf(product, draft) !== undefined
