// Typed work is not lost by a press on a link: leaving asks first.
import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'

export function LeaveGuard ({ when }: { when: boolean }) {
  const { t } = useTranslation()
  // Another content language or variant is the same page.
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname, enableBeforeUnload: () => when, withResolver: true
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog title={t('leave.title')} onClose={blocker.reset}>
      <p className='text-ink-soft'>{t('leave.text')}</p>
      <div className='mt-5 flex flex-wrap justify-end gap-2'>
        <button type='button' className='btn btn-danger' onClick={blocker.proceed}>{t('leave.discard')}</button>
        <button type='button' className='btn btn-main' onClick={blocker.reset}>{t('leave.stay')}</button>
      </div>
    </Dialog>
  )
}
