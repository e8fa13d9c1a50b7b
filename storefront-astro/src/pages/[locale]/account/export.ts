// Hands the shopper's archive through, or says that it is still being packed.
import type { APIRoute } from 'astro'
import { TradewindError } from '@tradewind/sdk'
import { seeOther } from '../../../features/account/form.ts'
import { memberApi, sessionOf } from '../../../features/account/session.ts'
import { paths } from '../../../lib/paths.ts'

export const POST: APIRoute = async (context) => {
  const { locale } = context.locals.page
  if (await sessionOf(context) === undefined) return seeOther(paths.account(locale, 'privacy'))
  const archive = await memberApi(context).users.export('me', { timeoutMs: 12_000 }).catch((error: unknown) => {
    // Busy or braked: the page says to come back. A session that is over is the middleware's to tell.
    if (error instanceof TradewindError && !('status' in error && error.status === 401)) return undefined
    throw error
  })
  if (!(archive instanceof Blob)) return seeOther(paths.account(locale, 'privacy', { pending: '1' }))
  const headers = { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="my-data.zip"', 'cache-control': 'private, no-store' }
  return new Response(archive, { headers })
}

export const GET: APIRoute = ({ locals }) => seeOther(paths.account(locals.page.locale, 'privacy'))
