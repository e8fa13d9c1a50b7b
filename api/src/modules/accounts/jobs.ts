// The letters of accounts, written after the request: only here is asked whether an address is known.
import { issueRegistrationToken, issueToken, lockAddress, noteRegistrationOfKnown, registrationById } from '../credentials/index.ts'
import { standingByEmail, standingOf } from '../users/index.ts'
import { transaction } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Listener } from '../../platform/events.ts'
import { enqueue, UnusablePayload, type Job } from '../../platform/jobs.ts'
import { sendMail } from '../../platform/mail.ts'
import { isNotice, writeLetter, type LetterKind, type Letters } from './letters.ts'
import { languageFor, readShop } from './shop.ts'

const LETTERS_AN_HOUR = 5
const RESET_HOURS = 2

/** Whom to write to, in which language; the token is in the letter and nowhere else. */
export interface Addressee { to: string, locale: string, name?: string, token?: string, client?: 'storefront' | 'admin' }

/** In a language the shop still speaks, or its links would lead nowhere; jobId makes a second try of the same job harmless. */
export async function sendLetter (deps: Pick<Deps, 'pool' | 'config'>, kind: LetterKind, { to, ...letter }: Addressee, jobId: string): Promise<void> {
  const shop = await readShop(deps.pool)
  const locale = languageFor(shop, letter) ?? letter.locale
  await sendMail(deps.pool, { ...writeLetter({ ...letter, locale, kind, to, shop: shop.name, config: deps.config }), to, locale }, jobId)
}

// A stranger may have typed the names, so the letter that goes to a mailbox not yet proven holds none of them.
const registered: Job<{ registrationId: string, locale: string }> = {
  queue: 'accounts.register',
  async handle (deps, { registrationId, locale }, { id }) {
    const letter = await transaction(deps.pool, async (tx): Promise<[LetterKind, Addressee] | undefined> => {
      const asked = await registrationById(tx, registrationId)
      if (!asked) return undefined
      await lockAddress(tx, asked.email)

      const known = await standingByEmail(tx, asked.email)
      if (known?.status === 'disabled') return undefined
      if (known?.status === 'active') {
        const may = await noteRegistrationOfKnown(tx, asked, LETTERS_AN_HOUR)
        return may ? ['already_registered', { to: known.email, locale: known.locale ?? locale, ...named(known.firstName) }] : undefined
      }
      const token = await issueRegistrationToken(tx, deps.config.SECRET, asked, LETTERS_AN_HOUR)
      return token === undefined ? undefined : ['verify_email', { to: asked.email, locale, token }]
    })
    if (letter) await sendLetter(deps, ...letter, id)
  }
}

// Earlier links stay good: a stranger who asks again and again leaves the owner one that works.
const reset: Job<{ email: string, client: 'storefront' | 'admin', locale: string }> = {
  queue: 'accounts.reset',
  personal: true,
  async handle (deps, { email, client, locale }, { id }) {
    const known = await standingByEmail(deps.pool, email)
    if (!known || known.status === 'disabled') return

    const token = await transaction(deps.pool, async (tx) =>
      await issueToken(tx, { userId: known.id, kind: 'reset_password', hours: RESET_HOURS, payload: { client }, atMostAnHour: LETTERS_AN_HOUR }))

    if (token !== undefined) await sendLetter(deps, 'reset_password', { to: known.email, locale: known.locale ?? locale, token, client, ...named(known.firstName) }, id)
  }
}

/** What happened to an account is told to its owner: { kind, userId }. */
const notice: Job<{ kind: keyof Letters, userId: string }> = {
  queue: 'accounts.letter',
  async handle (deps, { kind, userId }, { id }) {
    if (!isNotice(kind)) throw new UnusablePayload(`There is no letter ${kind} that tells of something`)
    const known = await standingOf(deps.pool, userId)
    if (!known || known.status === 'disabled') return
    await sendLetter(deps, kind, { to: known.email, locale: known.locale ?? await firstLanguage(deps), ...named(known.firstName) }, id)
  }
}

const named = (name: string | null): { name?: string } => name === null ? {} : { name }

const firstLanguage = async ({ pool }: Pick<Deps, 'pool'>): Promise<string> => (await readShop(pool)).languages[0] ?? 'en'

export const accountJobs = [registered, reset, notice] as Job[]

/** Twice told is once written: the job has the event's id. */
const factorNews: Listener = {
  name: 'accounts.letters',
  on: ['second_factor.changed'],
  when: 'after',
  async handle (tx, event) {
    await enqueue(tx, 'accounts.letter', { kind: 'second_factor_changed', userId: event.objectId }, { id: event.id })
  }
}

export const accountListeners: Listener[] = [factorNews]
