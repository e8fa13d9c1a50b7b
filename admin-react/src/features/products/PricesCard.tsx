// The prices of a variant in every currency: typed here, or converted, and why they are what they are.
import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Page.tsx'
import { changedCells } from './draft.ts'
import { PriceRow } from './PriceRow.tsx'
import type { Variant } from './queries.ts'
import type { Editor } from './use-editor.ts'

export const variantName = (variant: Variant): string => variant.options.map(({ value }) => value).join(' · ') || variant.sku

export function PricesCard ({ editor, base }: { editor: Editor, base: string }) {
  const { t } = useTranslation()
  const search = useSearch({ from: '/products/$productId' })
  const { variants } = editor.product
  const variant = variants.find(({ sku }) => sku === search.variant) ?? variants[0]
  if (variant === undefined) return null
  const changed = changedCells(editor.product, editor.draft)
  const mayPrice = editor.product.can.includes('set_prices')
  const prices = [...variant.prices].sort((a, b) => Number(b.currency === base) - Number(a.currency === base))

  return (
    <Card title={t('products.prices')} flush actions={mayPrice && variants.length > 1 && <CopyToAll editor={editor} variant={variant} />}>
      {variants.length > 1 && (
        <nav aria-label={t('products.variantsLabel')} className='flex flex-wrap gap-2 px-5 pb-4'>
          {variants.map((one) => (
            <Link
              key={one.id} to='.' replace resetScroll={false} aria-current={one.id === variant.id ? 'true' : undefined} activeOptions={{ exact: true }} activeProps={{}}
              search={(now: { language?: string }) => ({ ...now, variant: one.sku })} className={`chip no-underline ${one.id === variant.id ? 'chip-on' : ''}`}
            >
              <bdi>{variantName(one)}</bdi>
              {changed.some(({ variantId }) => variantId === one.id) && <span className='text-brand'>· {t('products.changed')}</span>}
            </Link>
          ))}
        </nav>
      )}
      <div className='scroll-x'>
        <table className='table'>
          <caption className='sr-only'>{t('products.pricesOf', { name: variant.sku })}</caption>
          <thead>
            <tr>
              <th scope='col'>{t('products.price.currency')}</th>
              <th scope='col'>{t('products.price.price')}</th>
              <th scope='col' className='max-sm:hidden'>{t('products.price.kind')}</th>
              <th scope='col' className='max-md:hidden'>{t('products.price.why')}</th>
              <th scope='col'>{t('products.price.compareAt')}</th>
            </tr>
          </thead>
          <tbody>{prices.map((price) => <PriceRow key={variant.id + price.currency} editor={editor} variant={variant} price={price} base={base} />)}</tbody>
        </table>
      </div>
    </Card>
  )
}

/** Every variant takes over the own prices of this one. */
function CopyToAll ({ editor, variant }: { editor: Editor, variant: Variant }) {
  const { t } = useTranslation()
  const copy = (): void => {
    for (const price of variant.prices) {
      const typed = editor.draft.prices[`${variant.id}:${price.currency}`]
      const isFixed = price.source === 'fixed'
      const amount = typed?.amount ?? (isFixed ? price.price?.amount ?? '' : '')
      const compareAt = typed?.compareAt ?? (isFixed ? price.compareAtPrice?.amount ?? '' : '')
      for (const other of editor.product.variants) if (other.id !== variant.id) editor.setPrice(other.id, price.currency, { amount, compareAt })
    }
  }
  return <button type='button' className='btn btn-plain' onClick={copy}>{t('products.copyToAll')}</button>
}
