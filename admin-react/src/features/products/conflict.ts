// Two people, one product: what the other one changed since this page was read, named field by field; pure.
import { TEXT_FIELDS, type TextField } from './draft.ts'
import type { Product } from './queries.ts'

export type Difference =
  | { kind: 'text', language: string, field: TextField | 'details' }
  | { kind: 'price', sku: string, currency: string }
  | { kind: 'pictures' | 'status' }

export function differences (before: Product, now: Product): Difference[] {
  const found: Difference[] = []
  if (before.status !== now.status) found.push({ kind: 'status' })
  for (const text of now.texts) {
    const old = before.texts.find(({ language }) => language === text.language)
    for (const field of TEXT_FIELDS) if ((old?.[field] ?? '') !== text[field]) found.push({ kind: 'text', language: text.language, field })
    if (JSON.stringify(old?.details ?? []) !== JSON.stringify(text.details)) found.push({ kind: 'text', language: text.language, field: 'details' })
  }
  for (const variant of now.variants) {
    const old = before.variants.find(({ id }) => id === variant.id)
    for (const price of variant.prices) {
      const was = old?.prices.find(({ currency }) => currency === price.currency)
      const isSame = was?.source === price.source && (price.source === 'converted' ||
        (was?.price?.amount === price.price?.amount && was?.compareAtPrice?.amount === price.compareAtPrice?.amount))
      if (!isSame) found.push({ kind: 'price', sku: variant.sku, currency: price.currency })
    }
  }
  const pictures = (product: Product): string => JSON.stringify(product.pictures.map(({ id, alts }) => [id, alts]))
  if (pictures(before) !== pictures(now)) found.push({ kind: 'pictures' })
  return found
}
