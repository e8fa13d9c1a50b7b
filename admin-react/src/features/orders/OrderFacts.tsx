// Beside the order: its parcels, its people, its payment.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AddressLines } from '../../components/AddressLines.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Card } from '../../components/Page.tsx'
import { Status } from '../../components/Status.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { useMay } from '../../lib/use-session.ts'
import type { StaffOrder } from './queries.ts'

export function Parcels ({ order }: { order: StaffOrder }) {
  const { t } = useTranslation()
  const format = useFormat()
  const parcels = order.fulfillments.filter((parcel) => parcel.shippedAt !== null)
  return (
    <Card title={t('orders.fulfillment')} actions={<Status kind='fulfillment' word={order.fulfillmentStatus} />}>
      {parcels.length === 0 && <p className='text-ink-soft'>{t('orders.noParcel')}</p>}
      <ul className='grid gap-3'>
        {parcels.map((parcel) => (
          <li key={parcel.id}>
            <p className='font-medium'><bdi>{parcel.carrier ?? t('orders.noCarrier')}</bdi></p>
            <p className='break-all'>
              {parcel.trackingUrl === null
                ? <bdi dir='ltr'>{parcel.trackingNumber}</bdi>
                : <a className='link' href={parcel.trackingUrl} target='_blank' rel='noreferrer'><bdi dir='ltr'>{parcel.trackingNumber}</bdi></a>}
            </p>
            {parcel.shippedAt !== null && <p className='hint'>{t('orders.shippedAt', { at: format.dateTime(parcel.shippedAt) })}</p>}
            {parcel.deliveredAt !== null && <p className='hint'>{t('orders.deliveredAt', { at: format.dateTime(parcel.deliveredAt) })}</p>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function OrderPeople ({ order }: { order: StaffOrder }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const isSame = JSON.stringify(order.shippingAddress) === JSON.stringify(order.billingAddress)
  return (
    <Card title={t('orders.customer')}>
      <p className='break-all'><a className='link' href={`mailto:${order.email}`}><bdi dir='ltr'>{order.email}</bdi></a></p>
      <p className='hint'>{order.userId !== null && may('users.read') ? <Link to='/customers/$userId' params={{ userId: order.userId }} className='link'>{t('orders.account')}</Link> : order.userId === null ? t('orders.guest') : t('orders.account')} · {format.languageName(order.locale)}</p>
      <h3 className='mt-4 mb-1 font-medium'>{t('orders.shipTo')}</h3>
      <AddressLines address={order.shippingAddress} locale={order.locale} />
      <h3 className='mt-4 mb-1 font-medium'>{t('orders.billTo')}</h3>
      {isSame ? <p className='text-ink-soft'>{t('orders.sameAddress')}</p> : <AddressLines address={order.billingAddress} locale={order.locale} />}
      {order.note !== null && <><h3 className='mt-4 mb-1 font-medium'>{t('orders.note')}</h3><p className='whitespace-pre-line'><bdi>{order.note}</bdi></p></>}
    </Card>
  )
}

export function PaymentFacts ({ order }: { order: StaffOrder }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card title={t('orders.payment')} actions={<Status kind='payment' word={order.paymentStatus} />}>
      <Facts>
        <Fact label={t('orders.total.total')}><bdi>{format.money(order.total)}</bdi></Fact>
        {order.taxLines.map((line) => (
          <Fact key={line.taxClass + line.percent} label={t('orders.taxLine', { country: format.country(line.country), percent: format.decimal(line.percent) })}><bdi>{format.money(line.amount)}</bdi></Fact>
        ))}
        {order.expiresAt !== null && order.status === 'pending' && <Fact label={t('orders.expiresAt')}>{format.dateTime(order.expiresAt)}</Fact>}
        {order.cancelReason !== null && <Fact label={t('orders.cancelReason')}>{t(`orders.reason.${order.cancelReason}`)}</Fact>}
      </Facts>
    </Card>
  )
}
