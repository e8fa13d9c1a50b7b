// The parts of a customer's page that are only read: latest orders, addresses, consents.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AddressLines } from '../../components/AddressLines.tsx'
import { Moment } from '../../components/Moment.tsx'
import { Card } from '../../components/Page.tsx'
import { Status } from '../../components/Status.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { useMay } from '../../lib/use-session.ts'
import type { Customer } from './queries.ts'

export function LatestOrders ({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const isOpen = may('orders.read')
  return (
    <Card
      flush title={t('customers.latestOrders')}
      actions={isOpen && customer.ordersCount > customer.lastOrders.length && <Link to='/orders' search={{ view: 'all', q: customer.email }} className='link'>{t('customers.allOrders', { shown: format.number(customer.ordersCount) })}</Link>}
    >
      {customer.lastOrders.length === 0
        ? <p className='border-t border-line px-5 py-6 text-ink-soft'>{t('customers.noOrders')}</p>
        : (
          <table className='table'>
            <caption className='sr-only'>{t('customers.latestOrders')}</caption>
            <thead>
              <tr>
                <th scope='col'>{t('orders.column.number')}</th>
                <th scope='col' className='max-sm:hidden'>{t('orders.column.placed')}</th>
                <th scope='col' className='num'>{t('orders.column.total')}</th>
                <th scope='col'>{t('orders.filter.status')}</th>
              </tr>
            </thead>
            <tbody>
              {customer.lastOrders.map((order) => (
                <tr key={order.id} className='row-link'>
                  <td>
                    {isOpen
                      ? <Link to='/orders/$orderId' params={{ orderId: order.id }} className='cover font-semibold no-underline'><bdi dir='ltr'>{order.number}</bdi></Link>
                      : <bdi dir='ltr'>{order.number}</bdi>}
                  </td>
                  <td className='text-ink-soft max-sm:hidden'><Moment at={order.placedAt} /></td>
                  <td className='num whitespace-nowrap'><bdi>{format.money(order.total)}</bdi></td>
                  <td><Status kind='order' word={order.status} /></td>
                </tr>
              ))}
            </tbody>
          </table>
          )}
    </Card>
  )
}

export function AddressesCard ({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  return (
    <Card title={t('customers.addresses')}>
      {customer.addresses.length === 0 && <p className='text-ink-soft'>{t('customers.noAddresses')}</p>}
      <ul className='grid gap-5 sm:grid-cols-2 lg:grid-cols-3'>
        {customer.addresses.map((address) => (
          <li key={address.id} className='min-w-0'>
            <h3 className='mb-1 font-medium'>{t(`customers.address.${address.type}`)}{address.isDefault && <span className='hint'> · {t('customers.address.default')}</span>}</h3>
            <AddressLines address={address} locale={customer.locale ?? undefined} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function ConsentsCard ({ customer }: { customer: Customer }) {
  const { t, i18n } = useTranslation()
  const purpose = (word: string): string => i18n.exists(`customers.purpose.${word}`) ? t(`customers.purpose.${word}` as 'customers.purpose.marketing_email') : word
  return (
    <Card title={t('customers.consents')}>
      {customer.consents.length === 0 && <p className='text-ink-soft'>{t('customers.noConsents')}</p>}
      <ul className='grid gap-4'>
        {customer.consents.map((consent) => (
          <li key={consent.id}>
            <p className='flex flex-wrap items-center justify-between gap-2 font-medium'>{purpose(consent.purpose)}<Status kind='consent' word={consent.granted ? 'granted' : 'withdrawn'} /></p>
            <blockquote className='mt-1 text-ink-soft' lang={consent.locale} dir='auto'>{consent.wording}</blockquote>
            <p className='hint'><Moment exact at={consent.createdAt} /> · <bdi>{consent.locale}</bdi></p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
