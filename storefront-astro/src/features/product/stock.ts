// How the stock of a variant is told; shared by the page and its script.
import { fill, pluralForm, type Forms } from '../../lib/plural.ts'

export interface StockWords { in: string, low: Forms, out: string, later: string }
export interface Stock { availability: string, inventoryQuantity: number }

export function stockText (words: StockWords, { availability, inventoryQuantity }: Stock, locale: string, isolate: boolean): string {
  switch (availability) {
    case 'low_stock': return fill(pluralForm(words.low, inventoryQuantity, locale), { count: inventoryQuantity }, isolate)
    case 'out_of_stock': return words.out
    case 'backorder': return words.later
    default: return words.in
  }
}

const KINDS: Record<string, string> = { low_stock: 'low', out_of_stock: 'out', backorder: 'later' }

export const stockClass = ({ availability }: Stock): string => `stock stock-${KINDS[availability] ?? 'in'}`
