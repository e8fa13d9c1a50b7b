// Signing in: the password, where asked for the second factor, then the bag and the preferences that come along.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { ApiError } from '@tradewind/sdk'
import { paths } from '../../lib/paths.ts'
import { chosenCurrency, currentCart } from '../cart/session.ts'
import { guestApi, isSecure, keepSession, type Context } from './session.ts'

export interface Pair { email: string, password: string }

const STEP = 'shopper_step'
const STEP_SECONDS = 300

/** False where the account asks for a code besides. */
export async function signIn (context: Context, { email, password }: Pair, otp?: string): Promise<boolean> {
  try {
    const session = await guestApi(context).auth.login({ email: email.trim(), password, client: 'storefront', tokenDelivery: 'body', ...(otp === undefined ? {} : { otp }) })
    keepSession(context, session)
    forgetStep(context)
    const { currency } = session.user
    if (currency !== null && context.cookies.get('currency') === undefined) keepCurrency(context, currency)
    // A guest's bag becomes the account's with this one look.
    await currentCart(context)
    return true
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'otp_required') throw error
    keepStep(context, { email, password })
    return false
  }
}

export function keepCurrency ({ cookies, locals }: Context, code: string): void {
  if (!locals.page.currencies.some((currency) => currency.code === code)) return
  cookies.set('currency', code, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: false })
}

export const shownCurrency = (context: Context): string => chosenCurrency(context) ?? context.locals.page.currency

// Between the two steps the password waits in the shopper's browser, sealed with a key that only this server has: nothing is kept here, nothing is readable there.
const keyOf = ({ locals }: Context): Buffer => Buffer.from(hkdfSync('sha256', locals.page.door.frontSecret, '', 'sign-in step', 32))

function keepStep (context: Context, pair: Pair): void {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(context), nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify({ ...pair, until: Date.now() + STEP_SECONDS * 1000 })), cipher.final()])
  context.cookies.set(STEP, Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url'), {
    path: stepPath(context), httpOnly: true, sameSite: 'strict', secure: isSecure(context), maxAge: STEP_SECONDS
  })
}

/** The pair that passed the first step, if that was not long ago. */
export function readStep (context: Context): Pair | undefined {
  try {
    const sealed = Buffer.from(context.cookies.get(STEP)?.value ?? '', 'base64url')
    const cipher = createDecipheriv('aes-256-gcm', keyOf(context), sealed.subarray(0, 12))
    cipher.setAuthTag(sealed.subarray(12, 28))
    const { until, ...pair } = JSON.parse(Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]).toString()) as Pair & { until: number }
    return until > Date.now() ? pair : undefined
  } catch {
    return undefined
  }
}

export const forgetStep = (context: Context): void => { context.cookies.delete(STEP, { path: stepPath(context) }) }

const stepPath = ({ locals }: Context): string => paths.account(locals.page.locale, 'sign-in')
