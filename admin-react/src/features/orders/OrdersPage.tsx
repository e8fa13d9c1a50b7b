// The orders: views as tabs, filters as chips, newest first; the address holds it all.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/Empty.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { OrderFilters } from './OrderFilters.tsx'
import { OrderTable } from './OrderTable.tsx'
import { orderListOptions } from './queries.ts'
import { isFiltered, orderQuery, VIEWS, viewOf, type OrderSearch, type View } from './search.ts'

export function OrdersPage () {
  const { t } = useTranslation()
  const search = useSearch({ from: '/orders' })
  const navigate = useNavigate({ from: '/orders' })
  const orders = useQuery({ ...orderListOptions(orderQuery(search, new Date())), placeholderData: keepPreviousData })
  const change = (changed: OrderSearch): void => {
    void navigate({ search: (now) => ({ ...now, cursor: undefined, ...changed }), replace: 'q' in changed })
  }
  const view = viewOf(search)

  return (
    <>
      <PageHead title={t('nav.orders')} />
      <nav aria-label={t('orders.views')} className='tabs mb-4'>
        {VIEWS.map((name) => <ViewTab key={name} name={name} isOn={name === view} total={name === view ? orders.data?.total : undefined} />)}
      </nav>
      <OrderFilters search={search} onChange={change} />
      {orders.isError
        ? <Problem error={orders.error} onRetry={() => { void orders.refetch() }} />
        : (
          <div className='card card-flush' aria-busy={orders.isFetching}>
            <OrderTable rows={orders.data?.items} />
            {orders.data?.items.length === 0 && <NoOrders view={view} filtered={isFiltered(search)} onRefresh={() => { void orders.refetch() }} />}
          </div>
          )}
      <Pager cursor={search.cursor} next={orders.data?.nextCursor} onGo={(cursor) => { void navigate({ search: (now) => ({ ...now, cursor }) }) }} />
    </>
  )
}

function ViewTab ({ name, isOn, total }: { name: View, isOn: boolean, total: number | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Link
      to='/orders' className='tab' activeOptions={{ exact: true }} aria-current={isOn ? 'page' : undefined} activeProps={{}}
      search={(now: OrderSearch) => ({ ...now, view: name === 'to_ship' ? undefined : name, status: undefined, cursor: undefined })}
    >
      {t(`orders.view.${name}`)}
      {total !== undefined && <span className='text-[.8125rem] font-medium text-ink-soft'>{format.number(total)}</span>}
    </Link>
  )
}

function NoOrders ({ view, filtered, onRefresh }: { view: View, filtered: boolean, onRefresh: () => void }) {
  const { t } = useTranslation()
  if (filtered) return <Empty action={<Link to='/orders' search={{ view }} className='btn'>{t('list.clearAll')}</Link>}>{t('orders.emptyFiltered')}</Empty>
  if (view === 'all') return <Empty action={<button type='button' className='btn' onClick={onRefresh}>{t('list.refresh')}</button>}>{t('orders.empty.all')}</Empty>
  return <Empty action={<Link to='/orders' search={{ view: 'all' }} className='btn'>{t('orders.showAll')}</Link>}>{t(`orders.empty.${view}`)}</Empty>
}
