// One variant on one shelf.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format.ts'
import { useMay } from '../../lib/use-session.ts'
import type { StockRow } from './queries.ts'

export function StockRowLine ({ row, columns, onAdjust }: { row: StockRow, columns: readonly string[], onAdjust: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const options = Object.values(row.options).join(' · ')
  return (
    <tr>
      <td className='h-14!'>
        {may('products.read')
          ? <Link to='/products/$productId' params={{ productId: row.productId }} className='font-medium'><bdi>{row.name}</bdi></Link>
          : <span className='font-medium'><bdi>{row.name}</bdi></span>}
        <p className='text-[.8125rem] text-ink-soft'><bdi>{options}</bdi><span className='block break-all md:hidden'><bdi dir='ltr'>{row.sku}</bdi></span></p>
      </td>
      <td className={columns[1]}><bdi dir='ltr'>{row.sku}</bdi></td>
      <td className={columns[2]}>{format.number(row.onHand)}</td>
      <td className={columns[3]}>{format.number(row.reserved)}</td>
      <td className={columns[4]}>
        <span className={row.available <= 0 ? 'font-semibold text-sale' : 'font-semibold'}>{format.number(row.available)}</span>
        {row.available <= 0 && <p className='text-[.8125rem] text-sale'>{row.backorder ? t('stock.backorder') : t('stock.out')}</p>}
      </td>
      <td className={columns[5]}>
        {may('inventory.write') && <button type='button' className='btn' onClick={onAdjust}>{t('stock.adjust.verb')}<span className='sr-only'> {row.sku}</span></button>}
      </td>
    </tr>
  )
}
