// The first page of the day: sales so far against yesterday, what waits, what came in last.
import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Bones, Empty } from '../../components/Empty.tsx'
import { Card, PageHead } from '../../components/Page.tsx'
import { Problem } from '../../components/Problem.tsx'
import { changeFrom } from '../../lib/format.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useMay } from '../../lib/use-session.ts'
import { OrderTable } from '../orders/OrderTable.tsx'
import { orderListOptions } from '../orders/queries.ts'
import { Days, type Summary } from './Days.tsx'
import { summaryOptions } from './queries.ts'

export function DashboardPage () {
  const { t } = useTranslation()
  const may = useMay()
  const { data: summary, error, refetch } = useQuery(summaryOptions())
  return (
    <>
      <PageHead title={t('nav.overview')} />
      {error !== null && summary === undefined
        ? <Problem error={error} onRetry={() => { void refetch() }} />
        : summary === undefined
          ? <div className='grid gap-5' aria-busy='true'><Bones className='min-h-32' /><Bones className='min-h-72' /></div>
          : (
            <div className='grid gap-5'>
              <Figures summary={summary} />
              <Days summary={summary} />
            </div>
            )}
      {may('orders.read') && <Latest />}
    </>
  )
}

function Figures ({ summary }: { summary: Summary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const change = changeFrom(summary.yesterdaySoFar.revenue, summary.today.revenue)
  return (
    <div className='grid grid-cols-2 gap-3 md:gap-5 xl:grid-cols-4'>
      <Figure
        label={t('dashboard.revenueToday')} value={<bdi>{format.money(summary.today.revenue)}</bdi>}
        more={change === undefined
          ? t('dashboard.yesterday', { value: format.money(summary.yesterday.revenue) })
          : t('dashboard.change', { change: format.percent(change), value: format.money(summary.yesterdaySoFar.revenue) })}
      />
      <Figure
        label={t('dashboard.ordersToday')} value={format.number(summary.today.orders)}
        more={t('dashboard.ordersYesterday', { soFar: format.number(summary.yesterdaySoFar.orders), all: format.number(summary.yesterday.orders) })}
      />
      <Figure
        label={t('dashboard.toShip')} value={format.number(summary.awaitingShipment)} more={t('dashboard.unpaid', { value: format.number(summary.awaitingPayment) })}
        link={may('orders.read') ? { to: '/orders', search: {} } : undefined}
      />
      <Figure
        label={t('dashboard.lowStock')} value={format.number(summary.lowStock)} more={t('dashboard.lowStockMore')}
        link={may('inventory.read') ? { to: '/stock', search: { view: 'low' } } : undefined}
      />
    </div>
  )
}

interface FigureProps { label: string, value: ReactNode, more: string, link?: Pick<LinkProps, 'to' | 'search'> | undefined }

function Figure ({ label, value, more, link }: FigureProps) {
  return (
    <div className='card row-link relative p-4! md:p-5!'>
      <h2 className='text-[.8125rem]! font-medium! text-ink-soft'>{link === undefined ? label : <Link {...link} className='cover no-underline'>{label}</Link>}</h2>
      <p className='mt-1.5 text-xl font-semibold md:text-2xl'>{value}</p>
      <p className='hint mt-1'>{more}</p>
    </div>
  )
}

function Latest () {
  const { t } = useTranslation()
  const latest = useQuery(orderListOptions({ limit: 8 }))
  return (
    <Card title={t('dashboard.latest')} flush className='mt-5' actions={<Link to='/orders' search={{ view: 'all' }} className='link'>{t('orders.showAll')}</Link>}>
      {latest.isError
        ? <div className='p-5'><Problem error={latest.error} onRetry={() => { void latest.refetch() }} /></div>
        : <OrderTable rows={latest.data?.items} />}
      {latest.data?.items.length === 0 && <Empty action={<button type='button' className='btn' onClick={() => { void latest.refetch() }}>{t('list.refresh')}</button>}>{t('orders.empty.all')}</Empty>}
    </Card>
  )
}
