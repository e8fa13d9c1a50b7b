// Every refusal of stock: code, status, words.
import { conflict, notFound, type AppError } from '../../shared/errors.ts'

export interface Shortage { variantId: string, requested: number, inventoryQuantity: number }

export const outOfStock = (items: Shortage[], extra: Record<string, unknown> = {}): AppError =>
  conflict('out_of_stock', 'There is not enough in stock of what was asked for.', { ...extra, items })

export const noSuchVariant = (): AppError => notFound('variant')

export const belowReserved = (): AppError =>
  conflict('below_reserved', 'Orders have reserved more than that, or the number is out of range.')
