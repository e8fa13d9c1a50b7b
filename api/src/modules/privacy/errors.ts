// What a request for one's data, or for their end, is refused with.
import { conflict, notFound } from '../../shared/errors.ts'

export const noSuchUser = () => notFound('user')
export const noSuchExport = () => notFound('export')

export const orderInProgress = (orders: number) => conflict('order_in_progress',
  'An order is still under way. Once it is delivered or cancelled, the account can be erased.', { orders })
