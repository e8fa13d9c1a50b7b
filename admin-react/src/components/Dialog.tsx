// The browser's own dialog: keeps the focus, closes on Escape, gives the focus back.
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'

interface DialogProps { title: string, onClose?: (() => void) | undefined, children: ReactNode, wide?: boolean }

export function Dialog ({ title, onClose, children, wide = false }: DialogProps) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    // The first thing to fill in, else the harmless answer; never the cross in the corner.
    const first = shown?.querySelector<HTMLElement>('input:not([readonly]), select, textarea') ?? shown?.querySelector<HTMLElement>('.btn:not(.btn-icon)')
    first?.focus()
    return () => { shown?.close() }
  }, [])
  // A browser closes on a second Escape without asking; what must be answered comes back.
  const closed = (shown: HTMLDialogElement): void => {
    if (onClose === undefined) shown.showModal()
    else onClose()
  }
  return (
    <dialog
      ref={dialog} aria-labelledby={id} className={`sheet ${wide ? 'w-[min(46rem,calc(100vw-1.5rem))]' : ''}`}
      onCancel={(event) => { event.preventDefault(); onClose?.() }}
      onClose={(event) => { if (event.currentTarget.isConnected && !event.currentTarget.open) closed(event.currentTarget) }}
    >
      <div className='mb-4 flex items-start justify-between gap-3'>
        <h2 id={id} className='text-base'>{title}</h2>
        {onClose !== undefined && (
          <button type='button' className='btn btn-plain btn-icon -m-1.5' aria-label={t('common.close')} onClick={onClose}>
            <Icon name='close' />
          </button>
        )}
      </div>
      {children}
    </dialog>
  )
}
