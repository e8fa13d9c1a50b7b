// What is on the shelves, variant by variant; low ones as a view of their own.
import { useCallback, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SearchChip } from '../../components/Chips.tsx'
import { BoneRows, Empty } from '../../components/Empty.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { AdjustDialog } from './AdjustDialog.tsx'
import { StockRowLine } from './StockRowLine.tsx'
import { stockListOptions, type StockRow } from './queries.ts'
import type { StockSearch } from './search.ts'

const COLUMNS = ['', 'max-md:hidden', 'max-md:hidden num', 'max-md:hidden num', 'num', 'num'] as const

export function StockPage () {
  const { t } = useTranslation()
  const search = useSearch({ from: '/stock' })
  const navigate = useNavigate({ from: '/stock' })
  const [adjusted, setAdjusted] = useState<StockRow>()
  const isLow = search.view === 'low'
  const stock = useQuery({
    ...stockListOptions({ limit: 25, include: 'total', ...(isLow ? { lowStock: true } : {}), ...(search.q === undefined ? {} : { q: search.q }), ...(search.cursor === undefined ? {} : { cursor: search.cursor }) }),
    placeholderData: keepPreviousData
  })
  const ask = useCallback((q: string | undefined) => { void navigate({ search: (now) => ({ ...now, q, cursor: undefined }), replace: true }) }, [navigate])
  const names = ['item', 'sku', 'onHand', 'reserved', 'available', 'adjust'] as const

  return (
    <>
      <PageHead title={t('nav.stock')} />
      <StockTabs isLow={isLow} total={stock.data?.total} />
      <div className='mb-4 flex flex-wrap gap-2'><SearchChip label={t('stock.search')} value={search.q} onChange={ask} /></div>
      {stock.isError
        ? <Problem error={stock.error} onRetry={() => { void stock.refetch() }} />
        : (
          <div className='card card-flush' aria-busy={stock.isFetching}>
            {stock.data?.items.length !== 0 && (
              <table className='table'>
                <caption className='sr-only'>{t('nav.stock')}</caption>
                <thead><tr>{names.map((name, index) => <th key={name} scope='col' className={COLUMNS[index]}>{name === 'adjust' ? <span className='sr-only'>{t('stock.adjust.verb')}</span> : t(`stock.column.${name}`)}</th>)}</tr></thead>
                {stock.data === undefined
                  ? <BoneRows rows={12} columns={[...COLUMNS]} />
                  : <tbody>{stock.data.items.map((row) => <StockRowLine key={row.variantId + row.locationId} row={row} columns={COLUMNS} onAdjust={() => { setAdjusted(row) }} />)}</tbody>}
              </table>
            )}
            {stock.data?.items.length === 0 && (
              <Empty action={<Link to='/stock' search={{}} className='btn'>{t('stock.showAll')}</Link>}>{search.q === undefined ? t('stock.emptyLow') : t('stock.emptyFiltered')}</Empty>
            )}
          </div>
          )}
      <Pager cursor={search.cursor} next={stock.data?.nextCursor} onGo={(cursor) => { void navigate({ search: (now) => ({ ...now, cursor }) }) }} />
      {adjusted !== undefined && <AdjustDialog item={{ ...adjusted, label: `${adjusted.name} · ${adjusted.sku}` }} onClose={() => { setAdjusted(undefined) }} />}
    </>
  )
}

function StockTabs ({ isLow, total }: { isLow: boolean, total: number | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <nav aria-label={t('stock.views')} className='tabs mb-4'>
      {(['all', 'low'] as const).map((name) => {
        const isOn = isLow === (name === 'low')
        return (
          <Link
            key={name} to='/stock' className='tab' activeOptions={{ exact: true }} activeProps={{}} aria-current={isOn ? 'page' : undefined}
            search={(now: StockSearch) => ({ q: now.q, view: name === 'low' ? name : undefined })}
          >
            {t(`stock.view.${name}`)}{isOn && total !== undefined && <span className='text-[.8125rem] text-ink-soft'>{format.number(total)}</span>}
          </Link>
        )
      })}
    </nav>
  )
}
