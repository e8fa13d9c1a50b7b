// What was bought, line by line, and how the total came about.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { compareMoney } from '@tradewind/sdk'
import { Card } from '../../components/Page.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { useMay } from '../../lib/use-session.ts'
import type { StaffOrder } from './queries.ts'

export function OrderLines ({ order }: { order: StaffOrder }) {
  const { t } = useTranslation()
  return (
    <Card title={t('orders.lines')} flush>
      <table className='table'>
        <caption className='sr-only'>{t('orders.lines')}</caption>
        <thead>
          <tr>
            <th scope='col'>{t('orders.column.item')}</th>
            <th scope='col' className='num max-sm:hidden'>{t('orders.column.unitPrice')}</th>
            <th scope='col' className='num'>{t('orders.column.quantity')}</th>
            <th scope='col' className='num'>{t('orders.column.total')}</th>
          </tr>
        </thead>
        <tbody>{order.items.map((item) => <Line key={item.id} item={item} />)}</tbody>
      </table>
      <Totals order={order} />
    </Card>
  )
}

function Line ({ item }: { item: StaffOrder['items'][number] }) {
  const format = useFormat()
  const may = useMay()
  const name = <bdi>{item.name}</bdi>
  return (
    <tr>
      <td className='h-16!'>
        <div className='flex items-center gap-3'>
          {item.image === null
            ? <span className='picture h-12.5 w-10' />
            : <img className='picture h-12.5 w-10' src={item.image.url} srcSet={item.image.srcset.webp} sizes='40px' alt='' width={40} height={50} loading='lazy' />}
          <div className='min-w-0'>
            {item.productId !== null && may('products.read')
              ? <Link to='/products/$productId' params={{ productId: item.productId }} className='font-medium'>{name}</Link>
              : <span className='font-medium'>{name}</span>}
            <p className='text-[.8125rem] text-ink-soft'>
              {item.options.length > 0 && <><bdi>{format.list(item.options.map((option) => option.value))}</bdi>{' · '}</>}<bdi dir='ltr'>{item.sku}</bdi>
            </p>
          </div>
        </div>
      </td>
      <td className='num max-sm:hidden'><bdi>{format.money(item.unitPrice)}</bdi></td>
      <td className='num'>{format.number(item.quantity)}</td>
      <td className='num whitespace-nowrap'><bdi>{format.money(item.lineTotal)}</bdi></td>
    </tr>
  )
}

function Totals ({ order }: { order: StaffOrder }) {
  const { t } = useTranslation()
  const format = useFormat()
  const hasDiscount = compareMoney(order.discountTotal, { ...order.discountTotal, amount: '0' }) > 0
  const isBase = order.baseTotal.currency === order.currency
  const rows = [
    { label: t('orders.total.subtotal'), money: order.subtotal },
    ...(hasDiscount ? [{ label: t('orders.total.discount'), money: { ...order.discountTotal, amount: `-${order.discountTotal.amount}` } }] : []),
    { label: t('orders.total.shipping', { method: order.shippingMethodName }), money: order.shippingTotal },
    { label: order.taxIncluded ? t('orders.total.taxIncluded') : t('orders.total.tax'), money: order.taxTotal }
  ]
  return (
    <dl className='ms-auto grid max-w-md gap-1.5 border-t border-line px-5 py-4 sm:border-0'>
      {rows.map((row) => (
        <div key={row.label} className='flex justify-between gap-6 text-ink-soft'><dt>{row.label}</dt><dd><bdi>{format.money(row.money)}</bdi></dd></div>
      ))}
      <div className='flex justify-between gap-6 border-t border-line pt-2 font-semibold'><dt>{t('orders.total.total')}</dt><dd><bdi>{format.money(order.total)}</bdi></dd></div>
      {!isBase && (
        <div className='flex justify-between gap-6 text-[.8125rem] text-ink-soft'>
          <dt>{t('orders.total.base', { rate: format.decimal(order.exchangeRate) })}</dt><dd><bdi>{format.money(order.baseTotal)}</bdi></dd>
        </div>
      )}
    </dl>
  )
}
