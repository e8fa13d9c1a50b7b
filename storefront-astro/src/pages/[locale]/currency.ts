// The currency switch without script: keeps the choice in a cookie and goes back to the page.
import type { APIRoute } from 'astro'
import { localPath, paths } from '../../lib/paths.ts'

export const GET: APIRoute = ({ url, cookies, locals }) => {
  const { currencies, locale } = locals.page
  const code = url.searchParams.get('code') ?? ''
  if (currencies.some((currency) => currency.code === code)) {
    cookies.set('currency', code, { path: '/', maxAge: 31_536_000, sameSite: 'lax', httpOnly: false })
  }
  return new Response(null, { status: 303, headers: { location: localPath(url.searchParams.get('back'), paths.home(locale)), 'cache-control': 'no-store' } })
}
