// Asks once before what cannot be taken back.
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'
import { Problem } from './Problem.tsx'

interface ConfirmProps { title: string, text: string, verb: string, busy?: boolean, error?: unknown, onConfirm: () => void, onClose: () => void, keep?: string }

export function Confirm ({ title, text, verb, busy = false, error, onConfirm, onClose, keep }: ConfirmProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={title} onClose={onClose}>
      <p className='text-ink-soft'>{text}</p>
      {error != null && <div className='mt-4'><Problem error={error} /></div>}
      <div className='mt-5 flex flex-wrap justify-end gap-2'>
        <button type='button' className='btn' onClick={onClose}>{keep ?? t('common.cancel')}</button>
        <button type='button' className='btn btn-danger' disabled={busy} onClick={onConfirm}>{verb}</button>
      </div>
    </Dialog>
  )
}
