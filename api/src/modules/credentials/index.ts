// The door of credentials. Owns credentials, recovery_codes, registrations, one_time_tokens: the several ways in, none of them special.
// Promises: only hashes of secrets are kept; a proof is taken once; a weak hash is known, so that sign-in can renew it.
export {
  beginFactor, confirmFactor, factorOf, otpauthUrl, removeFactor, renewRecoveryCodes, resealFactors, sweepFactors, takeCode
} from './factor.ts'
export { generatedPassword, hashPassword, inTurn, isPassword, needsUpgrade } from './passwords.ts'
export { assertGoodPassword } from './policy.ts'
export {
  deleteRegistrationsOf, isContested, lockAddress, passwordOf, registrationById, setPassword, takeRegistration, upgradePassword,
  type AskedProfile, type Registration, type TakenToken, type TokenKind
} from './queries.ts'
export { credentialSchedules } from './sweep.ts'
export {
  awaitsProof, issueRegistrationToken, issueToken, keepRegistration, noteRegistrationOfKnown, registrationOfToken, takeToken, tokenIsLive, voidTokens, type TokenWish
} from './tokens.ts'
