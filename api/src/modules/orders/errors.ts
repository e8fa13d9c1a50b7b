// Every refusal of an order: code, status, words.
import { conflict, notFound, unavailable, type AppError } from '../../shared/errors.ts'

export const noSuchOrder = (): AppError => notFound('order')

export const orderCannot = (event: string): AppError =>
  conflict('order_state', `The order cannot ${event} from its present state.`, { event })

export const totalChanged = (cart: unknown): AppError =>
  conflict('total_changed', 'The total is not what was expected; look at the cart again.', { cart })

export const noRate = (currency: string): AppError =>
  unavailable('no_exchange_rate', `There is no exchange rate for ${currency} right now.`, 60)
