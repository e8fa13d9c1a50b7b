// A list as a table: bones while it loads, a way on when it is empty, words when it fails.
import type { ReactNode } from 'react'
import { BoneRows } from './Empty.tsx'
import { Problem } from './Problem.tsx'

export interface Column { name: string, label: ReactNode, className?: string }

interface ListProps<Row> {
  caption: string
  columns: Column[]
  list: { data: { items: Row[] } | undefined, isError: boolean, error: unknown, isFetching: boolean, refetch: () => unknown }
  empty: ReactNode
  bones?: number
  tall?: boolean
  children: (row: Row) => ReactNode
}

export function List<Row> ({ caption, columns, list, empty, bones = 8, tall = false, children }: ListProps<Row>) {
  if (list.isError) return <Problem error={list.error} onRetry={() => { list.refetch() }} />
  const rows = list.data?.items
  return (
    <div className='card card-flush' aria-busy={list.isFetching}>
      {rows?.length !== 0 && (
        <table className='table'>
          <caption className='sr-only'>{caption}</caption>
          <thead><tr>{columns.map(({ name, label, className }) => <th key={name} scope='col' className={className}>{label}</th>)}</tr></thead>
          {rows === undefined ? <BoneRows rows={bones} columns={columns.map(({ className = '' }) => className)} tall={tall} /> : <tbody>{rows.map(children)}</tbody>}
        </table>
      )}
      {rows?.length === 0 && empty}
    </div>
  )
}
