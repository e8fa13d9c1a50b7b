// The bare address leads to the shop in the reader's language.
import type { APIRoute } from 'astro'
import { paths } from '../lib/paths.ts'

export const GET: APIRoute = ({ locals }) => new Response(null, {
  status: 302,
  headers: { location: paths.home(locals.page.locale), vary: 'accept-language', 'cache-control': 'no-store' }
})
