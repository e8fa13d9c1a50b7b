// Which products the home page shows: the newest of different shelves, so that the first glance is varied.
import type { Page, Category } from '../../lib/page.ts'
import { topCategories } from '../shell/categories.ts'
import type { Card } from '../catalogue/views.ts'

export interface Shelf { category: Category, product: Card | undefined }

export function pickForHome (products: Card[]): { hero: Card[], landed: Card[], reduced: Card[] } {
  const pictured = products.filter(({ image }) => image !== null)
  const available = pictured.filter(({ inStock }) => inStock)
  const hero = varied(available, 3)
  const landed = pictured.filter((product) => !hero.includes(product)).slice(0, 8)
  const reduced = available.filter(({ compareAtPrice }) => compareAtPrice !== null).filter((product) => !landed.includes(product)).slice(0, 4)
  return { hero, landed, reduced }
}

/** The top shelves, each with something from it that the page does not show yet. */
export async function pickShelves (page: Page, shown: Card[]): Promise<Shelf[]> {
  const used = new Set(shown.map(({ id }) => id))
  return await Promise.all(topCategories(page.categories).map(async (category) => {
    const { items } = await page.api.products.list({ category: category.id, sort: 'newest', limit: 12 }).page()
    const pictured = items.filter(({ image }) => image !== null)
    return { category, product: pictured.find(({ id }) => !used.has(id)) ?? pictured[0] }
  }))
}

/** Of different grounds, since neighbours of one tint look like one picture. */
function varied (products: Card[], count: number): Card[] {
  const chosen: Card[] = []
  for (const product of products) {
    if (chosen.length === count) break
    if (!chosen.some(({ image }) => image?.tint === product.image?.tint)) chosen.push(product)
  }
  return chosen.length === count ? chosen : products.slice(0, count)
}
