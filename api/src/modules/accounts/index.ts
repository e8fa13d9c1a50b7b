// The door of accounts: asking for one, proving the address, new passwords, and the letters about them. Owns no table: people are users', proofs are credentials'.
// Promises: no answer tells a stranger whether an address is known; a mailed link is good once and on any device; a new password ends links and sessions.
// Tells: user.verified { userId }, password.changed. Hears: second_factor.changed.
// Jobs: accounts.register, accounts.reset, and accounts.letter { kind, userId } for whoever has something to tell the owner of an account.
export { accountJobs, accountListeners, sendLetter, type Addressee } from './jobs.ts'
export type { LetterKind } from './letters.ts'
export { accountRoutes } from './routes.ts'
