// The products: search, state, page by page; the address holds it all.
import { useCallback } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChoiceChip, SearchChip } from '../../components/Chips.tsx'
import { BoneRows, Empty } from '../../components/Empty.tsx'
import { PageHead } from '../../components/Page.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { ProductLine } from './ProductLine.tsx'
import { productListOptions } from './queries.ts'
import { STATUSES, type ProductSearch } from './search.ts'

const COLUMNS = ['', 'max-sm:hidden', 'num', 'num max-md:hidden', 'max-lg:hidden', 'max-xl:hidden'] as const

export function ProductsPage () {
  const { t } = useTranslation()
  const search = useSearch({ from: '/products' })
  const navigate = useNavigate({ from: '/products' })
  const status = STATUSES.find((word) => word === search.status)
  const products = useQuery({
    ...productListOptions({ limit: 25, include: 'total', ...(status === undefined ? {} : { status }), ...(search.q === undefined ? {} : { q: search.q }), ...(search.cursor === undefined ? {} : { cursor: search.cursor }) }),
    placeholderData: keepPreviousData
  })
  const change = useCallback((changed: ProductSearch) => {
    void navigate({ search: (now) => ({ ...now, cursor: undefined, ...changed }), replace: 'q' in changed })
  }, [navigate])
  const ask = useCallback((q: string | undefined) => { change({ q }) }, [change])

  return (
    <>
      <PageHead title={t('nav.products')} state={<Total total={products.data?.total} />} />
      <div className='mb-4 flex flex-wrap items-center gap-2'>
        <SearchChip label={t('products.search')} value={search.q} onChange={ask} />
        <ChoiceChip
          label={t('products.filter.status')} value={search.status} onChange={(word) => { change({ status: word }) }}
          choices={STATUSES.map((word) => ({ value: word, label: t(`status.product.${word}`) }))}
        />
        {(search.q ?? search.status) !== undefined && <Link to='/products' search={{}} className='link flex min-h-9 items-center px-1'>{t('list.clearAll')}</Link>}
      </div>
      {products.isError
        ? <Problem error={products.error} onRetry={() => { void products.refetch() }} />
        : (
          <div className='card card-flush' aria-busy={products.isFetching}>
            {products.data?.items.length !== 0 && (
              <table className='table'>
                <caption className='sr-only'>{t('nav.products')}</caption>
                <thead><tr>{(['name', 'status', 'price', 'available', 'variants', 'languages'] as const).map((name, index) => <th key={name} scope='col' className={COLUMNS[index]}>{t(`products.column.${name}`)}</th>)}</tr></thead>
                {products.data === undefined
                  ? <BoneRows rows={10} columns={[...COLUMNS]} tall />
                  : <tbody>{products.data.items.map((row) => <ProductLine key={row.id} row={row} columns={COLUMNS} />)}</tbody>}
              </table>
            )}
            {products.data?.items.length === 0 && <Empty action={<Link to='/products' search={{}} className='btn'>{t('list.clearAll')}</Link>}>{t('products.empty')}</Empty>}
          </div>
          )}
      <Pager cursor={search.cursor} next={products.data?.nextCursor} onGo={(cursor) => { void navigate({ search: (now) => ({ ...now, cursor }) }) }} />
    </>
  )
}

function Total ({ total }: { total: number | undefined }) {
  const format = useFormat()
  return total === undefined ? null : <span className='text-ink-soft'>{format.number(total)}</span>
}
