// Hands the shopper's archive through, or says that it is still being packed.
import type { APIRoute } from 'astro'
import { seeOther } from '../../../features/account/form.ts'
import { endSession, sessionOf, visitorOf } from '../../../features/account/session.ts'
import { paths } from '../../../lib/paths.ts'

const PATIENCE_MS = 12_000

export const POST: APIRoute = async (context) => {
  const { door, locale } = context.locals.page
  const token = await sessionOf(context)
  if (token === undefined) return seeOther(paths.account(locale, 'privacy'))
  const { visitor, userAgent } = visitorOf(context)
  const answer = await fetch(`${door.apiUrl}/v1/users/me/export`, {
    headers: { authorization: `Bearer ${token}`, 'x-tradewind-front': door.frontSecret, 'x-forwarded-for': visitor, 'user-agent': userAgent },
    signal: AbortSignal.timeout(PATIENCE_MS)
  }).catch(() => undefined)
  if (answer?.status === 401) endSession(context)
  if (answer?.status !== 200) {
    await answer?.body?.cancel()
    return seeOther(paths.account(locale, 'privacy', { pending: '1' }))
  }
  return new Response(await answer.arrayBuffer(), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': answer.headers.get('content-disposition') ?? 'attachment; filename="my-data.zip"',
      'cache-control': 'private, no-store'
    }
  })
}

export const GET: APIRoute = ({ locals }) => seeOther(paths.account(locals.page.locale, 'privacy'))
