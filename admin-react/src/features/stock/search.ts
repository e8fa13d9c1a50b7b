// The state of the stock list as an address; pure.
import { pick } from '../../lib/search.ts'

const NAMES = ['view', 'q', 'cursor'] as const
export type StockSearch = { [N in typeof NAMES[number]]?: string }

export const readStockSearch = (search: Record<string, unknown>): StockSearch => pick(search, NAMES)
