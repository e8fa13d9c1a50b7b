// Asking for an account, proving the address, asking for a new password: what a stranger may knock at, and learns nothing from.
import {
  assertGoodPassword, hashPassword, isContested, keepRegistration, lockAddress, registrationOfToken, setPassword, takeRegistration, type AskedProfile, type Registration
} from '../credentials/index.ts'
import { createUser, normaliseEmail, provenUser, recordConsent, standingByEmail, type UserStanding } from '../users/index.ts'
import { transaction, type Db } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { announce } from '../../platform/events.ts'
import { enqueue } from '../../platform/jobs.ts'
import { newId } from '../../shared/ids.ts'
import { tokenInvalid, unsupportedCurrency } from './errors.ts'
import { languageFor, readShop, type Heard } from './shop.ts'

export interface Register {
  email: string
  password: string
  firstName?: string
  lastName?: string
  locale?: string
  currency?: string
  marketingConsent?: { wording: string }
}
export interface Forgot { email: string, client?: 'storefront' | 'admin', locale?: string }

const PROOF_HOURS = 24

/** The same work for a known address and an unknown one; which it is, only the job asks. */
export async function register ({ pool, config }: Deps, input: Register, acceptLanguage: string | undefined): Promise<void> {
  const shop = await readShop(pool)
  if (input.currency !== undefined && !shop.currencies.includes(input.currency)) throw unsupportedCurrency()
  assertGoodPassword(input.password, '/password')
  const locale = languageFor(shop, { locale: input.locale, acceptLanguage })
  const passwordHash = await hashPassword(input.password)

  const id = newId()
  await transaction(pool, async (tx) => {
    await keepRegistration(tx, config.SECRET, input.password, { id, email: normaliseEmail(input.email), passwordHash, profile: profileOf(input, locale), hours: PROOF_HOURS })
    await enqueue(tx, 'accounts.register', { registrationId: id, locale: locale ?? 'en' })
  })
}

/** One job, whoever asks for whomever. */
export async function forgotPassword ({ pool }: Deps, { email, client = 'storefront', locale }: Forgot, acceptLanguage: string | undefined): Promise<void> {
  const heard: Heard = { locale, acceptLanguage }
  await enqueue(pool, 'accounts.reset', { email: normaliseEmail(email), client, locale: languageFor(await readShop(pool), heard) ?? 'en' })
}

/** A link pressed again finds its account there and makes nothing new: mail scanners press first. */
export async function verifyEmail ({ pool }: Deps, token: string): Promise<void> {
  await transaction(pool, async (tx) => {
    const asked = await registrationOfToken(tx, token)
    if (!asked) throw tokenInvalid()
    await lockAddress(tx, asked.email)

    const known = await standingByEmail(tx, asked.email)
    if (known?.status === 'active') return
    if (known?.status === 'disabled' || !await takeRegistration(tx, asked.id)) throw tokenInvalid()

    const userId = await beginAccount(tx, asked, known)

    await announce(tx, { name: 'user.verified', objectType: 'user', objectId: userId, payload: { userId } })
  })
}

// Whoever wanted to own the account could fill the mailbox with links to a password of theirs before the owner asks: then
// none of the passwords counts, and the owner chooses one by a letter.
async function beginAccount (tx: Db, asked: Registration, known: UserStanding | undefined): Promise<string> {
  const { email, profile: { consent, ...profile }, passwordHash } = asked
  if (passwordHash === null) throw tokenInvalid()
  const userId = known?.id ?? await createUser(tx, { ...profile, email, verified: true })
  if (known) await provenUser(tx, userId)

  if (await isContested(tx, asked)) await enqueue(tx, 'accounts.reset', { email, client: 'storefront', locale: profile.locale ?? 'en' })
  else await setPassword(tx, userId, passwordHash)
  if (consent) await recordConsent(tx, { userId, purpose: 'marketing_email', granted: true, source: 'register', ...consent })
  return userId
}

const profileOf = ({ firstName, lastName, currency, marketingConsent }: Register, locale: string | undefined): AskedProfile => ({
  ...(firstName === undefined ? {} : { firstName }),
  ...(lastName === undefined ? {} : { lastName }),
  ...(currency === undefined ? {} : { currency }),
  ...(locale === undefined ? {} : { locale }),
  ...(marketingConsent === undefined || locale === undefined ? {} : { consent: { wording: marketingConsent.wording, locale } })
})
