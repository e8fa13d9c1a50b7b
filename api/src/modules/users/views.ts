// A person, with what belongs to them, as that person sees themselves.
import type { AddressRow, ConsentRow, User } from './queries.ts'
import type { ConsentView, UserAddressView, UserView } from './schemas.ts'

export const toUserView = (user: User): UserView => ({
  id: user.id,
  email: user.email,
  firstName: user.firstName,
  lastName: user.lastName,
  phone: user.phone,
  locale: user.locale,
  currency: user.currency,
  createdAt: user.createdAt.toISOString()
})

export const toAddressView = ({ id, type, isDefault, address, createdAt }: AddressRow): UserAddressView =>
  ({ id, type, isDefault, ...address, createdAt: createdAt.toISOString() })

export const toConsentView = ({ createdAt, ...consent }: ConsentRow): ConsentView => ({ ...consent, createdAt: createdAt.toISOString() })
