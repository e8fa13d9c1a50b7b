// A person as that person sees themselves.
import type { User } from './queries.ts'
import type { UserView } from './schemas.ts'

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
