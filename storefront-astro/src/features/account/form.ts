// A form without script: posted, tried, then either on to the next page or back with what was typed and what is wrong beside it.
import type { AstroGlobal } from 'astro'
import { ApiError } from '@tradewind/sdk'
import type { Word } from '../../lib/i18n.ts'
import { paths } from '../../lib/paths.ts'
import { endSession, hasSession, sessionOf, type Context } from './session.ts'

export type PageContext = Context & Pick<AstroGlobal, 'url' | 'response'>
export type Values = Record<string, string>
export interface Filled {
  intent: string
  values: Values
  faults: Record<string, string>
  problem?: string
}

/** What a refusal of the API means in this form: a field and words, or words for the whole. */
export type Meanings = Record<string, Word | { field: string, word: Word }>

/** Something is wrong that we saw ourselves. */
export class Wrong extends Error {
  readonly faults: Record<string, string>
  readonly problem: string | undefined
  constructor (faults: Record<string, string>, problem?: string) {
    super('a form was not acceptable')
    this.faults = faults
    this.problem = problem
  }
}

const LONGEST = 500
const SECRET = /password|^(?:code|token|secret|picture)$/i
const WORDS: Record<string, Word> = {
  password_too_short: 'errorPasswordShort',
  password_too_common: 'errorPasswordCommon',
  invalid_credentials: 'errorCredentials',
  email_not_verified: 'errorNotVerified',
  otp_invalid: 'errorCode',
  order_in_progress: 'deleteOpenOrders'
}
// Those 401 that are about what was typed; every other one is about the session and is answered by the middleware.
const ABOUT_THE_FORM = ['invalid_credentials', 'otp_invalid', 'otp_required']

type Act = (values: Values, intent: string) => Promise<string | Response | undefined>

/** Runs `act` for a posted form: its address is gone to, nothing means that the page is shown. */
export async function submit (context: PageContext, names: string[], act: Act, meanings: Meanings = {}): Promise<Filled | Response> {
  const filled: Filled = { intent: '', values: {}, faults: {} }
  if (context.request.method !== 'POST') return filled
  const form = await context.request.formData()
  const values = Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '').slice(0, name === 'picture' ? undefined : LONGEST)]))
  filled.intent = String(form.get('intent') ?? '')
  filled.values = Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET.test(name)))
  try {
    const next = await act(values, filled.intent)
    if (next === undefined) return filled
    return typeof next === 'string' ? seeOther(next) : next
  } catch (error) {
    return refused(context, filled, error, meanings)
  }
}

function refused (context: PageContext, filled: Filled, error: unknown, meanings: Meanings): Filled | Response {
  const { page } = context.locals
  if (error instanceof ApiError && error.code === 'reauthentication_required') {
    return seeOther(paths.account(page.locale, 'confirm', { back: context.url.pathname }))
  }
  const isOurs = error instanceof Wrong || (error instanceof ApiError && error.status < 500 && (error.status !== 401 || ABOUT_THE_FORM.includes(error.code)))
  if (!isOurs) throw error
  context.response.status = error instanceof ApiError && error.status === 429 ? 429 : 422
  return { ...filled, ...(error instanceof Wrong ? { faults: error.faults, problem: error.problem } : tellRefusal(error, filled.values, page.t, meanings)) }
}

type Told = Pick<Filled, 'faults' | 'problem'>

function tellRefusal (error: ApiError, values: Values, t: PageContext['locals']['page']['t'], meanings: Meanings): Told {
  if (error.status === 429) return { faults: {}, problem: t.count('errorTooMany', Math.max(1, Math.ceil((error.retryAfter ?? 60) / 60))) }
  const faults: Record<string, string> = {}
  const tell = (code: string, field?: string): string | undefined => {
    const meaning = meanings[code] ?? WORDS[code]
    if (meaning === undefined) return undefined
    if (typeof meaning === 'string') return t(meaning)
    faults[meaning.field] = t(meaning.word)
    return field === undefined ? '' : undefined
  }
  for (const { path, code } of error.errors) {
    const field = path.split('/').at(-1) ?? ''
    const own = typeof meanings[field] === 'object' ? meanings[field].field : field
    faults[own] = tell(code, field) ?? (field === 'email' ? t('errorEmail') : (values[field] ?? '') === '' && code === 'required' ? t('errorMissing') : t('errorField'))
  }
  if (Object.keys(faults).length > 0) return { faults }
  const problem = tell(error.code) ?? t('errorAccount')
  return problem === '' ? { faults } : { faults, problem }
}

export const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })

export const isWrong = ({ faults, problem }: Filled): boolean => problem !== undefined || Object.keys(faults).length > 0

/** Where a guest goes who asks for a page of the account. */
export async function toSignIn (context: PageContext): Promise<Response | undefined> {
  if (hasSession(context) && await sessionOf(context) !== undefined) return undefined
  endSession(context)
  const { pathname, search } = context.url
  return seeOther(paths.account(context.locals.page.locale, 'sign-in', { back: pathname + search }))
}

/** What must be there before the API is asked. */
export function need (values: Values, t: PageContext['locals']['page']['t'], ...names: string[]): void {
  const missing = names.filter((name) => (values[name] ?? '').trim() === '')
  if (missing.length > 0) throw new Wrong(Object.fromEntries(missing.map((name) => [name, t('errorMissing')])))
}
