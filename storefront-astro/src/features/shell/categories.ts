// The tree of shelves, whichever way the API nests it.
import type { Category } from '../../lib/page.ts'

export const topCategories = (categories: Category[]): Category[] =>
  categories.filter(({ parentId }) => parentId === null)

export const everyCategory = (categories: Category[]): Category[] =>
  categories.flatMap((category) => [category, ...everyCategory(category.children ?? [])])

export const childrenOf = (categories: Category[], id: string): Category[] =>
  everyCategory(categories).filter(({ parentId }) => parentId === id)

/** From the top shelf down to this one. */
export function wayTo (categories: Category[], id: string): Category[] {
  const all = everyCategory(categories)
  const way: Category[] = []
  for (let step = all.find((one) => one.id === id); step !== undefined && way.length < 10;) {
    way.unshift(step)
    const { parentId } = step
    step = all.find((one) => one.id === parentId)
  }
  return way
}
