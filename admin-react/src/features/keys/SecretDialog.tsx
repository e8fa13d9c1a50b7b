// The secret of a key, shown once: closed only by whoever says that it is kept.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Copyable } from '../../components/Copy.tsx'
import { Dialog } from '../../components/Dialog.tsx'

export function SecretDialog ({ secret, onClose }: { secret: string, onClose: () => void }) {
  const { t } = useTranslation()
  const [isKept, setKept] = useState(false)
  return (
    <Dialog title={t('keys.secret.title')}>
      <p className='mb-4 text-ink-soft'>{t('keys.secret.text')}</p>
      <Copyable text={secret} />
      <label className='mt-4 flex min-h-9 items-center gap-2.5'>
        <input type='checkbox' className='check' checked={isKept} onChange={(event) => { setKept(event.target.checked) }} />{t('keys.secret.kept')}
      </label>
      <div className='mt-4 flex justify-end'><button type='button' className='btn btn-main' disabled={!isKept} onClick={onClose}>{t('common.done')}</button></div>
    </Dialog>
  )
}
