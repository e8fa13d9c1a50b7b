// The door of users. Owns users, user_profiles, user_addresses; publishes the view user_standing.
// Promises: an address is kept once, whatever its case; a person's things are seen by that person only.
export { normaliseEmail } from './email.ts'
export { createUser, findUser, preferencesOf } from './queries.ts'
export { userRoutes } from './routes.ts'
export type { NewUser, User } from './queries.ts'
export { UserSchema, type UserView } from './schemas.ts'
export { toUserView } from './views.ts'
