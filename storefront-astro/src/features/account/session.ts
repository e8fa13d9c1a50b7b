// Who is signed in: tokens in cookies that no script can read, renewed when they are needed, dropped when they are worth nothing.
import type { APIContext } from 'astro'
import { ApiError, type Client, type Result } from '@tradewind/sdk'
import { openApi } from '../../lib/api.ts'

export type Context = Pick<APIContext, 'cookies' | 'locals' | 'clientAddress' | 'request'>

const ACCESS = 'shopper_token'
const REFRESH = 'shopper_refresh'
const HINT = 'signed_in'
const DEVICE = 'shopper_device'
const MONTH = 30 * 86_400
const HALF_YEAR = 180 * 86_400
// A token is not sent in its last seconds: it could end on the way.
const MARGIN_SECONDS = 20

const client = 'storefront'

/** The access token of the shopper, renewed where it ended; nothing for a guest. */
export async function sessionOf (context: Context): Promise<string | undefined> {
  context.locals.session ??= context.cookies.get(ACCESS)?.value === undefined
    ? renewSession(context)
    : Promise.resolve(context.cookies.get(ACCESS)?.value)
  return await context.locals.session
}

/** Two tabs that ask with one refresh token get one successor: the API makes it from the token and the browser's name. */
export async function renewSession (context: Context): Promise<string | undefined> {
  const refreshToken = context.cookies.get(REFRESH)?.value
  if (refreshToken === undefined) return undefined
  try {
    const session = await guestApi(context).auth.refresh({ refreshToken, client })
    keepSession(context, session)
    return session.accessToken
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    endSession(context)
    return undefined
  }
}

export const hasSession = ({ cookies }: Pick<APIContext, 'cookies'>): boolean => cookies.has(ACCESS) || cookies.has(REFRESH)

export function keepSession (context: Context, session: Result<'refreshSession'>): void {
  const { cookies, locals } = context
  const hidden = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(context) } as const
  cookies.set(ACCESS, session.accessToken, { ...hidden, maxAge: Math.max(1, session.expiresIn - MARGIN_SECONDS) })
  if (session.refreshToken !== undefined) cookies.set(REFRESH, session.refreshToken, { ...hidden, maxAge: MONTH })
  cookies.set(HINT, '1', { ...hidden, httpOnly: false, maxAge: MONTH })
  locals.session = Promise.resolve(session.accessToken)
}

/** What the cookies say is over; the bag that was the account's goes with it. */
export function endSession ({ cookies, locals }: Context): void {
  for (const name of [ACCESS, REFRESH, HINT]) cookies.delete(name, { path: '/' })
  if (!cookies.has('cart_token')) cookies.delete('cart_count', { path: '/' })
  locals.session = Promise.resolve(undefined)
}

/** Ends this session at the API too; whether it answers or not, this browser is signed out. */
export async function signOut (context: Context): Promise<void> {
  const refreshToken = context.cookies.get(REFRESH)?.value
  const accessToken = context.cookies.get(ACCESS)?.value
  await guestApi(context, accessToken).auth.logout({ client, ...(refreshToken === undefined ? {} : { refreshToken }) }).catch(() => {})
  endSession(context)
}

/** The SDK for the doors of sign-in, which know the device before they know the person. */
export function guestApi (context: Context, accessToken?: string): Client {
  return openApi(context.locals.page.door, {
    ...visitorOf(context),
    ...(accessToken === undefined ? {} : { accessToken: async () => accessToken }),
    device: { pair: context.cookies.get(DEVICE)?.value, keep: (pair) => keepDevice(context, pair) }
  })
}

/** The SDK speaking for who is signed in. A refusal is answered at once, so that a page can say when to come back. */
export const memberApi = (context: Context): Client => openApi(context.locals.page.door, { ...visitorOf(context), ...bearerOf(context), maxRetries: 0 })

export const bearerOf = (context: Context) => ({
  accessToken: async () => await sessionOf(context),
  onUnauthorized: async () => await (context.locals.session = renewSession(context))
})

export const visitorOf = ({ locals, clientAddress, request }: Context) => ({
  locale: locals.page.locale,
  visitor: clientAddress,
  userAgent: request.headers.get('user-agent') ?? 'unknown'
})

/** Seconds that an access token still lives. */
export function secondsLeft (token: string): number {
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number }
  return Math.max(0, exp - Math.ceil(Date.now() / 1000) - MARGIN_SECONDS)
}

function keepDevice (context: Context, pair: string): void {
  context.cookies.set(DEVICE, pair, { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(context), maxAge: HALF_YEAR })
}

export const isSecure = ({ locals }: Pick<APIContext, 'locals'>): boolean => locals.shop?.publicUrl.startsWith('https:') === true
