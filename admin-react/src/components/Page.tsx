// The head of a screen: where one is, its state, and its verbs.
import type { ReactNode } from 'react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTitle } from '../lib/use-title.ts'
import { Icon } from './Icon.tsx'

interface PageHeadProps { title: string, heading?: ReactNode, back?: { to: LinkProps['to'], label: string }, state?: ReactNode, children?: ReactNode, sticky?: boolean }

export function PageHead ({ title, heading, back, state, children, sticky = false }: PageHeadProps) {
  useTitle(title)
  return (
    <header className={`mb-5 flex flex-wrap items-center justify-between gap-x-4 gap-y-3 ${sticky ? 'sticky top-14 z-10 -mx-2 -mt-2 bg-ground px-2 py-2 lg:top-0' : ''}`}>
      <div className='flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5'>
        {back !== undefined && (
          <Link to={back.to} className='flex min-h-9 items-center gap-1 text-ink-soft no-underline hover:text-ink'>
            {back.label}<Icon name='next' mirrored />
          </Link>
        )}
        <h1 className='min-w-0 break-words' tabIndex={-1}>{heading ?? title}</h1>
        {state}
      </div>
      {children !== undefined && <div className='flex flex-wrap items-center gap-2'>{children}</div>}
    </header>
  )
}

interface CardProps { title?: string, actions?: ReactNode, children: ReactNode, flush?: boolean, className?: string }

export function Card ({ title, actions, children, flush = false, className = '' }: CardProps) {
  return (
    <section className={`card ${flush ? 'card-flush' : ''} ${className}`}>
      {title !== undefined && (
        <div className={`flex min-h-8 flex-wrap items-center justify-between gap-2 ${flush ? 'px-5 py-3' : 'mb-3'}`}>
          <h2>{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}
