// Every refusal of payments: code, status, words.
import { conflict, invalid, notFound, unauthorized, type AppError } from '../../shared/errors.ts'

export const noSuchGateway = (): AppError => notFound('gateway')

export const unknownGateway = (): AppError => invalid('/gateway', 'unknown_gateway', 'This gateway cannot be used for this order.')

export const unknownMethod = (): AppError => invalid('/paymentMethod', 'unknown_payment_method', 'The gateway does not know this payment method.')

export const returnUrlRequired = (): AppError => invalid('/returnUrl', 'required', 'This payment method sends the shopper away and needs an address to come back to.')

export const badReturnUrl = (): AppError => invalid('/returnUrl', 'unlisted_origin', 'The address to come back to must be a page of the storefront.')

export const alreadyPaid = (): AppError => conflict('order_already_paid', 'The order has been paid.')

export const cannotPay = (): AppError => conflict('order_state', 'The order cannot be paid in its present state.', { event: 'pay' })

export const inProgress = (): AppError =>
  conflict('payment_in_progress', 'Another payment of this order is being settled. Try again in a moment.', { retryAfterSeconds: 5 })

export const forged = (): AppError => unauthorized('invalid_signature', 'The signature does not fit the body.')
