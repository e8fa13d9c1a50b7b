// One product as a row of the list.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { compareMoney } from '@tradewind/sdk'
import { Status } from '../../components/Status.tsx'
import { useFormat } from '../../lib/use-format.ts'
import type { ProductRow } from './queries.ts'

export function ProductLine ({ row, columns }: { row: ProductRow, columns: readonly string[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { priceRange } = row
  return (
    <tr className='row-link'>
      <td className='h-14!'>
        <div className='flex items-center gap-3'>
          {row.image === null
            ? <span className='picture h-11 w-9 shrink-0' />
            : <img className='picture h-11 w-9 shrink-0' src={row.image.url} srcSet={row.image.srcset.webp} sizes='36px' alt='' width={36} height={45} loading='lazy' />}
          <div className='min-w-0'>
            <Link to='/products/$productId' params={{ productId: row.id }} className='cover font-semibold no-underline'><bdi>{row.name}</bdi></Link>
            <p className='truncate text-[.8125rem] text-ink-faint'><bdi dir='ltr'>{row.code}</bdi></p>
          </div>
        </div>
      </td>
      <td className={columns[1]}><Status kind='product' word={row.status} /></td>
      <td className={`${columns[2]} whitespace-nowrap`}>
        {priceRange !== null && <bdi>{format.money(priceRange.min)}</bdi>}
        {priceRange !== null && compareMoney(priceRange.min, priceRange.max) !== 0 && <span className='max-sm:hidden'> – <bdi>{format.money(priceRange.max)}</bdi></span>}
      </td>
      <td className={columns[3]}><span className={row.available <= 0 ? 'font-semibold text-sale' : ''}>{format.number(row.available)}</span></td>
      <td className={columns[4]}>{t('products.variants', { count: row.variantCount, shown: format.number(row.variantCount) })}</td>
      <td className={columns[5]}>
        {row.missingLanguages.length === 0
          ? <span className='text-ink-soft'>{t('products.complete')}</span>
          : <span className='text-warn'>{t('products.missingLanguages', { languages: format.list(row.missingLanguages.map(format.languageName)) })}</span>}
      </td>
    </tr>
  )
}
