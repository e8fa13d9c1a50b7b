// The chips over the orders: words, state, country, currency, day.
import { useCallback } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChoiceChip, SearchChip } from '../../components/Chips.tsx'
import { SpanChip } from '../../components/SpanChip.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { countryOptions, currencyOptions } from './queries.ts'
import { isFiltered, STATUSES, viewOf, type OrderSearch } from './search.ts'

export function OrderFilters ({ search, onChange }: { search: OrderSearch, onChange: (changed: OrderSearch) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const countries = useQuery(countryOptions()).data?.items ?? []
  const currencies = useQuery(currencyOptions()).data?.items ?? []
  const ask = useCallback((q: string | undefined) => { onChange({ q }) }, [onChange])
  return (
    <div className='mb-4 flex flex-wrap items-center gap-2'>
      <SearchChip label={t('orders.search')} value={search.q} onChange={ask} />
      {viewOf(search) === 'all' && (
        <ChoiceChip
          label={t('orders.filter.status')} value={search.status} onChange={(status) => { onChange({ status }) }}
          choices={STATUSES.map((word) => ({ value: word, label: t(`status.order.${word}`) }))}
        />
      )}
      <SpanChip
        label={t('orders.filter.placed')} span={{ when: search.placed, from: search.from, to: search.to }}
        onChange={({ when, ...days }) => { onChange({ ...days, placed: when }) }}
      />
      <ChoiceChip
        label={t('orders.filter.country')} value={search.country} onChange={(country) => { onChange({ country }) }}
        choices={countries.map(({ code }) => ({ value: code, label: format.country(code) }))}
      />
      <ChoiceChip
        label={t('orders.filter.currency')} value={search.currency} onChange={(currency) => { onChange({ currency }) }}
        choices={currencies.map(({ code }) => ({ value: code, label: code }))}
      />
      {isFiltered(search) && <Link to='/orders' search={{ view: search.view }} className='link flex min-h-9 items-center px-1'>{t('list.clearAll')}</Link>}
    </div>
  )
}
