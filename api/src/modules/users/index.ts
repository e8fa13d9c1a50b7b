// The door of users. Owns users, user_profiles, user_addresses, consents; publishes the view user_standing.
// Promises: an address is kept once, whatever its case; a person's things are seen by that person only; consents are added, never changed.
export { isEmail, normaliseEmail } from './email.ts'
export { createUser, currentConsents, findUser, preferencesOf, recordConsent, setStatus, updateProfile } from './queries.ts'
export { addressRoutes, consentRoutes } from './routes-belongings.ts'
export { userRoutes } from './routes.ts'
export { refuseUnknownPreferences } from './service.ts'
export type { AddressRow, ConsentRow, GivenConsent, NewUser, User } from './queries.ts'
export { ConsentSchema, UserAddressSchema, UserSchema, type UserView } from './schemas.ts'
export { toAddressView, toConsentView, toUserView } from './views.ts'
export { nameUser, provenUser, standingByEmail, standingOf, type Standing as UserStanding } from './standing-queries.ts'
