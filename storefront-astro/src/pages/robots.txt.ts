// What crawlers may read: the catalogue, and where its map is.
import type { APIRoute } from 'astro'

export const GET: APIRoute = ({ locals }) => {
  const { origin, languages } = locals.page
  const closed = languages.flatMap(({ code }) => ['cart', 'checkout', 'orders', 'search', 'currency', 'account'].map((name) => `Disallow: /${code}/${name}`))
  return new Response(['User-agent: *', ...closed, `Sitemap: ${origin}/sitemap.xml`, ''].join('\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
