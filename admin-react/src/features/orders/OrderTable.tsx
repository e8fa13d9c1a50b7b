// Orders as rows; on a phone the lesser columns fold under the number.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BoneRows } from '../../components/Empty.tsx'
import { Status } from '../../components/Status.tsx'
import { useFormat } from '../../lib/use-format.ts'
import type { OrderRow } from './queries.ts'

const COLUMNS = ['', 'max-md:hidden', 'max-md:hidden', 'max-lg:hidden', 'num', 'max-sm:hidden', 'max-sm:hidden', 'num max-lg:hidden'] as const

export function OrderTable ({ rows }: { rows: OrderRow[] | undefined }) {
  const { t } = useTranslation()
  const names = ['number', 'placed', 'customer', 'country', 'total', 'payment', 'fulfillment', 'items'] as const
  if (rows?.length === 0) return null
  return (
    <table className='table'>
      <caption className='sr-only'>{t('nav.orders')}</caption>
      <thead><tr>{names.map((name, index) => <th key={name} scope='col' className={COLUMNS[index]}>{t(`orders.column.${name}`)}</th>)}</tr></thead>
      {rows === undefined
        ? <BoneRows rows={12} columns={[...COLUMNS]} />
        : <tbody>{rows.map((order) => <Row key={order.id} order={order} />)}</tbody>}
    </table>
  )
}

function Row ({ order }: { order: OrderRow }) {
  const format = useFormat()
  return (
    <tr className='row-link'>
      <td>
        <Link to='/orders/$orderId' params={{ orderId: order.id }} className='cover font-semibold no-underline'><bdi dir='ltr'>{order.number}</bdi></Link>
        <p className='text-[.8125rem] text-ink-soft md:hidden'><bdi>{order.customerName}</bdi></p>
        <p className='text-[.8125rem] text-ink-faint md:hidden'>{format.ago(order.placedAt)}</p>
      </td>
      <td className={`${COLUMNS[1]} whitespace-nowrap text-ink-soft`}><time dateTime={order.placedAt} title={format.dateTime(order.placedAt)}>{format.ago(order.placedAt)}</time></td>
      <td className={COLUMNS[2]}><bdi>{order.customerName}</bdi></td>
      <td className={COLUMNS[3]}><abbr className='no-underline' title={format.country(order.country)}>{order.country}</abbr></td>
      <td className={`${COLUMNS[4]} whitespace-nowrap`}>
        <bdi>{format.money(order.total)}</bdi>
        <p className='mt-1 sm:hidden'><Status kind='order' word={order.status} /></p>
      </td>
      <td className={COLUMNS[5]}><Status kind='payment' word={order.paymentStatus} /></td>
      <td className={COLUMNS[6]}><Status kind='fulfillment' word={order.fulfillmentStatus} /></td>
      <td className={COLUMNS[7]}>{format.number(order.itemCount)}</td>
    </tr>
  )
}
