// The access token for the scripts of a page, which keep it in memory only; whose page it is has been checked by the middleware.
import type { APIRoute } from 'astro'
import { renewSession, secondsLeft, sessionOf } from '../../../features/account/session.ts'

export const POST: APIRoute = async (context) => {
  const headers = { 'cache-control': 'private, no-store' }
  const accessToken = context.url.searchParams.has('renew') ? await renewSession(context) : await sessionOf(context)
  return accessToken === undefined
    ? new Response(null, { status: 204, headers })
    : Response.json({ accessToken, expiresIn: secondsLeft(accessToken) }, { headers })
}
