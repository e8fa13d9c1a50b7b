// What is asked of products, and how they are saved; each reply replaces what the cache knew.
import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { Body, Item, Query, Result } from '@tradewind/sdk'
import { admin, queryClient, shop } from '../../lib/client.ts'

export type Product = Result<'getAdminProduct'>
export type ProductRow = Item<'listAdminProducts'>
export type Text = Product['texts'][number]
export type Variant = Product['variants'][number]
export type VariantPrice = Variant['prices'][number]
export type Picture = Product['pictures'][number]
export type ProductPatch = Body<'updateAdminProduct'>
export type PriceChanges = Body<'setAdminProductPrices'>

export const productListOptions = (query: Query<'listAdminProducts'>) => queryOptions({
  queryKey: ['products', 'list', query],
  queryFn: async ({ signal }) => await admin.products.list(query, { signal }).page()
})

export const productOptions = (id: string) => queryOptions({
  queryKey: ['products', 'one', id],
  queryFn: async ({ signal }) => await admin.products.get(id, { signal })
})

/** The shop's languages in its order, as any page may know them. */
export const languageOptions = () => queryOptions({
  queryKey: ['languages'],
  queryFn: async ({ signal }) => await shop.languages({}, { signal }),
  staleTime: 60_000
})

export function replaceProduct (product: Product): void {
  queryClient.setQueryData(productOptions(product.id).queryKey, product)
  void queryClient.invalidateQueries({ queryKey: ['products', 'list'] })
}

export const statusOptions = (id: string) => mutationOptions({
  mutationFn: async ({ status, version }: { status: NonNullable<ProductPatch['status']>, version: number }) => await admin.products.update(id, { status }, { ifMatch: version }),
  onSuccess: replaceProduct
})

export interface Changes { patch: ProductPatch | undefined, prices: PriceChanges | undefined, version: number }

/** Words and pictures first, then prices on the version that made; `onSaved` hears of each part. */
export async function saveProduct (id: string, changes: Changes, onSaved: (part: 'patch' | 'prices') => void): Promise<void> {
  let { version } = changes
  if (changes.patch !== undefined) {
    const product = await admin.products.update(id, changes.patch, { ifMatch: version })
    version = product.version
    replaceProduct(product)
    onSaved('patch')
  }
  if (changes.prices !== undefined) {
    replaceProduct(await admin.products.setPrices(id, changes.prices, { ifMatch: version }))
    onSaved('prices')
  }
}
