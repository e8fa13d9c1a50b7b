// Facts as names and values.
import type { ReactNode } from 'react'

export const Facts = ({ children }: { children: ReactNode }) => <dl className='grid gap-1.5'>{children}</dl>

export const Fact = ({ label, children }: { label: string, children: ReactNode }) => (
  <div className='flex flex-wrap justify-between gap-x-4'><dt className='text-ink-soft'>{label}</dt><dd className='min-w-0 text-end break-words'>{children}</dd></div>
)
