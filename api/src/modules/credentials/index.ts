// The door of credentials. Owns credentials, recovery_codes, registrations, one_time_tokens: the several ways in, none of them special.
// Promises: only hashes of secrets are kept; a proof is taken once.
export { generatedPassword, hashPassword, passwordMatches } from './passwords.ts'
