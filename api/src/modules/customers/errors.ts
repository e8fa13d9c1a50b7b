// What the staff's wishes about a customer are refused with.
import { conflict, notFound } from '../../shared/errors.ts'

export const noSuchUser = () => notFound('user')

export const userIsStaff = () => conflict('user_is_staff',
  'This is a member of the staff, who is looked after under staff and has a page of their own for their data.')

export const userIsErased = () => conflict('user_erased', 'This person was erased.')

export const userNotVerified = () => conflict('user_not_verified', 'This address was never proven; the person proves it by the link in their mail.')
