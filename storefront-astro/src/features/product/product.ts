// The product as its page uses it.
import type { Result } from '@tradewind/sdk'
import type { Choosable } from './variants.ts'

export type Product = Result<'getProduct'>
export type Variant = Product['variants'][number]
export type ProductPicture = Product['media'][number]

export const toChoosable = (variant: Variant): Choosable & { id: string } => ({
  id: variant.id,
  sku: variant.sku,
  options: Object.fromEntries(variant.options.map(({ code, valueCode }) => [code, valueCode])),
  out: variant.availability === 'out_of_stock'
})

/** The first picture that shows these choices. */
export function pictureFor (media: Array<{ options: Record<string, string> }>, chosen: Record<string, string>): number {
  const exact = media.findIndex(({ options }) => Object.keys(options).length > 0 && Object.entries(options).every(([code, value]) => chosen[code] === value))
  return Math.max(0, exact)
}
