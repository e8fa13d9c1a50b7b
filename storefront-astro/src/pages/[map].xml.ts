// Every page of one language with its twins in the others and its picture.
import type { APIRoute } from 'astro'
import { openApi } from '../lib/api.ts'
import { everyCategory } from '../features/shell/categories.ts'
import type { Card } from '../features/catalogue/views.ts'
import type { Page } from '../lib/page.ts'
import { paths } from '../lib/paths.ts'
import { alternatesOf, type Alternate } from '../lib/seo.ts'

const MOST = 40_000

export const GET: APIRoute = async ({ params, locals, rewrite }) => {
  const { page } = locals
  const locale = /^sitemap-(.+)$/.exec(params.map ?? '')?.[1] ?? ''
  if (!page.languages.some(({ code }) => code === locale)) return await rewrite('/404')
  page.tags.add('products')
  const lists = new Map(await Promise.all(page.languages.map(async ({ code }) =>
    [code, await openApi(page.door, { locale: code, tags: page.tags }).products.list({ sort: 'newest', limit: 100 }).all({ max: MOST })] as const)))
  const { items: categories } = await openApi(page.door, { locale, tags: page.tags }).categories.list()
  const own = lists.get(locale) ?? []
  const urls = [
    entry(page, paths.home(locale), alternatesOf(page, paths.home)),
    entry(page, paths.newest(locale), alternatesOf(page, paths.newest)),
    ...everyCategory(categories).map((category) => entry(page, paths.category(locale, category.slug),
      alternatesOf(page, (code) => paths.category(code, category.alternates[code] ?? category.slug)))),
    ...productEntries(page, own, lists, locale)
  ]
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">${urls.join('')}</urlset>\n`, {
    headers: { 'content-type': 'application/xml; charset=utf-8' }
  })
}

function productEntries (page: Page, products: Card[], lists: Map<string, Card[]>, locale: string): string[] {
  const slugs = new Map<string, Map<string, string>>()
  for (const [code, cards] of lists) {
    for (const card of cards) {
      if (card.language !== code) continue
      slugs.set(card.id, (slugs.get(card.id) ?? new Map<string, string>()).set(code, card.slug))
    }
  }
  return products.map((card) => {
    const twins = alternatesOf(page, (code) => paths.product(code, slugs.get(card.id)?.get(code) ?? ''))
      .filter((one) => slugs.get(card.id)?.has(one.locale) === true)
    return entry(page, paths.product(locale, card.slug), twins, card.image?.url)
  })
}

function entry ({ origin }: Page, path: string, alternates: Alternate[], image?: string): string {
  const links = alternates.map((one) => `<xhtml:link rel="alternate" hreflang="${one.locale}" href="${origin}${one.path}"/>`)
  const first = alternates.find(({ isDefault }) => isDefault) ?? alternates[0]
  if (first !== undefined) links.push(`<xhtml:link rel="alternate" hreflang="x-default" href="${origin}${first.path}"/>`)
  return `<url><loc>${origin}${path}</loc>${links.join('')}${image === undefined ? '' : `<image:image><image:loc>${origin}${image}</image:loc></image:image>`}</url>`
}
