// The people who buy here: found by words, standing and orders.
import { useCallback } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChoiceChip, SearchChip } from '../../components/Chips.tsx'
import { Empty } from '../../components/Empty.tsx'
import { List, type Column } from '../../components/List.tsx'
import { Moment } from '../../components/Moment.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Status } from '../../components/Status.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { customerListOptions, type CustomerRow } from './queries.ts'
import { customerQuery, isFiltered, STATES, type CustomerSearch } from './search.ts'

const HIDDEN = { name: '', orders: 'num max-md:hidden', spent: 'num max-sm:hidden', last: 'max-lg:hidden', consent: 'max-lg:hidden', since: 'max-lg:hidden', status: '' }

export function CustomersPage () {
  const { t } = useTranslation()
  const search = useSearch({ from: '/customers' })
  const navigate = useNavigate({ from: '/customers' })
  const customers = useQuery({ ...customerListOptions(customerQuery(search)), placeholderData: keepPreviousData })
  const change = useCallback((changed: CustomerSearch): void => {
    void navigate({ search: (now) => ({ ...now, cursor: undefined, ...changed }), replace: 'q' in changed })
  }, [navigate])
  const columns = Object.entries(HIDDEN).map(([name, className]): Column => ({ name, className, label: t(`customers.column.${name as keyof typeof HIDDEN}`) }))
  return (
    <>
      <PageHead title={t('nav.customers')} />
      <CustomerFilters search={search} onChange={change} />
      <List
        caption={t('nav.customers')} columns={columns} list={customers} tall bones={12}
        empty={isFiltered(search)
          ? <Empty action={<Link to='/customers' search={{}} className='btn'>{t('list.clearAll')}</Link>}>{t('customers.emptyFiltered')}</Empty>
          : <Empty action={<button type='button' className='btn' onClick={() => { void customers.refetch() }}>{t('list.refresh')}</button>}>{t('customers.empty')}</Empty>}
      >
        {(customer) => <Row key={customer.id} customer={customer} />}
      </List>
      <Pager cursor={search.cursor} next={customers.data?.nextCursor} onGo={(cursor) => { void navigate({ search: (now) => ({ ...now, cursor }) }) }} />
    </>
  )
}

function CustomerFilters ({ search, onChange }: { search: CustomerSearch, onChange: (changed: CustomerSearch) => void }) {
  const { t } = useTranslation()
  const ask = useCallback((q: string | undefined) => { onChange({ q }) }, [onChange])
  return (
    <div className='mb-4 flex flex-wrap items-center gap-2'>
      <SearchChip label={t('customers.search')} value={search.q} onChange={ask} />
      <ChoiceChip
        label={t('customers.column.status')} value={search.status} onChange={(status) => { onChange({ status }) }}
        choices={STATES.map((state) => ({ value: state, label: t(`status.customer.${state}`) }))}
      />
      <ChoiceChip
        label={t('customers.column.orders')} value={search.orders} onChange={(orders) => { onChange({ orders }) }}
        choices={(['some', 'none'] as const).map((word) => ({ value: word, label: t(`customers.orders.${word}`) }))}
      />
      {isFiltered(search) && <Link to='/customers' search={{}} className='link flex min-h-9 items-center px-1'>{t('list.clearAll')}</Link>}
    </div>
  )
}

function Row ({ customer }: { customer: CustomerRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ')
  return (
    <tr className='row-link'>
      <td className='py-2!'>
        <Link to='/customers/$userId' params={{ userId: customer.id }} className='cover font-semibold break-words no-underline'><bdi>{name === '' ? customer.email : name}</bdi></Link>
        {name !== '' && <p className='text-[.8125rem] break-all text-ink-soft'><bdi dir='ltr'>{customer.email}</bdi></p>}
        <p className='text-[.8125rem] text-ink-faint sm:hidden'><bdi>{format.money(customer.totalSpent)}</bdi></p>
      </td>
      <td className={HIDDEN.orders}>{format.number(customer.ordersCount)}</td>
      <td className={`${HIDDEN.spent} whitespace-nowrap`}><bdi>{format.money(customer.totalSpent)}</bdi></td>
      <td className={`${HIDDEN.last} text-ink-soft`}>{customer.lastOrderAt === null ? '–' : <Moment at={customer.lastOrderAt} />}</td>
      <td className={`${HIDDEN.consent} text-ink-soft`}>{customer.marketingConsent ? t('common.yes') : t('common.no')}</td>
      <td className={`${HIDDEN.since} text-ink-soft`}><Moment at={customer.createdAt} /></td>
      <td><Status kind='customer' word={customer.status} /></td>
    </tr>
  )
}
