// What every page meets first: the origin of a form, the language of the path, the tags it depends on, and the API being away.
import { defineMiddleware } from 'astro:middleware'
import type { APIContext } from 'astro'
import { ApiError, TradewindError } from '@tradewind/sdk'
import { seeOther } from './features/account/form.ts'
import { endSession } from './features/account/session.ts'
import { openPage, type Page } from './lib/page.ts'

const PUBLISHED = /^\/(sitemap(-[\w-]+)?\.xml|robots\.txt|[^/]+\/(|new|c\/[^/]+|p\/[^/]+))$/

export const onRequest = defineMiddleware(async (context, next) => {
  if (context.request.method !== 'GET' && context.request.method !== 'HEAD' && !isSameOrigin(context)) {
    return new Response(null, { status: 403 })
  }
  // A page that gave way to another of ours keeps what it knew of its reader.
  if (context.routePattern === '/unavailable' || (context.locals.page as Page | undefined) !== undefined) return await next()
  try {
    const { page, isLocale } = await openPage(context, context.url.pathname.split('/')[1] ?? '')
    context.locals.page = page
    const isKnown = isLocale || context.routePattern === '/404' || !context.routePattern.startsWith('/[locale]')
    const response = isKnown ? await next() : await context.rewrite('/404')
    return marked(context, response)
  } catch (error) {
    // A session that was ended elsewhere: from here on this browser is a guest's, and the page is asked for anew.
    if (error instanceof ApiError && error.status === 401 && context.locals.session !== undefined) {
      endSession(context)
      return seeOther(context.url.pathname)
    }
    if (!isAway(error)) throw error
    const page = new URL(`/unavailable?locale=${encodeURIComponent(context.url.pathname.split('/')[1] ?? '')}`, context.url)
    // A request of its own: the body of a form may have been read already.
    return await context.rewrite(new Request(page, { headers: { 'accept-language': context.request.headers.get('accept-language') ?? '' } }))
  }
})

function marked (context: APIContext, response: Response): Response {
  const { page } = context.locals
  response.headers.set('content-language', page.locale)
  if (context.url.searchParams.has('token')) response.headers.set('referrer-policy', 'no-referrer')
  if (response.headers.get('content-type') === 'text/html') response.headers.set('content-type', 'text/html; charset=utf-8')
  if (response.status === 200 && context.url.search === '' && PUBLISHED.test(context.url.pathname)) {
    response.headers.set('cache-tag', [...page.tags].join(' '))
    response.headers.set('x-publishable', '1')
  } else if (!response.headers.has('cache-control')) {
    response.headers.set('cache-control', 'private, no-store')
  }
  return response
}

/** Hosts are compared, not schemes: a gateway may have ended TLS. */
function isSameOrigin ({ request, url, locals }: APIContext): boolean {
  const origin = request.headers.get('origin')
  if (origin === null || !URL.canParse(origin)) return request.headers.get('sec-fetch-site') === 'same-origin'
  const own = [url.host, locals.shop === undefined ? '' : new URL(locals.shop.publicUrl).host]
  return own.includes(new URL(origin).host)
}

const isAway = (error: unknown): boolean =>
  error instanceof ApiError ? error.status >= 500 || error.status === 429 : error instanceof TradewindError
