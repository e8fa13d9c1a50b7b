// The state of the product list as an address; pure.
import { pick } from '../../lib/search.ts'

const NAMES = ['q', 'status', 'cursor'] as const
export type ProductSearch = { [N in typeof NAMES[number]]?: string }

export const STATUSES = ['active', 'draft', 'archived'] as const

export const readProductSearch = (search: Record<string, unknown>): ProductSearch => pick(search, NAMES)
