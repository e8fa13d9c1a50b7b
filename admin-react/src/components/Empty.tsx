// Nothing here: one sentence and one action; and, before that is known, bones of the final height.
import type { ReactNode } from 'react'

export const Empty = ({ children, action }: { children: ReactNode, action?: ReactNode }) => (
  <div className='grid min-h-56 place-content-center justify-items-center gap-4 px-6 py-10 text-center'>
    <p className='max-w-md text-ink-soft'>{children}</p>
    {action}
  </div>
)

const WIDTHS = ['w-24', 'w-16', 'w-32', 'w-20']

export function BoneRows ({ rows, columns, tall = false }: { rows: number, columns: string[], tall?: boolean }) {
  return (
    <tbody aria-hidden='true'>
      {Array.from({ length: rows }, (_, row) => (
        <tr key={row}>
          {columns.map((hidden, column) => (
            <td key={column} className={`${hidden} ${tall ? 'h-14!' : ''}`}><span className={`skeleton max-w-full ${WIDTHS[(row + column) % WIDTHS.length] ?? ''}`} /></td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

export const Bones = ({ className }: { className: string }) => <div aria-hidden='true' className={`card ${className}`}><span className='skeleton w-32' /></div>
