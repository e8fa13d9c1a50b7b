// The rates with their source and day, newest first.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChoiceChip } from '../../components/Chips.tsx'
import { BoneRows, Empty } from '../../components/Empty.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Problem } from '../../components/Problem.tsx'
import { Status } from '../../components/Status.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { rateListOptions, staffCurrencyOptions } from './queries.ts'

const COLUMNS = ['', 'num', 'max-sm:hidden', 'max-md:hidden', ''] as const

export function RatesView () {
  const { t } = useTranslation()
  const format = useFormat()
  const search = useSearch({ from: '/localization' })
  const navigate = useNavigate({ from: '/localization' })
  const currencies = useQuery(staffCurrencyOptions()).data?.items ?? []
  const rates = useQuery({
    ...rateListOptions({ limit: 25, ...(search.currency === undefined ? {} : { currency: search.currency }), ...(search.cursor === undefined ? {} : { cursor: search.cursor }) }),
    placeholderData: keepPreviousData
  })
  if (rates.isError) return <Problem error={rates.error} onRetry={() => { void rates.refetch() }} />
  return (
    <>
      <div className='mb-4 flex flex-wrap gap-2'>
        <ChoiceChip
          label={t('orders.filter.currency')} value={search.currency} choices={currencies.filter(({ isBase }) => !isBase).map(({ code }) => ({ value: code, label: code }))}
          onChange={(currency) => { void navigate({ search: (now) => ({ ...now, currency, cursor: undefined }) }) }}
        />
      </div>
      <div className='card card-flush' aria-busy={rates.isFetching}>
        {rates.data?.items.length !== 0 && (
          <table className='table'>
            <caption className='sr-only'>{t('localization.view.rates')}</caption>
            <thead><tr>{(['pair', 'rate', 'source', 'asOf', 'state'] as const).map((name, index) => <th key={name} scope='col' className={COLUMNS[index]}>{t(`rates.column.${name}`)}</th>)}</tr></thead>
            {rates.data === undefined && <BoneRows rows={8} columns={[...COLUMNS]} />}
            <tbody>
              {rates.data?.items.map((rate) => (
                <tr key={rate.id}>
                  <td><bdi dir='ltr'>{rate.from} / {rate.to}</bdi></td>
                  <td className='num font-medium'><bdi>{format.decimal(rate.rate)}</bdi></td>
                  <td className={COLUMNS[2]}>{t(`rates.source.${rate.source}`)}</td>
                  <td className={COLUMNS[3]}><time dateTime={rate.asOf}>{format.dateTime(rate.asOf)}</time></td>
                  <td><Status kind='rate' word={rate.current ? 'current' : 'past'} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {rates.data?.items.length === 0 && <Empty action={<Link to='/localization' search={{ view: 'currencies' }} className='btn'>{t('localization.view.currencies')}</Link>}>{t('rates.empty')}</Empty>}
      </div>
      <Pager cursor={search.cursor} next={rates.data?.nextCursor} onGo={(cursor) => { void navigate({ search: (now) => ({ ...now, cursor }) }) }} />
    </>
  )
}
