// Beside the product: its stock, how a search engine shows it, where it stands.
import { useState } from 'react'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Card } from '../../components/Page.tsx'
import { directionOf } from '../../lib/i18n.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useMay } from '../../lib/use-session.ts'
import { AdjustDialog } from '../stock/AdjustDialog.tsx'
import { textOf } from './draft.ts'
import { variantName } from './PricesCard.tsx'
import type { Product, Variant } from './queries.ts'
import type { Editor } from './use-editor.ts'

export function StockCard ({ product }: { product: Product }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const [counted, setCounted] = useState<Variant>()
  return (
    <Card title={t('products.stock')}>
      <ul className='grid'>
        {product.variants.map((variant) => (
          <li key={variant.id} className='flex min-h-10 items-center justify-between gap-3 border-t border-line first:border-t-0'>
            <span className='min-w-0'><bdi>{variantName(variant)}</bdi>
              {variant.stock.reserved > 0 && <span className='hint block'>{t('stock.reservedOf', { reserved: format.number(variant.stock.reserved), onHand: format.number(variant.stock.onHand) })}</span>}
            </span>
            <span className='flex items-center gap-3'>
              <span className={`font-semibold ${variant.stock.available <= 0 ? 'text-sale' : ''}`}>
                {format.number(variant.stock.available)}{variant.stock.available <= 0 && <span className='sr-only'> {t('stock.out')}</span>}
              </span>
              {may('inventory.write') && <button type='button' className='link min-h-9' onClick={() => { setCounted(variant) }}>{t('stock.adjust.verb')}<span className='sr-only'> {variant.sku}</span></button>}
            </span>
          </li>
        ))}
      </ul>
      {counted !== undefined && (
        <AdjustDialog
          item={{ variantId: counted.id, sku: counted.sku, label: variantName(counted), onHand: counted.stock.onHand, reserved: counted.stock.reserved }}
          onClose={() => { setCounted(undefined) }}
        />
      )}
    </Card>
  )
}

export function SearchResultCard ({ editor, source }: { editor: Editor, source: string }) {
  const { t } = useTranslation()
  const search = useSearch({ from: '/products/$productId' })
  const language = search.language ?? source
  const held = textOf(editor.product, language)
  const text = { ...held, ...editor.draft.texts[language] }
  if (held?.exists !== true) return null
  const title = [text.seoTitle, text.name].find((words) => words !== undefined && words !== '')
  const description = [text.seoDescription, text.shortDescription].find((words) => words !== undefined && words !== '')
  return (
    <Card title={t('products.searchResult')}>
      <div lang={language} dir={directionOf(language)}>
        <p className='font-medium text-brand'>{title}</p>
        <p className='hint break-all' dir='ltr'>{`/${language}/p/${text.slug ?? ''}`}</p>
        <p className='mt-1 text-ink-soft'>{description}</p>
      </div>
    </Card>
  )
}

export function CategoriesCard ({ product }: { product: Product }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card title={t('products.facts')}>
      <dl className='grid gap-1.5'>
        <div className='flex justify-between gap-4'><dt className='text-ink-soft'>{t('products.categories')}</dt><dd className='text-end'><bdi>{format.list(product.categories.map(({ name }) => name))}</bdi></dd></div>
        {product.originCountry !== null && <div className='flex justify-between gap-4'><dt className='text-ink-soft'>{t('products.madeIn')}</dt><dd>{format.country(product.originCountry)}</dd></div>}
        <div className='flex justify-between gap-4'><dt className='text-ink-soft'>{t('products.changedAt')}</dt><dd>{format.dateTime(product.updatedAt)}</dd></div>
        {product.publishedAt !== null && <div className='flex justify-between gap-4'><dt className='text-ink-soft'>{t('products.publishedAt')}</dt><dd>{format.dateTime(product.publishedAt)}</dd></div>}
      </dl>
    </Card>
  )
}
