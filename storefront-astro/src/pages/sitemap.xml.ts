// The map of maps: one a language.
import type { APIRoute } from 'astro'

export const GET: APIRoute = ({ locals }) => {
  const { origin, languages } = locals.page
  const maps = languages.map(({ code }) => `<sitemap><loc>${origin}/sitemap-${code}.xml</loc></sitemap>`)
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${maps.join('')}</sitemapindex>\n`, {
    headers: { 'content-type': 'application/xml; charset=utf-8' }
  })
}
