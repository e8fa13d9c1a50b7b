// The last days as bars, with the same numbers as a table for whoever prefers them.
import { useTranslation } from 'react-i18next'
import type { Result } from '@tradewind/sdk'
import { Card } from '../../components/Page.tsx'
import { heights } from '../../lib/format.ts'
import { useFormat } from '../../lib/use-format.ts'

export type Summary = Result<'getAdminAnalyticsSummary'>

export function Days ({ summary }: { summary: Summary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const shares = heights(summary.days.map((day) => day.revenue.amount))
  const week = summary.lastSevenDays
  return (
    <Card title={t('dashboard.lastSevenDays')} actions={<p className='text-ink-soft'>{t('dashboard.week', { revenue: format.money(week.revenue), count: week.orders, orders: format.number(week.orders) })}</p>}>
      <ol aria-hidden='true' className='grid h-40 grid-flow-col items-end gap-1.5 sm:gap-3'>
        {summary.days.map((day, index) => (
          <li key={day.date} className='grid h-full min-w-0 grid-rows-[1fr_auto] justify-items-center gap-1.5' title={format.money(day.revenue)}>
            <span className='flex h-full w-full max-w-14 items-end rounded-md bg-sunken'>
              <span className={`w-full rounded-md ${index === summary.days.length - 1 ? 'bg-brand' : 'bg-line-strong'}`} style={{ blockSize: `${shares[index] ?? 0}%` }} />
            </span>
            <span className='text-[.75rem] text-ink-soft sm:hidden'>{format.dayOfMonth(day.date)}</span>
            <span className='truncate text-[.75rem] text-ink-soft max-sm:hidden'>{format.day(day.date)}</span>
          </li>
        ))}
      </ol>
      <details className='mt-4'>
        <summary className='link inline-block'>{t('dashboard.asTable')}</summary>
        <table className='table mt-3'>
          <caption className='sr-only'>{t('dashboard.lastSevenDays')}</caption>
          <thead><tr><th scope='col'>{t('dashboard.day')}</th><th scope='col' className='num'>{t('dashboard.orders')}</th><th scope='col' className='num'>{t('dashboard.revenue')}</th></tr></thead>
          <tbody>
            {summary.days.map((day) => (
              <tr key={day.date}><td>{format.day(day.date)}</td><td className='num'>{format.number(day.orders)}</td><td className='num'><bdi>{format.money(day.revenue)}</bdi></td></tr>
            ))}
          </tbody>
        </table>
      </details>
    </Card>
  )
}
